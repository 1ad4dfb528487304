/** The fixed phrases of the house, each with a name. What is said often is kept as audio. */

export const phrases = {
  /** After some seconds of silence, once. */
  stillThere: 'Are you still there?',
  /** After the second silence, before hanging up. */
  silentGoodbye: "I can't hear you, so I'll hang up now. Please call again any time. Goodbye!",
  /** Nothing was understood. */
  sayAgain: "Sorry, I didn't catch that. Could you say it again?",
  /** There was voice, but no words came of it. */
  noWords: "Sorry, the line isn't very clear. Could you say that again?",
  /** The caller asked to wait. */
  takeYourTime: 'Of course, take your time.',
  /** The one soft check while the caller is away from the phone. */
  stillWaiting: "I'm still here whenever you're ready.",
  /** A caller who talks very long is stopped once. */
  politeStop: 'Sorry to step in. Let me make sure I have this right.',
  /** Before a confirmation is said again that was talked over. */
  soYouHaveIt: 'Just so you have it.',
  goodbye: 'Thanks for calling. Goodbye!',
  anythingElse: 'Is there anything else I can help you with?',
  /** To whoever asks what they are talking with. */
  automated: "I'm an automated assistant, not a person.",
  howCanIHelp: 'How can I help you today?',
  /** Before the call is handed to the desk. */
  transfer: 'Let me connect you with someone at the desk. One moment, please.',
  /** The desk did not answer. */
  deskBusy: "I couldn't reach anyone at the desk just now. I can take a message, and they'll call you back.",
  /** Outside desk hours. */
  deskClosed: "Nobody is at the desk right now. I can take a message, and they'll call you back.",
  /** A message is taken, one question at a time. */
  messageName: 'May I have your name?',
  messageThisNumber: "Is the number you're calling from the best one to reach you?",
  messagePhone: "What's the best phone number to reach you?",
  restOfNumber: "I have the first part. What's the rest of the number?",
  messageMatter: 'And what is it about?',
  /** Something of ours or of a provider's failed; the call goes on. */
  trouble: "Sorry, I'm having a little trouble here. One moment, please.",
  /** It failed for good; the desk is next. */
  troubleTransfer: "I'm sorry, something isn't working on my end. Let me connect you with someone.",
  /** It failed for good, and nobody is at the desk. */
  willCallBack: "I'm sorry, something isn't working on my end. We'll call you back as soon as we can. Goodbye!",
  /** A change was agreed to, and nobody can tell whether it was made. */
  commitUnknown:
    "I couldn't get a confirmation from our schedule just now, so I won't promise it. I've left a note, and someone will call you back to confirm.",
  /** A look-up went past its deadline. */
  lookupFailed: "Sorry, I can't look that up right now.",
  /** An answer could not be backed by anything that is known; said instead of it. */
  notSure: "I'd rather not promise that before I've checked. What would you like me to look up?",
  /** The call was taken over by another process. */
  backAgain: "Sorry about that, I'm back. Please go on.",
  /** No words can be recognised any more: the keypad is left. */
  keypad: 'Sorry, I can no longer hear you well. Press one to speak with a person, or two to be called back.',
  /** New calls are refused for the moment. */
  busy: 'Thanks for calling. All our lines are busy right now. Let me connect you with the desk.',
  /** After twenty minutes. */
  longCall: "We've been talking for a while, so let me connect you with someone who can finish this with you.",
} as const;

export type PhraseName = keyof typeof phrases;

/** Said while something is looked up, past 800 ms; taken in turn so that no call hears one twice in a row. */
export const fillers: readonly string[] = [
  'One moment.',
  'Let me check that.',
  'Just a second.',
  'Let me take a look.',
  'Okay, looking that up.',
  'Bear with me a moment.',
];

/** The first sentence of a call; it says at once that a machine speaks. */
export function sayGreeting(shopName: string): string {
  return `Thanks for calling ${shopName}, this is the automated assistant. How can I help you today?`;
}

/** A message was taken. `when` is when the shop can call: "tomorrow after 8 AM"; null when that is not known. */
export function sayMessageTaken(name: string | null, when: string | null): string {
  const thanks = name === null ? 'Thank you.' : `Thank you, ${name.split(' ')[0]}.`;
  return `${thanks} I've noted that, and someone will call you back ${when ?? 'as soon as they can'}.`;
}

/** Every phrase whose audio is kept; with the shop's greeting when a shop is given. */
export function fixedPhrases(shopName?: string): string[] {
  const greeting = shopName === undefined ? [] : [sayGreeting(shopName)];
  return [...greeting, ...Object.values(phrases), ...fillers];
}
