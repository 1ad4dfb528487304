/** A wish about time as a row of items: days, clock times, and the small words that bind them. Other words are left out. */
import { addDays, DAY_MINUTES, localDateOf, localTimeOf, minutesOfClock } from '../time/zones.ts';
import { minutesAwayAt } from './amount-words.ts';
import { clockAt } from './clock-words.ts';
import { dayAt } from './day-words.ts';
import { type DayPiece, oneDay } from './days.ts';
import type { Bound, ClockTime, DayPart } from './hours.ts';
import { partAt } from './part-words.ts';
import type { Scene } from './scene.ts';
import { bookOf, phraseAt, phrasesFor, type TimeWord } from './words.ts';

type Meaning =
  | { readonly type: 'day'; readonly day: DayPiece }
  | { readonly type: 'clock'; readonly clock: ClockTime | DayPart }
  /** Stands before a day or time. */
  | { readonly type: 'bound'; readonly bound: Bound }
  | { readonly type: 'between' }
  | { readonly type: 'not' }
  /** Stand behind one. */
  | { readonly type: 'open-ended'; readonly bound: 'after' | 'by' }
  | { readonly type: 'unfit' }
  | { readonly type: 'link'; readonly link: 'or' | 'and' | 'to' }
  /** What was said before is taken back. */
  | { readonly type: 'repair' };

export type Item = Meaning & {
  /** How many other words stood before it. */
  readonly gap: number;
};

const REPAIRS = phrasesFor<Meaning>({ type: 'repair' }, [
  ...[
    'no',
    'nope',
    'no no',
    'no wait',
    'wait',
    'wait no',
    'hang on',
    'i mean',
    'i meant',
    'sorry',
    'im sorry',
    'excuse me',
  ],
  ...[
    'actually',
    'or actually',
    'rather',
    'or rather',
    'scratch that',
    'strike that',
    'make that',
    'correction',
    'never mind',
  ],
  ...['on second thought', 'on second thoughts', 'let me change that', 'change that to'],
]);
const NEGATIONS = phrasesFor<Meaning>({ type: 'not' }, [
  ...[
    'not',
    'not on',
    'not at',
    'not in',
    'not for',
    'not during',
    'except',
    'except for',
    'except on',
    'but not',
    'but not on',
    'but',
    'anything but',
  ],
  ...['instead of', 'rather than', 'other than', 'besides', 'avoid', 'excluding', 'apart from', 'aside from'],
  ...[
    'cant do',
    'cant make it',
    'cant make it on',
    'cant make',
    'cant come',
    'cant come in',
    'cant come on',
    'cannot do',
    'cannot make',
  ],
  ...[
    'cannot make it',
    'cannot come',
    'cant on',
    'dont want',
    'do not want',
    'wont do',
    'not able to do',
    'isnt',
    'busy on',
    'busy with',
  ],
  ...['have to work', 'have to work on', 'got to work', 'work on', 'working on', 'out of town on', 'out of town'],
  ...['move', 'change', 'reschedule', 'switch', 'moving', 'changing'].flatMap((verb) =>
    ['', ' it', ' that', ' my appointment', ' the appointment'].map((what) => `${verb}${what} from`),
  ),
]);
const UNFIT = phrasesFor<Meaning>({ type: 'unfit' }, [
  ...[
    'doesnt work',
    'does not work',
    'dont work',
    'wont work',
    'will not work',
    'isnt good',
    'is no good',
    'is not good',
    'no good',
  ],
  ...[
    'is bad',
    'is out',
    'is full',
    'doesnt suit',
    'does not suit',
    'isnt possible',
    'not possible',
    'is not possible',
    'im busy',
  ],
  ...[
    'isnt going to work',
    'is not going to work',
    'isnt gonna work',
    'im working',
    'i work',
    'i have work',
    'im out of town',
  ],
  ...[
    'busy',
    'is busy',
    'looks busy',
    'really busy',
    'is really busy',
    'is tough',
    'is hard',
    'is crazy',
    'is packed',
    'are out',
    'are bad',
  ],
]);
const BOUNDS: readonly (readonly [string, Meaning])[] = [
  ...phrasesFor<Meaning>({ type: 'bound', bound: 'after' }, [
    ...[
      'after',
      'any time after',
      'anytime after',
      'sometime after',
      'past',
      'later than',
      'not before',
      'no earlier than',
      'not earlier than',
    ],
    ...['not until', 'not till', 'starting', 'starting at', 'starting on', 'starting from', 'since', 'beginning at'],
    ...[
      'get off at',
      'get off work at',
      'get out at',
      'get out of work at',
      'done with work at',
      'finish work at',
      'finish at',
      'off work at',
    ],
  ]),
  ...phrasesFor<Meaning>({ type: 'bound', bound: 'before' }, [
    ...[
      'before',
      'any time before',
      'anytime before',
      'sometime before',
      'earlier than',
      'prior to',
      'sooner than',
      'ahead of',
    ],
  ]),
  ...phrasesFor<Meaning>({ type: 'bound', bound: 'by' }, [
    ...['by', 'no later than', 'not later than', 'at the latest by', 'until', 'till', 'til', 'up to', 'not after'],
  ]),
];
const ENDS: readonly (readonly [string, Meaning])[] = [
  ...phrasesFor<Meaning>({ type: 'open-ended', bound: 'after' }, [
    ...[
      'or later',
      'or after',
      'or any time after',
      'or anytime after',
      'and later',
      'and after',
      'onward',
      'onwards',
      'on out',
    ],
    ...[
      'or after that',
      'or later than that',
      'at the earliest',
      'and on',
      'after that',
      'so after that',
      'or any time after that',
    ],
  ]),
  ...phrasesFor<Meaning>({ type: 'open-ended', bound: 'by' }, [
    ...[
      'or earlier',
      'or before',
      'or sooner',
      'at the latest',
      'at latest',
      'or any time before',
      'or anytime before',
    ],
  ]),
];
const LINKS: readonly (readonly [string, Meaning])[] = [
  ...phrasesFor<Meaning>({ type: 'between' }, [
    'between',
    'from',
    'anywhere from',
    'anywhere between',
    'sometime between',
    'any time between',
  ]),
  ...phrasesFor<Meaning>({ type: 'link', link: 'or' }, [
    'or',
    'or maybe',
    'or else',
    'or even',
    'or possibly',
    'or on',
    'or at',
    'if not',
  ]),
  ...phrasesFor<Meaning>({ type: 'link', link: 'and' }, ['and', 'and also']),
  ...phrasesFor<Meaning>({ type: 'link', link: 'to' }, ['to', 'through', 'thru', 'and until']),
];
const SMALL_WORDS = bookOf<Meaning>([...REPAIRS, ...NEGATIONS, ...UNFIT, ...BOUNDS, ...ENDS, ...LINKS]);

const OR: Meaning = { type: 'link', link: 'or' };
/** "No later", "no preference", "but" before anything else: small words that are something else here. */
const NOT_REPAIRS: ReadonlySet<string> = new Set([
  'no problem',
  'no rush',
  'no matter',
  'no one',
  'wait for',
  'wait there',
  'wait while',
]);
const WITH_DAY: ReadonlyMap<string, 'tonight' | 'this'> = new Map([
  ['tonight', 'tonight'],
  ['this', 'this'],
]);

/** The items of a wish, in the order they were said. */
export function itemsOf(words: readonly TimeWord[], scene: Scene): Item[] {
  const items: Item[] = [];
  let gap = 0;
  for (let at = 0; at < words.length; ) {
    const found = meaningsAt(words, at, scene);
    if (found === null) gap += 1;
    for (const meaning of found?.meanings ?? []) {
      items.push({ ...meaning, gap });
      gap = 0;
    }
    at += found?.words ?? 1;
  }
  return items;
}

/** "Come by today" is no limit. */
const VERBS = bookOf(
  phrasesFor(true, [
    'come by',
    'stop by',
    'drop by',
    'swing by',
    'drive by',
    'go by',
    'coming by',
    'stopping by',
    'dropping by',
    'come in by',
  ]),
);

interface Meanings {
  readonly meanings: readonly Meaning[];
  readonly words: number;
}

function meaningsAt(words: readonly TimeWord[], at: number, scene: Scene): Meanings | null {
  const today = partOfTodayAt(words, at, scene) ?? momentAt(words, at, scene);
  if (today !== null) return today;
  const verb = phraseAt(words, at, VERBS);
  if (verb !== null) return { meanings: [], words: verb.words };
  const small = smallWordAt(words, at);
  const thing = clockOrDayAt(words, at, scene);
  if (thing !== null && (small === null || thing.words >= small.words)) return thing;
  return small === null ? null : { meanings: [small.value], words: small.words };
}

function smallWordAt(words: readonly TimeWord[], at: number): { value: Meaning; words: number } | null {
  const small = phraseAt(words, at, SMALL_WORDS);
  if (small === null) return null;
  const next = words[at + small.words];
  // "Before ten or after four": the second bound is its own.
  if (small.value.type === 'open-ended' && (next?.value !== undefined || next?.clock !== undefined))
    return { value: OR, words: 1 };
  const pair = `${words[at]?.text} ${words[at + 1]?.text ?? ''}`;
  return small.words === 1 && NOT_REPAIRS.has(pair) ? null : small;
}

/** Whichever takes more words: "half past eight" is no half, "first thing" no first. */
function clockOrDayAt(words: readonly TimeWord[], at: number, scene: Scene): Meanings | null {
  const day = dayAt(words, at, scene);
  const part = partAt(words, at, scene);
  const clock = clockAt(words, at);
  const length = Math.max(day?.words ?? 0, part?.words ?? 0, clock?.words ?? 0);
  if (length === 0) return null;
  if (day?.words === length) return { meanings: [{ type: 'day', day: day.piece }], words: length };
  if (part?.words === length) return { meanings: [{ type: 'clock', clock: part.piece }], words: length };
  return clock === null ? null : { meanings: [{ type: 'clock', clock: clock.piece }], words: length };
}

/** "tonight", "this afternoon". */
function partOfTodayAt(words: readonly TimeWord[], at: number, scene: Scene): Meanings | null {
  const kind = WITH_DAY.get(words[at]?.text ?? '');
  if (kind === undefined) return null;
  const place = kind === 'this' ? at + 1 : at;
  const part =
    kind === 'this'
      ? partAt(words, place, scene)
      : partAt([{ text: 'night', capital: false, breakAfter: false }], 0, scene);
  if (part === null || part.piece.part === null) return null;
  const day: Meaning = { type: 'day', day: oneDay(scene.today) };
  return { meanings: [day, { type: 'clock', clock: part.piece }], words: place - at + part.words };
}

/** "In two hours": the quarter of an hour that follows. */
function momentAt(words: readonly TimeWord[], at: number, scene: Scene): Meanings | null {
  const away = minutesAwayAt(words, at);
  if (away === null) return null;
  const then = new Date(scene.now.getTime() + away.piece * 60_000);
  const minute = Math.ceil((minutesOfClock(localTimeOf(then, scene.zone)) ?? 0) / 15) * 15;
  const date = localDateOf(then, scene.zone);
  const day = oneDay(minute >= DAY_MINUTES ? addDays(date, 1) : date);
  const clock: ClockTime = { type: 'time', minute: minute % DAY_MINUTES, loose: false, about: false };
  return {
    meanings: [
      { type: 'day', day },
      { type: 'clock', clock },
    ],
    words: away.words,
  };
}
