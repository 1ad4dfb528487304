/** What is said in a call that we place. Until somebody has said who they are, no word about vehicle, work or day. */
import { sayPhone } from '../phones/saying.ts';

/** The first sentence: who calls, and that a machine speaks. It fits a person and a machine. */
export function sayOutboundOpening(shopName: string): string {
  return `Hello, this is the automated assistant of ${shopName}.`;
}

export function askForPerson(firstName: string): string {
  return `Am I speaking with ${firstName}?`;
}

/** "Who is this?" The truth, and the question again. */
export function sayWhoCalls(shopName: string, firstName: string): string {
  return `I'm the automated assistant of ${shopName}, calling for ${firstName}. Am I speaking with ${firstName}?`;
}

/** After they have said who they are; `visits` is rendered from the rows. */
export function sayReminder(firstName: string, visits: string): string {
  return `Hi ${firstName}. This is a reminder. ${visits} Can we expect you? You can also move or cancel it now, or press nine to get no more calls.`;
}

/** For the machine, after its beep: who called and where to call back, and nothing a stranger should not hear. */
export function sayVoicemail(shopName: string, phone: string): string {
  return `Hello, this is the automated assistant of ${shopName}. Please call us back at ${sayPhone(phone)}. Again, that is ${sayPhone(phone)}. Thank you. Goodbye.`;
}

/** Whoever may have picked up gets no details. */
export function sayCallUsBack(shopName: string, phone: string): string {
  return `Please call ${shopName} back at ${sayPhone(phone)}. Thank you. Goodbye.`;
}

/** Somebody else has picked up. */
export function sayToSomeoneElse(shopName: string, firstName: string, phone: string): string {
  return `Sorry to disturb you. Please ask ${firstName} to call ${shopName} at ${sayPhone(phone)}. Thank you. Goodbye.`;
}

/** Somebody calls back whom we could not reach. */
export function sayCalledBack(shopName: string, firstName: string): string {
  return `Thanks for calling ${shopName}, this is the automated assistant. We tried to reach you. Am I speaking with ${firstName}?`;
}

export const outreachPhrases = {
  wait: "Of course, I'll wait.",
  confirmed: "Thank you, we'll see you then. Goodbye!",
  wrongNumber: "I'm sorry, I must have the wrong number. We won't call it again. Goodbye.",
  optedOut: "Understood. You won't get any more calls or messages from us. Goodbye.",
  optedOutGoesOn:
    "Understood. You won't get any more calls or messages from us. Is there anything else I can help you with?",
  /** The stop list could not be written; a person does it. */
  optOutNoted: "Understood. I've asked my colleagues to see to it that you get no more calls. Goodbye.",
  nothingBooked:
    'I only wanted to remind you of a visit, and it is no longer booked. Sorry to have disturbed you. Goodbye.',
  consentYes: 'Great, thank you.',
  consentNo: "That's fine, we won't.",
} as const;
