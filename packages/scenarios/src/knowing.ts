/** What a caller answers to the questions every receptionist asks, from what they know; a story writes down only the rest. */
import { z } from 'zod';
import { type Reaction, reaction } from './reaction.ts';

const answer = z.union([z.string(), z.array(z.string())]);

/** Answers as the caller says them; a question about what they do not know leaves them speechless. */
export const knowledge = z.strictObject({
  name: answer.optional(),
  spelling: answer.optional(),
  phone: answer.optional(),
  vehicle: answer.optional(),
  service: answer.optional(),
  when: answer.optional(),
  /** Said to times that are offered. */
  takes: answer.default('The first one, please.'),
  /** Said to a change that is read back. */
  confirms: answer.default('Yes, please.'),
  /** Said when asked for anything else. */
  closes: answer.default("No, that's all. Thank you."),
});

type Knowledge = z.output<typeof knowledge>;

/** The first that fits is used, so the clearest questions come first. */
const QUESTIONS: readonly (readonly [keyof Knowledge, string, number])[] = [
  ['confirms', 'shall i|should i (book|cancel|move)|is that (right|correct)', 3],
  ['closes', 'anything else|what else', 2],
  ['spelling', 'spell', 2],
  ['phone', 'phone|number|reach you', 2],
  ['vehicle', "year|make and model|which (car|vehicle)|what (kind|car|vehicle)|driving|this for|it for|the car's", 3],
  ['when', '(what|which) (other )?(day|time)|when (would|do|can|should)|day (and|or) time|bring it in', 3],
  ['name', 'name', 2],
  ['service', 'have done|problem|do for your|tell me .*more|need (done|help)', 2],
  ['takes', 'which|work|like|prefer|suit|i have|closest|first|would you', 3],
];

/** Everything the caller of a story reacts to: what the story says, then what they know, then a farewell. */
export function reactionsOf(caller: {
  readonly opens?: string | string[] | undefined;
  readonly knows?: Knowledge | undefined;
  readonly reactions: readonly Reaction[];
}): readonly Reaction[] {
  const { opens, knows, reactions } = caller;
  const opening = opens === undefined ? [] : [react({ hears: 'how can i help', says: opens })];
  if (knows === undefined) return [...opening, ...reactions];
  const usual = QUESTIONS.flatMap(([what, hears, times]) => {
    const says = knows[what];
    return says === undefined ? [] : [react({ hears, says, times })];
  });
  return [...opening, ...reactions, ...usual, react({ hears: 'bye', hangsUp: true, after: 3_000 })];
}

function react(given: z.input<typeof reaction>): Reaction {
  return reaction.parse(given);
}
