/** The small words that bind days and times: bounds, links, negations, and what takes back what was said. */
import { wordSet } from '../words.ts';
import type { Bound } from './hours.ts';
import { bookOf, phraseAt, phrasesFor } from './phrase-book.ts';
import type { TimeWord } from './words.ts';

export type SmallWord =
  /** Stand before a day or time. */
  | { readonly type: 'bound'; readonly bound: Bound }
  | { readonly type: 'between' }
  | { readonly type: 'not' }
  /** Stand behind one. */
  | { readonly type: 'open-ended'; readonly bound: 'after' | 'by' }
  | { readonly type: 'unfit' }
  | { readonly type: 'link'; readonly link: 'or' | 'and' | 'to' }
  /** What was said before is taken back. */
  | { readonly type: 'repair' };

const OR: SmallWord = { type: 'link', link: 'or' };

/** "Move my appointment from", "reschedule it from": the day that follows is the old one. */
const MOVED_FROM = ['move', 'change', 'reschedule', 'switch', 'moving', 'changing']
  .flatMap((verb) => ['', ' it', ' that', ' my appointment', ' the appointment'].map((what) => `${verb}${what} from`))
  .join(',');

const SMALL_WORDS = bookOf<SmallWord>([
  ...phrasesFor<SmallWord>(
    { type: 'repair' },
    `
      no, nope, no no, no wait, wait, wait no, hang on, i mean, i meant, sorry, im sorry, excuse me, actually, or actually, rather,
      or rather, scratch that, strike that, make that, correction, never mind, on second thought, on second thoughts,
      let me change that, change that to
    `,
  ),
  ...phrasesFor<SmallWord>(
    { type: 'not' },
    `
      not, not on, not at, not in, not for, not during, except, except for, except on, but not, but not on, but, anything but,
      instead of, rather than, other than, besides, avoid, excluding, apart from, aside from,
      cant do, cant make it, cant make it on, cant make, cant come, cant come in, cant come on, cannot do, cannot make,
      cannot make it, cannot come, cant on, dont want, do not want, wont do, not able to do, isnt, busy on, busy with,
      have to work, have to work on, got to work, work on, working on, out of town on, out of town, ${MOVED_FROM}
    `,
  ),
  ...phrasesFor<SmallWord>(
    { type: 'unfit' },
    `
      doesnt work, does not work, dont work, wont work, will not work, isnt good, is no good, is not good, no good, is bad,
      is out, is full, doesnt suit, does not suit, isnt possible, not possible, is not possible, isnt going to work,
      is not going to work, isnt gonna work, im working, i work, i have work, im out of town, busy, im busy, is busy, looks busy,
      really busy, is really busy, is tough, is hard, is crazy, is packed, are out, are bad
    `,
  ),
  ...phrasesFor<SmallWord>(
    { type: 'bound', bound: 'after' },
    `
      after, any time after, anytime after, sometime after, past, later than, not before, no earlier than, not earlier than,
      not until, not till, starting, starting at, starting on, starting from, since, beginning at,
      get off at, get off work at, get out at, get out of work at, done with work at, finish work at, finish at, off work at
    `,
  ),
  ...phrasesFor<SmallWord>(
    { type: 'bound', bound: 'before' },
    'before, any time before, anytime before, sometime before, earlier than, prior to, sooner than, ahead of',
  ),
  ...phrasesFor<SmallWord>(
    { type: 'bound', bound: 'by' },
    'by, no later than, not later than, at the latest by, until, till, til, up to, not after',
  ),
  ...phrasesFor<SmallWord>(
    { type: 'open-ended', bound: 'after' },
    `
      or later, or after, or any time after, or anytime after, and later, and after, onward, onwards, on out,
      or after that, or later than that, at the earliest, and on, after that, so after that, or any time after that
    `,
  ),
  ...phrasesFor<SmallWord>(
    { type: 'open-ended', bound: 'by' },
    'or earlier, or before, or sooner, at the latest, at latest, or any time before, or anytime before',
  ),
  ...phrasesFor<SmallWord>(
    { type: 'between' },
    'between, from, anywhere from, anywhere between, sometime between, any time between',
  ),
  ...phrasesFor(OR, 'or, or maybe, or else, or even, or possibly, or on, or at, if not'),
  ...phrasesFor<SmallWord>({ type: 'link', link: 'and' }, 'and, and also'),
  ...phrasesFor<SmallWord>({ type: 'link', link: 'to' }, 'to, through, thru, and until'),
]);

/** "No problem" and "wait for" are something else. */
const OTHERWISE = wordSet('no problem, no rush, no matter, no one, wait for, wait there, wait while');

/** The small word or words that begin at a place. */
export function smallWordAt(words: readonly TimeWord[], at: number): { value: SmallWord; words: number } | null {
  const small = phraseAt(words, at, SMALL_WORDS);
  if (small === null) return null;
  const next = words[at + small.words];
  // "Before ten or after four": the second bound is its own.
  const bounds = small.value.type === 'open-ended' && (next?.value !== undefined || next?.clock !== undefined);
  if (bounds) return { value: OR, words: 1 };
  return small.words === 1 && OTHERWISE.has(`${words[at]?.text} ${next?.text ?? ''}`) ? null : small;
}

/** "Come by today" is no limit: verbs that take a small word with them. */
const VERBS = bookOf(
  phrasesFor(
    true,
    'come by, stop by, drop by, swing by, drive by, go by, coming by, stopping by, dropping by, swinging by, come in by',
  ),
);

/** How many words a verb takes that would be a small word alone; 0 when there is none. */
export function verbWordsAt(words: readonly TimeWord[], at: number): number {
  return phraseAt(words, at, VERBS)?.words ?? 0;
}
