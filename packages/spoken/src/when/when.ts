/**
 * The resolver of dates and times: what a caller wishes, in the shop's zone, with the sentence to say and a confidence;
 * or the question that settles it, or why it cannot be.
 */
import { type DayPiece, either } from './days.ts';
import { eitherHours, hoursOf } from './hours.ts';
import { itemsOf } from './items.ts';
import type { When, WhenContext } from './meaning.ts';
import { whichOf } from './questions.ts';
import { type Scene, sceneOf } from './scene.ts';
import { type Plan, windowOf } from './windows.ts';
import { type Wish, wishesOf } from './wishes.ts';
import { timeWordsOf } from './words.ts';

/** Works out a wish about time. Any text is taken; one that speaks of no time is `none`. */
export function resolveWhen(text: string, context: WhenContext): When {
  const scene = sceneOf(context);
  const { wishes, excluded } = wishesOf(itemsOf(timeWordsOf(text), scene), scene);
  if (wishes.length === 0 && excluded.size === 0) return { type: 'none' };
  const plans = wishes.length === 0 ? [ANY_OTHER_DAY] : merged(wishes.map((wish) => planOf(wish, scene)));
  // Among alternatives each is taken in its usual reading: one question is enough.
  const reading = plans.length > 1 ? { ...scene, askedBefore: true } : scene;
  const answers = plans.map((plan) => windowOf(plan, excluded, reading));
  return chosen(answers, scene);
}

/** Only days were ruled out: any other will do. */
const ANY_OTHER_DAY: Plan = { day: { type: 'any', confidence: 0.8 }, hours: null, confidence: 1 };

function planOf({ day, clocks, confidence }: Wish, scene: Scene): Plan {
  return { day, hours: hoursOf(clocks, scene), confidence };
}

/** Alternatives that are one wish: "Monday or Tuesday" at the same hours, "nine or ten" on the same day. */
function merged(plans: readonly Plan[]): readonly Plan[] {
  const [first, ...rest] = plans;
  if (first === undefined || rest.length === 0) return plans;
  const one = rest.reduce<Plan | null>(
    (whole, plan) => (whole === null ? null : (sameHours(whole, plan) ?? sameDay(whole, plan))),
    first,
  );
  return one === null ? plans : [one];
}

function sameHours(a: Plan, b: Plan): Plan | null {
  const named = (day: DayPiece | null): day is DayPiece => day?.type === 'day' || day?.type === 'days';
  if (!named(a.day) || !named(b.day) || JSON.stringify(a.hours) !== JSON.stringify(b.hours)) return null;
  return { ...a, day: either(a.day, b.day) };
}

function sameDay(a: Plan, b: Plan): Plan | null {
  if (a.hours === null || b.hours === null || JSON.stringify(a.day) !== JSON.stringify(b.day)) return null;
  const hours = eitherHours(a.hours, b.hours);
  return hours === null ? null : { ...a, hours };
}

function chosen(answers: readonly When[], scene: Scene): When {
  const windows = answers.filter((answer) => answer.type === 'window');
  const [first, second] = windows;
  if (first === undefined) return answers.find((answer) => answer.type !== 'none') ?? { type: 'none' };
  return second === undefined || scene.askedBefore ? first : whichOf(windows);
}
