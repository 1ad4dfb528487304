/**
 * The guard before the voice: judges every piece, with the words before it, for claims that nothing committed in this call
 * backs: a booking, a change, a cancellation, a time, a price, a name.
 */
import { type Backing, inOrder, pairsIn } from './backing.ts';
import { mentionsIn } from './mentions.ts';

export interface Known {
  /** What was committed in this call. */
  readonly committed: readonly ('booked' | 'cancelled' | 'rescheduled')[];
  /** Appointments of the caller were listed to the model, so it may speak of them as existing. */
  readonly appointmentsKnown: boolean;
  readonly backing: Backing;
}

export type Claim =
  | { readonly type: 'booked' | 'cancelled' | 'rescheduled'; readonly words: string }
  | { readonly type: 'time' | 'price' | 'name'; readonly words: string }
  /** Of being a person; of what it was told to do. */
  | { readonly type: 'human' | 'instructions'; readonly words: string };

const SUBJECT =
  "(?:you(?:'re| are| have been)?|it(?:'s| is| has been)?|that(?:'s| is| has been)?|everything(?:'s| is)?|(?:your|the|this) [a-z ]{2,30}?(?:'s| is| has been| was)|i(?:'ve| have)?|we(?:'ve| have)?|consider (?:it|that|yourself)|all)";
const LINK =
  '(?: (?:now|all|just|already|also|officially|successfully|been|got|gotten|have|put|you|it|that|this|your|the|down|everything|appointment|visit|slot|in|and|got you)){0,5}';

const DONE: readonly (readonly ['booked' | 'cancelled' | 'rescheduled', RegExp])[] = [
  ['cancelled', new RegExp(`\\b${SUBJECT}${LINK} (?:cancell?ed|called off|taken off|removed|deleted)\\b`, 'i')],
  [
    'rescheduled',
    new RegExp(`\\b${SUBJECT}${LINK} (?:re-?scheduled|re-?booked|moved|switched|pushed|changed)\\b`, 'i'),
  ],
  [
    'booked',
    new RegExp(
      `\\b${SUBJECT}${LINK} (?:booked|scheduled|confirmed|reserved|set(?: up)?|signed up|penciled in|locked in|good to go)\\b`,
      'i',
    ),
  ],
  [
    'booked',
    /\b(?:see you|we'll see you|we will see you|looking forward to seeing you|we'll expect you)\b.{0,20}\b(?:on|at|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b/i,
  ],
  ['booked', /\bi (?:booked|scheduled|reserved|put you)\b/i],
  ['cancelled', /\bi (?:cancell?ed|removed|deleted)\b/i],
  ['rescheduled', /\bi (?:re-?scheduled|moved|switched|changed)\b/i],
  ['booked', /\byour (?:booking|reservation) is\b/i],
];

/** A claim word under a question, a condition, an offer or a denial claims nothing. */
const HARMLESS =
  /\b(?:not|n't|never|cannot|nothing|no one|would|could|should|shall|can|may|might|if|once|before|until|when|after|to (?:get|have|be)|want|like|let me|let's|going to|i'll|we'll need|will be|ready to|able to|haven't|hasn't|isn't|aren't|unless|whether)\b|\?/i;

/** The first claim of `piece` that is not backed; null when it may be spoken. `before` is what this reply said already. */
export function unbackedClaim(piece: string, before: string, known: Known): Claim | null {
  return (
    unbackedDeed(piece, before, known) ??
    claimOfSelf(piece, before) ??
    unbackedGift(piece, before) ??
    unbackedMention(piece, before, known.backing)
  );
}

/** It is a machine, and says so; and what it was told is nobody's business. */
const SELF: readonly (readonly ['human' | 'instructions', RegExp])[] = [
  [
    'human',
    /\b(?:i am|i'm|this is|you're (?:talking|speaking) (?:to|with)|you are (?:talking|speaking) (?:to|with)) (?:just |really |actually |definitely |indeed )?(?:a |an )?(?:real |live |actual )?(?:human|person|people)\b/i,
  ],
  [
    'human',
    /\b(?:i am|i'm) (?:not|definitely not|certainly not|no) (?:a |an |just a )?(?:ro?bot|machine|computer|a\.?i\.?|automated|virtual|recording|program)\b/i,
  ],
  ['instructions', /\bmy (?:system )?(?:instructions|prompt|rules) (?:are|is|say|says|tell|read)\b/i],
];

function claimOfSelf(piece: string, before: string): Claim | null {
  for (const sentence of sentencesOf(`${lastClause(before)}${piece}`)) {
    for (const [type, pattern] of SELF) {
      const match = pattern.exec(sentence);
      if (match !== null && !/\b(?:not|never) (?:a |an )?(?:real |live )?(?:human|person)\b/i.test(match[0])) {
        return { type, words: match[0] };
      }
    }
  }
  return null;
}

/** No fact of a shop backs a discount: prices begin where the list says. */
const GIFT =
  /\b(?:for free|free of charge|at no charge|no charge|on the house|half (?:the )?price|half off|for nothing|costs? (?:you )?nothing|\d+ ?(?:%|percent) (?:off|discount|cheaper)|(?:a|the) discount)\b/i;
const NO_GIFT = /\b(?:no|not|n't|cannot|can't|don't|never|any)\b[^,;]*$/i;

function unbackedGift(piece: string, before: string): Claim | null {
  for (const sentence of sentencesOf(`${lastClause(before)}${piece}`)) {
    const match = GIFT.exec(sentence);
    if (match === null || sentence.includes('?') || NO_GIFT.test(sentence.slice(0, match.index))) continue;
    return { type: 'price', words: match[0] };
  }
  return null;
}

function unbackedDeed(piece: string, before: string, known: Known): Claim | null {
  const sentences = sentencesOf(`${lastClause(before)}${piece}`);
  for (const sentence of sentences) {
    for (const [type, pattern] of DONE) {
      const match = pattern.exec(sentence);
      if (match === null || HARMLESS.test(sentenceAround(sentence, match.index))) continue;
      if (known.committed.includes(type)) continue;
      if (type === 'booked' && (known.appointmentsKnown || known.committed.length > 0)) continue;
      return { type, words: match[0] };
    }
  }
  return null;
}

/** Words that promise that a time can be had: the caller having named it is not enough. */
const PROMISES =
  /\b(?:available|availability|open(?:ing|ings)?|free|works?|fits?|we have|i have|we've got|i've got|can (?:get|fit) you)\b/i;
const DECLINED = /\b(?:not|no|never|cannot|don't|can't|isn't|won't|doesn't|you said|you mentioned)\b/i;
/** Opening hours are told by day and clock without being offers. */
const HOURS = /\b(?:hours|we're open|we are open|open (?:from|until|till|at)|close[sd]?|closing)\b/i;

function unbackedMention(piece: string, before: string, backing: Backing): Claim | null {
  for (const sentence of sentencesOf(`${lastClause(before)}${piece}`)) {
    const mentions = inOrder(mentionsIn(sentence));
    if (mentions.length === 0) continue;
    const question = sentence.trimEnd().endsWith('?');
    const promised = PROMISES.test(sentence) && !question && !HOURS.test(sentence);
    const known = new Set(promised ? backing.told : [...backing.told, ...backing.said]);
    // What something costs is for the shop to say: a price that the caller named may be asked about or turned down, not agreed to.
    const agreed = question || DECLINED.test(sentence) ? known : new Set(backing.told);
    const unknown = mentions.find(
      ({ type, keys }) => !keys.some((key) => (type === 'price' ? agreed : known).has(key)),
    );
    if (unknown !== undefined) return { type: unknown.type, words: unknown.words };
    if (HOURS.test(sentence)) continue;
    const mismatched = pairsIn(mentions).find(
      ({ day, clock }) => !clock.keys.some((key) => known.has(`${day.key}+${key}`)),
    );
    if (mismatched !== undefined) return { type: 'time', words: `${mismatched.day.words} ${mismatched.clock.words}` };
  }
  return null;
}

/**
 * Whether a clause may be spoken before its sentence is whole: only when nothing in it can be the beginning of a claim.
 */
export function mayLeaveEarly(clause: string): boolean {
  if (mentionsIn(clause).length > 0 || CLAIM_WORD.test(clause)) return false;
  return !/\b(?:you're|you are|it's|it is|that's|i'm|i am|i've|i have|we've|we have|your|my|i)\s*[,;:—–-]*\s*$/i.test(
    clause,
  );
}

/** Words that claims are made of. */
const CLAIM_WORD =
  /\b(?:(?:book|schedul|confirm|cancel|reserv|mov|chang|switch|set|done|call(?:ed)? off|delet|remov|good to go|appointment|connect|transfer|instruction|discount)\w*|see you|forward to|real|actual|human|person|robot|bot|machine|prompt|rules|free|price|half|off|percent|charge|dollars)\b|%|\$/i;

/** Whether words may be spoken before their clause is whole: they must not begin an offer either. */
export function mayBeginReply(words: string): boolean {
  return mayLeaveEarly(words) && !PROMISES.test(words);
}

/** What stands since the last sentence ended: the beginning of the sentence that the piece goes on with. */
function lastClause(text: string): string {
  const match = /[^.!?]*$/.exec(text);
  return match?.[0] ?? '';
}

function sentencesOf(text: string): string[] {
  return text.match(/[^.!?]+[.!?]*/g) ?? [];
}

/** The clause a match stands in: a denial in another clause does not excuse it. */
function sentenceAround(sentence: string, index: number): string {
  const before = sentence.slice(0, index);
  const start = Math.max(
    before.lastIndexOf(','),
    before.lastIndexOf(';'),
    before.lastIndexOf(' and '),
    before.lastIndexOf(' but '),
  );
  return sentence.slice(Math.max(0, start));
}
