/** What shops and addresses write short, as it is said: plates, ends of VINs, oil, streets, fractions and initials. */
import { saySpelled } from '../names/spelling.ts';
import { sayCardinal, sayDigits, writeOrdinal } from '../numbers/saying.ts';
import { sayPhone } from '../phones/saying.ts';
import { MONTHS } from '../time/saying.ts';
import { saySuffix } from '../vins/saying.ts';

export type Rule = readonly [pattern: RegExp, put: string | ((whole: string, ...groups: string[]) => string)];

/** "KLM-4821" -> "K, L, M, four eight two one". */
export function sayPlate(plate: string): string {
  const runs = plate.toUpperCase().match(/[A-Z]+|\d+/g) ?? [];
  return runs.map((run) => (/\d/.test(run) ? sayDigits(run) : saySpelled(run))).join(', ');
}

/** Numbers and letters that mean something: they come before whatever reads plain numbers. */
export const SHOP_NUMBERS: readonly Rule[] = [
  [
    /\b([Pp]late(?: number)?:?(?: is| was| of)? )([A-Z0-9]{1,4}[- ]?[A-Z0-9]{2,4})\b/g,
    (whole, lead, plate) => (/\d/.test(plate) ? lead + sayPlate(plate) : whole),
  ],
  [
    /\b((?:VIN |[Vv]in )?(?:ending(?: in| with)?|ends in|[Ll]ast (?:six|eight|6|8)(?: are| is)?:?) )([A-HJ-NPR-Z0-9]{6,8})\b/g,
    (whole, lead, end) => (/\d/.test(end) ? lead + saySuffix(end) : whole),
  ],
  [/\b(\d{1,2})W-?(\d{2})\b/g, (_, cold, warm) => `${sayCardinal(Number(cold))} W ${sayCardinal(Number(warm))}`],
  [/\b([Cc]all|[Dd]ial) 911\b/g, '$1 nine one one'],
  [/(?<![\d$.-])\b\d{3}-\d{4}\b(?!-)/g, (number) => sayPhone(number)],
  [
    /\b([Oo]n|[Bb]y|[Bb]efore|[Aa]fter|[Uu]ntil|[Ff]rom|Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun|\w+day)(\.?,? )(1[0-2]|0?[1-9])\/(3[01]|[12]\d|0?[1-9])\b(?!\/)/g,
    (_, lead, gap, month, day) => `${lead}${gap}${MONTHS[Number(month) - 1]} ${writeOrdinal(Number(day))}`,
  ],
  [/\b(\d+) 1\/2\b/g, '$1 and a half'],
  [/\b1\/2 (?=hour\b|inch\b)/g, 'half an '],
  [/\b1\/2\b/g, 'half'],
  [/\b1\/4\b/g, 'a quarter'],
  [/\b3\/4\b/g, 'three quarters'],
  [/\s?\/\s?(?:hr|hour)\b/g, ' per hour'],
  [/(?<=\d)\s?\/\s?(tire|wheel|axle|quart|day|mile)\b/g, ' per $1'],
  [/\b[Nn]o\. ?(?=\d)/g, 'number '],
];

/** What is written short. A street stands behind its name, a saint and a doctor before theirs. */
export const SHORT_WORDS: readonly Rule[] = [
  [/\bA\/C\b/g, 'AC'],
  [/(?<=[A-Z0-9][\w']* )St\b\.?(?= |,|$)/g, 'Street'],
  [/\bSt\. (?=[A-Z])/g, 'Saint '],
  [/(?<=[A-Z0-9][\w']* )Dr\b\.?(?=,|$| (?:in|at|on|near)\b)/g, 'Drive'],
  [/\bDr\. (?=[A-Z])/g, 'Doctor '],
  [/\bMr\. (?=[A-Z])/g, 'Mister '],
  [/\bMrs\. (?=[A-Z])/g, 'Missus '],
  [/\bAve\b\.?/g, 'Avenue'],
  [/\bBlvd\b\.?/g, 'Boulevard'],
  [/(?<=[A-Z0-9][\w']* )Rd\b\.?/g, 'Road'],
  [/\bHwy\b\.?/g, 'Highway'],
  [/\bPkwy\b\.?/g, 'Parkway'],
  [/\bApt\b\.?(?= ?\w)/g, 'apartment'],
  [/\bExt\b\.?(?= ?\d)/gi, 'extension'],
  [/\bASAP\b/g, 'as soon as possible'],
  [/\bFYI\b/g, 'for your information'],
  [/\bTBD\b/g, 'to be decided'],
  [/\b4[Ww][Dd]\b|\b4x4\b/g, 'four-wheel drive'],
  [/\bAWD\b/g, 'all-wheel drive'],
  [/\bFWD\b/g, 'front-wheel drive'],
  [/\bRWD\b/g, 'rear-wheel drive'],
  [/\bmpg\b/gi, 'miles per gallon'],
  [/\bpsi\b/gi, 'P S I'],
];
