/**
 * The resolver of dates and times: what a caller wishes, in the shop's zone, with the sentence to say and a confidence;
 * or the question that settles it, or why it cannot be.
 */
import { type DayPiece, either } from './days.ts';
import { itemsOf } from './items.ts';
import type { When, WhenContext, WhenWindow } from './meaning.ts';
import { whichOf } from './questions.ts';
import { type Scene, sceneOf } from './scene.ts';
import { windowOf } from './windows.ts';
import { type Wish, wishesOf } from './wishes.ts';
import { timeWordsOf } from './words.ts';

/** Two times of one day no further apart than this are one stretch ("nine or ten"), in milliseconds. */
const ONE_STRETCH_MS = 2 * 3_600_000;

export function resolveWhen(text: string, context: WhenContext): When {
  const scene = sceneOf(context);
  const { wishes, excluded } = wishesOf(itemsOf(timeWordsOf(text), scene), scene);
  if (wishes.length === 0 && excluded.size === 0) return { type: 'none' };
  const merged = withDaysMerged(
    wishes.length === 0 ? [{ day: { type: 'any', confidence: 0.8 }, clocks: [], confidence: 1 }] : wishes,
  );
  // Among alternatives each is taken in its usual reading: one question is enough.
  const reading = merged.length > 1 ? { ...scene, askedBefore: true } : scene;
  const answers = merged.map((wish) => windowOf(wish, excluded, reading));
  return chosen(answers, scene);
}

/** "Monday or Tuesday" with the same hours is one wish for either day. */
function withDaysMerged(wishes: readonly Wish[]): readonly Wish[] {
  const [first, ...rest] = wishes;
  if (first === undefined || rest.length === 0) return wishes;
  const sameHours = rest.every((wish) => JSON.stringify(wish.clocks) === JSON.stringify(first.clocks));
  const days = wishes.map((wish) => wish.day);
  if (!sameHours || !days.every((day) => day?.type === 'day' || day?.type === 'days')) return wishes;
  const day = days.reduce<DayPiece | null>((a, b) => (a === null || b === null ? (a ?? b) : either(a, b)), null);
  return [{ ...first, day }];
}

function chosen(answers: readonly When[], scene: Scene): When {
  const windows = answers.filter((answer) => answer.type === 'window');
  const [first, second] = windows;
  if (first === undefined) return answers.find((answer) => answer.type !== 'none') ?? { type: 'none' };
  if (second === undefined || scene.askedBefore) return first;
  return oneStretch(windows) ?? whichOf(windows);
}

/** "Nine or ten on Tuesday" is one stretch of that day. */
function oneStretch(windows: readonly WhenWindow[]): WhenWindow | null {
  const [first] = windows;
  const last = windows.at(-1);
  if (first === undefined || last === undefined || windows.some((window) => window.date !== first.date)) return null;
  const starts = windows.map((window) => Date.parse(window.from));
  const near = Math.max(...starts) - Math.min(...starts) <= ONE_STRETCH_MS;
  if (!near || first.hours === null || last.hours === null) return null;
  const sorted = windows.toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from));
  const [earliest, latest] = [sorted[0] ?? first, sorted.at(-1) ?? last];
  const hours = { from: earliest.hours?.from ?? '00:00', to: latest.hours?.to ?? '24:00' };
  return {
    ...first,
    from: earliest.from,
    to: latest.to,
    exact: null,
    hours,
    say: `${earliest.say} or ${last.say.replace(/^.* at /, '')}`,
  };
}
