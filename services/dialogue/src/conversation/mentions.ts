/** The times, days, prices and forms of address that a text mentions, normalised so that two ways of saying one compare equal. */

export interface Mention {
  readonly type: 'time' | 'price' | 'name';
  readonly words: string;
  /** Where in the text it stands. */
  readonly at: number;
  /** The most exact form. */
  readonly key: string;
  /** Every form under which it may be backed: "9" may be 9 AM or 9 PM. */
  readonly keys: readonly string[];
}

const UNITS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const TENS: Readonly<Record<string, number>> = {
  ten: 10,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  'forty-five': 45,
  fifty: 50,
};
const HOUR = '(?:1[0-2]|0?[1-9]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)';
const MERIDIEM =
  "(?:\\s*(a\\.?m\\.?|p\\.?m\\.?)(?![a-z])|\\s+(in the morning|in the afternoon|in the evening|at night|o'clock))";
const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const ORDINALS =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first'.split(
    ' ',
  );

const WEEKDAY = /\b(monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b/gi;
const RELATIVE = /\b(today|tonight|tomorrow|the day after tomorrow)\b/gi;
const CLOCK_DIGITS = new RegExp(`\\b(1[0-2]|0?[1-9]):([0-5]\\d)${MERIDIEM}?`, 'gi');
const CLOCK_HOUR = new RegExp(`\\b(${HOUR})(?:[ -](fifteen|thirty|forty-five))?${MERIDIEM}`, 'gi');
const CLOCK_AT = new RegExp(
  `\\b(?:at|around|by) (${HOUR})(?:[ -](fifteen|thirty|forty-five))?(?=[\\s,.!?;—-]|$)(?!:)(?!\\s*(?:dollars|minutes|hours|percent|miles|%))`,
  'gi',
);
const NOON = /\b(noon|midday|midnight)\b/gi;
const DATE = new RegExp(
  `\\b(${MONTHS.join('|')}) (?:the )?(\\d{1,2}(?:st|nd|rd|th)?|${[...ORDINALS].reverse().join('|')})(?![\\w-])`,
  'gi',
);
const PRICE = /\$\s?(\d+(?:,\d{3})*(?:\.\d{2})?)|\b((?:\d+(?:\.\d{2})?|[a-z]+(?:[ -][a-z]+){0,3})) dollars\b/gi;
const ADDRESS =
  /\b(?:hi|hello|hey|thanks|thank you|welcome back|great|okay|perfect|alright|sure|got it),? ([a-z]+)(?=[,.!?—]|$)/gi;
/** Capitalised words that follow a greeting without being anybody's name. */
const NOT_NAMES = new Set(
  'What When Which Would Could Can May Let I Is It That The There This Your You We Our And Monday Tuesday Wednesday Thursday Friday Saturday Sunday Goodbye Bye Sir Madam Okay Great Sure Thanks'.split(
    ' ',
  ),
);

/** All mentions, in no particular order. */
export function mentionsIn(text: string): Mention[] {
  return [
    ...matches(text, WEEKDAY, (match) => time(match[0], `day:${match[0].toLowerCase()}`)),
    ...matches(text, RELATIVE, (match) => time(match[0], `day:${match[0].toLowerCase()}`)),
    ...matches(text, DATE, (match) => time(match[0], `date:${match[1]?.toLowerCase()}-${dayNumber(match[2] ?? '')}`)),
    ...matches(text, NOON, (match) => time(match[0], match[0].toLowerCase() === 'midnight' ? 'clock:0' : 'clock:720')),
    ...matches(text, CLOCK_DIGITS, (match) =>
      clock(match[0], Number(match[1]), Number(match[2]), match[3] ?? match[4]),
    ),
    ...matches(text, CLOCK_HOUR, (match) =>
      clock(match[0], hourNumber(match[1] ?? ''), TENS[match[2]?.toLowerCase() ?? ''] ?? 0, match[3] ?? match[4]),
    ),
    ...matches(text, CLOCK_AT, (match) =>
      clock(match[0], hourNumber(match[1] ?? ''), TENS[match[2]?.toLowerCase() ?? ''] ?? 0, undefined),
    ),
    ...matches(text, PRICE, (match) => price(match[0], match[1] ?? match[2] ?? '')),
    ...matches(text, ADDRESS, (match) => name(match[1] ?? '')),
  ];
}

type Unplaced = Omit<Mention, 'at'>;

function matches(text: string, pattern: RegExp, read: (match: RegExpExecArray) => Unplaced | undefined): Mention[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const mention = read(match);
    if (mention === undefined || isAddress(mention, text.slice(match.index + match[0].length))) return [];
    return [{ ...mention, at: match.index }];
  });
}

/** "at 12 Main Street" names no time: a capitalised word that is no day follows. */
function isAddress(mention: Unplaced, after: string): boolean {
  if (!/^clock:\d+\?$/.test(mention.key)) return false;
  const next = /^ ([A-Z][a-z]+)/.exec(after)?.[1]?.toLowerCase();
  return next !== undefined && !MONTHS.includes(next) && !next.endsWith('day');
}

function time(words: string, key: string): Unplaced {
  return { type: 'time', words, key, keys: [key] };
}

/** A clock time without a half of the day is backed by either. */
function clock(words: string, hour: number, minute: number, half: string | undefined): Unplaced {
  const base = (hour % 12) * 60 + minute;
  const morning = `clock:${base}`;
  const afternoon = `clock:${base + 720}`;
  const open = `clock:${base}?`;
  const said = (half ?? '').toLowerCase().replaceAll('.', '').trim();
  if (said === 'am' || said === 'in the morning') return { type: 'time', words, key: morning, keys: [morning, open] };
  if (said === 'pm' || /afternoon|evening|night/.test(said))
    return { type: 'time', words, key: afternoon, keys: [afternoon, open] };
  return { type: 'time', words, key: open, keys: [morning, afternoon, open] };
}

function price(words: string, amount: string): Unplaced | undefined {
  const value = /\d/.test(amount) ? Number(amount.replaceAll(',', '')) : cardinal(amount);
  if (value === undefined) return undefined;
  return { type: 'price', words, key: `price:${value}`, keys: [`price:${value}`] };
}

function name(words: string): Unplaced | undefined {
  if (!/^[A-Z]/.test(words) || NOT_NAMES.has(words)) return undefined;
  const key = `name:${words.toLowerCase()}`;
  return { type: 'name', words, key, keys: [key] };
}

function hourNumber(words: string): number {
  const index = UNITS.indexOf(words.toLowerCase());
  return index >= 0 ? index : Number(words);
}

function dayNumber(words: string): number {
  const index = ORDINALS.indexOf(words.toLowerCase());
  return index >= 0 ? index + 1 : Number.parseInt(words, 10);
}

/** Small spoken amounts: "forty-nine", "one hundred twenty". */
function cardinal(words: string): number | undefined {
  const values: Record<string, number> = {
    ...TENS,
    thirteen: 13,
    fourteen: 14,
    sixteen: 16,
    seventeen: 17,
    eighteen: 18,
    nineteen: 19,
    sixty: 60,
    seventy: 70,
    eighty: 80,
    ninety: 90,
  };
  let total = 0;
  let seen = false;
  for (const word of words.toLowerCase().split(/[ -]/)) {
    if (word === 'hundred') total *= 100;
    else if (word === 'thousand') total *= 1_000;
    else if (word !== 'and') {
      const value = values[word] ?? (UNITS.includes(word) ? UNITS.indexOf(word) : undefined);
      if (value === undefined) {
        if (seen) return undefined;
        continue;
      }
      total += value;
    }
    seen = true;
  }
  return seen ? total : undefined;
}
