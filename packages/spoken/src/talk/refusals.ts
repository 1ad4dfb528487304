/** Every no a tool can give, as a sentence: what is so, and what the caller can do. The same words whoever asks. */
import { sayList } from './sentences.ts';

/** The closed list of reasons for a no, as the contracts name them. */
export type NoReason = keyof typeof REFUSALS;

export interface NoDetails {
  /** The time in question, as `resolveWhen` says it: "Thursday, December 3rd in the morning". */
  readonly when?: string | null;
  /** What is missing, as it is said: "your name", "a phone number". */
  readonly missing?: readonly string[];
  /** The question that settles it, for `unclear-time`. */
  readonly ask?: string | null;
}

type Refusal = (details: NoDetails) => string;

const REFUSALS = {
  'already-cancelled': () => 'That appointment is already cancelled.',
  ambiguous: () => 'I need one more detail to find you. Which vehicle is it?',
  'changed-arguments': () => 'Something about that has changed, so let me go over it with you once more.',
  'closed-that-day': ({ when }) => `We're closed ${onDay(when)}.`,
  'fully-booked': ({ when }) => `We have nothing free ${onDay(when)}.`,
  'hold-lapsed': () => "I couldn't hold that time any longer. Let me see whether it's still free.",
  'in-the-past': ({ when }) => (when ? `${capital(when)} is already past.` : 'That time is already past.'),
  'invalid-arguments': () => "I didn't quite get that. Could you say it again?",
  'invalid-vin': () => "That isn't a complete VIN. Could you read it to me once more?",
  'needs-another-fact': () => 'To be sure I have the right person, which vehicle is it, or which day is your visit?',
  'needs-details': ({ missing }) => `I still need ${wanted(missing)}.`,
  'no-capable-bay': ({ when }) => `We can't do that kind of work ${onDay(when)}.`,
  'not-confirmed': () => "I haven't changed anything yet. Shall I go ahead?",
  'not-found': () => "I couldn't find that.",
  'not-now': ({ missing }) => `First I need ${wanted(missing)}.`,
  'not-verified': () =>
    "I can't open that without being sure who I'm speaking with. I can connect you with someone who can help.",
  'nothing-booked': () => "I don't see anything booked for you.",
  'overlapping-visit': () => 'There is already a visit for that vehicle at that time. Would you like a second one?',
  'slot-taken': ({ when }) => (when ? `${capital(when)} is not free.` : 'That time is not free.'),
  'stale-owner': () => 'One moment, please.',
  'too-far-ahead': () => "That's further ahead than I can book.",
  'too-short-notice': () => "That's too soon for us.",
  unavailable: () =>
    "I'm sorry, I can't reach our schedule right now. I can take your name and number, and we'll call you back.",
  'unclear-time': ({ ask }) => ask ?? 'Which day and time would you like?',
  'unknown-appointment': () => "I'm not sure which appointment you mean. Which day is it on?",
  'unknown-service': () => "I'm not sure what work you mean. What does the car need?",
  'unknown-slot': () => 'Let me look up those times again.',
  'vin-not-decoded': () => "I'll note the VIN. What are the year, make and model?",
} satisfies Record<string, Refusal>;

/** A no as it is said. */
export function sayNo(reason: NoReason, details: NoDetails = {}): string {
  const refusal: Refusal = REFUSALS[reason];
  return refusal(details);
}

/** "on Thursday, December 3rd", "in the morning", "then": a time behind a verb. */
function onDay(when: string | null | undefined): string {
  if (when === null || when === undefined || when === '' || /^(?:any time|as soon)/.test(when)) return 'then';
  return /^(?:in|at|by|on|before|after|between|around|first|early|late|during)\b/.test(when)
    ? when
    : `on ${when}`.replace('on the week', 'in the week');
}

function wanted(missing: readonly string[] | undefined): string {
  return missing === undefined || missing.length === 0 ? 'a little more' : sayList(missing);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
