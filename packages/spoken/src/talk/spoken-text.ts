/** Any text made ready for a voice: no markdown, no symbols; numbers, dates and units as they are said. */
import { sayMoney, writeOrdinal } from '../numbers/saying.ts';
import { sayPhone } from '../phones/saying.ts';
import { MONTHS, sayClock, WEEKDAYS } from '../time/saying.ts';
import { isLocalDate, weekdayOf } from '../time/zones.ts';
import { checkVin } from '../vins/check-digit.ts';
import { sayVin } from '../vins/saying.ts';
import { type Rule, SHOP_NUMBERS, SHORT_WORDS } from './trade-words.ts';

const MARKDOWN: readonly Rule[] = [
  [/```[a-z]*\n?/g, ' '],
  [/!?\[([^\]\n]*)\]\([^)\n]*\)/g, '$1'],
  [/<\/?[a-z][^<>\n]*>/gi, ' '],
  [/&nbsp;/g, ' '],
  [/&amp;/g, '&'],
  [/&(?:lt|gt|quot|#39);/g, ' '],
  [/^[ \t]*(?:#{1,6}|>|[-*•+]|\d{1,2}[.)])[ \t]+/gm, ''],
  [/^[ \t]*[-=_*|:]{3,}[ \t]*$/gm, ''],
  [/[*`~]+|(?<![a-z\d])_+|_+(?![a-z\d])/gi, ''],
  [/\p{Extended_Pictographic}|\u{FE0F}|\u{200D}|\u{20E3}/gu, ' '],
  [/[^\S\n]+/g, ' '],
  [/\n[\s]*/g, '\n'],
];

const ADDRESSES: readonly Rule[] = [
  [
    /\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b/g,
    (email) =>
      email.replace('@', ' at ').replaceAll('.', ' dot ').replaceAll('-', ' dash ').replaceAll('_', ' underscore '),
  ],
  [/\bhttps?:\/\/(?:www\.)?([\w-]+(?:\.[\w-]+)+)(?:[/?#][^\s]*)?/gi, (_, host) => host.replaceAll('.', ' dot ')],
  [/\bwww\.([\w-]+(?:\.[\w-]+)+)(?:\/[^\s]*)?/gi, (_, host) => host.replaceAll('.', ' dot ')],
];

const NUMBERS: readonly Rule[] = [
  [
    /\b[A-HJ-NPR-Z0-9]{17}\b/g,
    (vin) => (checkVin(vin).wellFormed && /[A-Z]/.test(vin) && /\d/.test(vin) ? sayVin(vin) : vin),
  ],
  [/(?<![\d$])(?:\+?1[-. ]?)?\(?\b\d{3}\)?[-. ]\d{3}[-. ]\d{4}\b/g, (number) => sayPhone(number)],
  [/\+\d{10,15}\b/g, (number) => sayPhone(number)],
  ...SHOP_NUMBERS,
  [/\b(\d{4})-(\d{2})-(\d{2})\b(?:T[\d:.+Z-]*)?/g, (whole, year, month, day) => sayDate(year, month, day) ?? whole],
  [
    /\b(\d{1,2})\/(\d{1,2})\/(\d{4})\b/g,
    (whole, month, day, year) => sayDate(year, month.padStart(2, '0'), day.padStart(2, '0')) ?? whole,
  ],
  [
    /\b([01]?\d|2[0-3])[:.]([0-5]\d)\s?([AaPp])(?:[Mm]|\.\s?[Mm])\b(?:\.(?= [a-z\d]))?/g,
    (_, hour, minute, half) => clock(hour, minute, half),
  ],
  [
    /(?<![:\d])\b(1[0-2]|0?[1-9])\s?([AaPp])(?:[Mm]|\.\s?[Mm])\b(?:\.(?= [a-z\d]))?/g,
    (_, hour, half) => clock(hour, '00', half),
  ],
  [
    /\b([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?\b(?! ?[AP]M)/g,
    (_, hour, minute) => sayClock(Number(hour) * 60 + Number(minute)),
  ],
  [/(?<=\d|[AP]M|noon) ?[-–—] ?(?=\$?\d|noon)/g, ' to '],
  [
    /([$€£])\s?(\d[\d,]*(?:\.\d{1,2})?)(?!\d)/g,
    (_, sign, amount) => sayMoney(Number(amount.replaceAll(',', '')), SIGNS[sign]),
  ],
  [/\b24\/7\b/g, 'twenty-four seven'],
  [/#\s?(?=\d)/g, 'number '],
  [/(?<=\d)\s?%/g, ' percent'],
  [/(?<=\d)\s?°\s?[FC]?\b/g, ' degrees'],
  [/\b(\d+)k\b/gi, (_, thousands) => `${thousands} thousand`],
];
const SIGNS: Readonly<Record<string, string>> = { $: 'USD', '€': 'EUR', '£': 'GBP' };

const UNITS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  mi: ['mile', 'miles'],
  mph: ['mile per hour', 'miles per hour'],
  km: ['kilometer', 'kilometers'],
  qt: ['quart', 'quarts'],
  qts: ['quart', 'quarts'],
  gal: ['gallon', 'gallons'],
  lb: ['pound', 'pounds'],
  lbs: ['pound', 'pounds'],
  oz: ['ounce', 'ounces'],
  min: ['minute', 'minutes'],
  mins: ['minute', 'minutes'],
  hr: ['hour', 'hours'],
  hrs: ['hour', 'hours'],
  sec: ['second', 'seconds'],
  yr: ['year', 'years'],
  yrs: ['year', 'years'],
  ft: ['foot', 'feet'],
};

const DAY = '(Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)';

const WORDS: readonly Rule[] = [
  ...SHORT_WORDS,
  [
    new RegExp(`\\b${DAY}\\.? ?[-–] ?${DAY}\\b(?:\\.(?= [a-z\\d]))?`, 'g'),
    (_, from, to) => `${fullName(WEEKDAYS, from)} to ${fullName(WEEKDAYS, to)}`,
  ],
  [
    new RegExp(`\\b(\\d[\\d,.]*(?: thousand)?)[ -]?(${Object.keys(UNITS).join('|')})\\b(?:\\.(?= [a-z\\d]))?`, 'g'),
    (_, amount, unit) => `${amount} ${unitOf(amount, unit)}`,
  ],
  [
    /\b(Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\b\.?(?=,? (?:[A-Z][a-z]{2}|\d))/g,
    (_, day) => fullName(WEEKDAYS, day),
  ],
  [/\b(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)\b\.? (?=\d)/g, (_, month) => `${fullName(MONTHS, month)} `],
  [
    new RegExp(`\\b(${MONTHS.join('|')}) (\\d{1,2})(?!\\d|st|nd|rd|th)`, 'g'),
    (_, month, day) => `${month} ${writeOrdinal(Number(day))}`,
  ],
  [/\band\/or\b/gi, 'or'],
  [/\be\.g\.,?/gi, 'for example,'],
  [/\bi\.e\.,?/gi, 'that is,'],
  [/\b[Ee]tc\b(?:\.(?= [a-z\d]))?/g, 'and so on'],
  [/\bvs\b(?:\.(?= [a-z\d]))?/g, 'versus'],
  [/\b[Aa]pprox\b(?:\.(?= [a-z\d]))?/g, 'about'],
  [/\b[Aa]ppts?\b(?:\.(?= [a-z\d]))?/g, 'appointment'],
  [/\bw\/o\b/gi, 'without'],
  [/\bw\/(?=\s|\w)/gi, 'with '],
];

const SYMBOLS: readonly Rule[] = [
  [/\s*&\s*/g, ' and '],
  [/(?<=\w)\s*\/\s*(?=\w)/g, ' or '],
  [/\s@\s/g, ' at '],
  [/\s=\s/g, ' is '],
  [/(?<=\d)\s?\+/g, ' plus'],
  [/\s*[(]\s*/g, ', '],
  [/\s*[)]/g, ','],
  [/\s+[-–—]+\s+|\s*—\s*/g, ', '],
  [/[“”"«»]/g, ''],
  [/’/g, "'"],
  [/…/g, '.'],
  [/[|{}[\]<>\\^~#*_`=+@$€£%°&/]/g, ' '],
];

const SPACES: readonly Rule[] = [
  [/[,;:]?[ \t]*\n\s*/g, '. '],
  [/\s+/g, ' '],
  [/\s+([.,;:!?])/g, '$1'],
  [/,(?:\s*,)+/g, ','],
  [/,\s*([.;:!?])/g, '$1'],
  [/([.!?])(?:\s*[.,])+/g, '$1'],
  [/^[\s.,;:]+/, ''],
];

/** No reply is longer. */
const LONGEST = 4_000;

/** A text without anything a voice would stumble over. What is speakable already stays as it is. */
export function spokenText(text: string): string {
  const plain = [MARKDOWN, ADDRESSES, NUMBERS, WORDS, SYMBOLS, SPACES]
    .flat()
    .reduce(applied, text.slice(0, LONGEST).replaceAll('\r', ''));
  return plain.trim().replace(/,$/, '');
}

function applied(text: string, [pattern, put]: Rule): string {
  return typeof put === 'string' ? text.replace(pattern, put) : text.replace(pattern, put);
}

function sayDate(year: string, month: string, day: string): string | null {
  const date = `${year}-${month}-${day}`;
  if (!isLocalDate(date)) return null;
  return `${WEEKDAYS[weekdayOf(date) - 1]}, ${MONTHS[Number(month) - 1]} ${writeOrdinal(Number(day))}`;
}

function clock(hour: string, minute: string, half: string): string {
  const hours = Number(hour) > 12 ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  return sayClock(hours * 60 + Number(minute));
}

function unitOf(amount: string, unit: string): string {
  const [one, many] = UNITS[unit.toLowerCase()] ?? [unit, unit];
  return amount === '1' ? one : many;
}

function fullName(names: readonly string[], short: string): string {
  return names.find((name) => name.startsWith(short.slice(0, 3))) ?? short;
}
