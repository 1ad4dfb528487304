/** What one text says about a phone number: runs of digits, and what is to be done with them. */
import { digitsAt } from '../numbers/reading.ts';
import { listed, type Word, wordSet, wordsOf } from '../words.ts';

export type Heard =
  /** Digits in the groups they were said in; `corrects` when the caller said that what stood before is wrong. */
  | { readonly type: 'digits'; readonly digits: string; readonly groups: readonly string[]; readonly corrects: boolean }
  | { readonly type: 'area'; readonly digits: string }
  | { readonly type: 'swap'; readonly old: string; readonly digits: string }
  | { readonly type: 'ending'; readonly digits: string }
  | { readonly type: 'beginning'; readonly digits: string };

interface Run {
  readonly groups: readonly string[];
  readonly digits: string;
}

/** A text as words, with each run of digits as one of them. */
type Token = string | Run;

/** Words inside a run of digits that say nothing. */
const INSIDE = wordSet('um, uh, er, dash, hyphen, dot, point, space, comma, plus');
/** What speaks of a phone number. */
const CUES: ReadonlySet<string> = new Set(
  listed(
    'number, phone, cell, cellphone, mobile, reach, call, area, code, digits, text, telephone, contact, extension, landline',
  ),
);
/** All that may stand around a few digits when nothing else does: anything more, and they belong to something else. */
const TALK = wordSet(`
    yes, yeah, yep, yup, no, nope, sure, okay, ok, oh, um, uh, well, so, and, then, its, it, is, my, the, a, at, that, thats, this, to, be,
    would, will, going, of, course, problem, course, right, correct, sorry, wrong, again, say, ill, i, said, me, you, can, hi, hello,
    alright, please, thanks, thank, instead, not, but, wait, actually, last, first, four, three, seven, two, with, in, ends, starts,
    ending, starting, beginning, begins, except, let, over, repeat, mean, for, from, because, one, excuse, end, front, middle, beginning, there, see, hang, hold, on, just, second, sec, moment, think, know, remember, sure, there, have, got, should, has, been, fix, was, part, different, these, those, here, go, read, it, back
  `);
const CORRECTS =
  /\b(?:no(?! problem| worries| preference)|nope|wrong|sorry|incorrect|actually|again|wait|repeat|i said|i mean|i meant|except|start over|not right|mistake|correction|should be|supposed to be)\b/;
/** Digits that belong to money, clock times and dates. */
const OTHER_NUMBERS = /\$\s?\d[\d,.]*|\b\d{1,2}(?::\d{2})?\s?[ap]\.?\s?m\b\.?|\b\d+(?:st|nd|rd|th)\b/gi;
const COLON = /\b(\d{1,2}):(\d{2})\b/g;
/** "One" and "four" that count words, not digits: "one moment", "the last four", "one more time". */
const AFTER_ONE = wordSet('moment, more, second, sec, minute, of, is, thing, time, last');

/** What a text says about a phone number, in the order it was said. */
export function heardIn(text: string): Heard[] {
  const tokens = tokensOf(wordsOf(withoutOthers(text)));
  const runs = tokens.filter((token) => typeof token !== 'string');
  if (runs.length === 0) return [];
  const sentence = tokens.map((token) => (typeof token === 'string' ? token : `<${token.groups.join(' ')}>`)).join(' ');
  return orders(sentence) ?? plainRuns(tokens);
}

function withoutOthers(text: string): string {
  const plain = text.slice(0, 1_000).replace(OTHER_NUMBERS, ' other ');
  return plain.replace(COLON, (whole, hours: string, minutes: string, at: number) =>
    besideDigits(plain, at, whole.length) ? `${hours}${minutes}` : ' other ',
  );
}

/** Recognisers write "four five oh six seven" as "four 5:06 seven". */
function besideDigits(text: string, at: number, length: number): boolean {
  const before = wordsOf(text.slice(Math.max(0, at - 20), at));
  const after = wordsOf(text.slice(at + length, at + length + 20));
  return digitsAt(before, before.length - 1) !== null || digitsAt(after, 0) !== null;
}

function tokensOf(words: readonly Word[]): Token[] {
  const tokens: Token[] = [];
  let groups: string[] = [];
  let between: string[] = [];
  const close = (): void => {
    if (groups.length > 0) tokens.push({ groups, digits: groups.join('') });
    tokens.push(...between);
    groups = [];
    between = [];
  };
  for (let at = 0; at < words.length; ) {
    const piece = countsWords(words, at) ? null : (digitsAt(words, at) ?? soundsLikeDigit(words, at));
    const word = (words[at]?.text ?? '').replaceAll("'", '');
    if (piece !== null) {
      groups.push(piece.digits);
      between = [];
    } else if (groups.length > 0 && INSIDE.has(word)) between.push(word);
    else {
      close();
      tokens.push(word);
    }
    at += piece?.words ?? 1;
  }
  close();
  return tokens;
}

/** What a recogniser writes for a digit between two others: "six one oh for eight two". */
const SOUNDS_LIKE: ReadonlyMap<string, string> = new Map([
  ['for', '4'],
  ['fore', '4'],
  ['too', '2'],
  ['won', '1'],
  ['ate', '8'],
]);

function soundsLikeDigit(words: readonly Word[], at: number): { digits: string; words: number } | null {
  const digits = SOUNDS_LIKE.get(words[at]?.text ?? '');
  if (digits === undefined || !standsAmongDigits(words, at)) return null;
  return { digits, words: 1 };
}

/** Digits on both sides, others that only sound like some between them; at either end of all that is said, two digits beside it. */
function standsAmongDigits(words: readonly Word[], at: number): boolean {
  const isDigit = (place: number): boolean => digitsAt(words, place) !== null;
  const isAlike = (place: number): boolean => SOUNDS_LIKE.has(words[place]?.text ?? '');
  let [from, to] = [at - 1, at + 1];
  while (isAlike(from)) from -= 1;
  while (isAlike(to)) to += 1;
  const first = from < 0 || /^(?:is|its|it's|code)$/.test(words[from]?.text ?? '');
  const begins = first && words[at]?.text !== 'for' && isDigit(to) && isDigit(to + 1);
  const ends = to >= words.length && isDigit(from) && isDigit(from - 1);
  return (isDigit(from) && isDigit(to)) || begins || ends;
}

function countsWords(words: readonly Word[], at: number): boolean {
  const word = words[at]?.text ?? '';
  const before = words[at - 1]?.text ?? '';
  if ((before === 'last' || before === 'first') && /^(?:two|three|four|seven|[2347])$/.test(word)) return true;
  return word === 'one' && (AFTER_ONE.has(words[at + 1]?.text ?? '') || before === 'that' || before === 'this');
}

const RUN = '<([\\d ]+)>';
const NOT = '(?:instead of|rather than|not|replace|change|switch)(?: the| a)?';
const FEW = '(?: [a-z]+){0,3}?';
const ORDERS: readonly (readonly [RegExp, (first: string, second: string) => Heard])[] = [
  // "Not 427, 482" is one run of two groups.
  [new RegExp(`${NOT} <(\\d+) (\\d+)>`), (old, digits) => ({ type: 'swap', old, digits })],
  [new RegExp(`${NOT} ${RUN}${FEW} ${RUN}`), (old, digits) => ({ type: 'swap', old, digits })],
  [
    new RegExp(`${RUN}(?: and| but)?(?: instead of| rather than| not)(?: the| a)? ${RUN}`),
    (digits, old) => ({ type: 'swap', old, digits }),
  ],
  [new RegExp(`area code${FEW} ${RUN}`), (digits) => ({ type: 'area', digits })],
  [new RegExp(`${RUN} (?:is |was |as |for )?(?:the |my )?area code`), (digits) => ({ type: 'area', digits })],
  [new RegExp(`(?:ends|ending|end) (?:in|with) ${RUN}`), (digits) => ({ type: 'ending', digits })],
  [new RegExp(`last (?:two|three|four|seven|[2347])${FEW} ${RUN}`), (digits) => ({ type: 'ending', digits })],
  [
    new RegExp(`(?:starts|starting|start|begins|beginning) (?:with|in) ${RUN}`),
    (digits) => ({ type: 'beginning', digits }),
  ],
  [new RegExp(`first (?:two|three|[23])${FEW} ${RUN}`), (digits) => ({ type: 'beginning', digits })],
];

/** "483 instead of 427", "the last four are 3058": what the caller tells us to do; null when it is digits alone. */
function orders(sentence: string): Heard[] | null {
  for (const [pattern, order] of ORDERS) {
    const match = pattern.exec(sentence);
    const [, first = '', second = ''] = (match ?? []).map((group) => group.replaceAll(' ', ''));
    if (match === null || (second === '' && first.length > 7)) continue;
    const rest = sentence.slice(match.index + match[0].length);
    const ordered = order(first, second);
    return [...runsIn(sentence.slice(0, match.index)), ordered, ...runsIn(rest)];
  }
  return null;
}

/** The digits around an order ("four eight two, three oh five seven, area code six one oh"). */
function runsIn(sentence: string): Heard[] {
  return [...sentence.matchAll(/<([\d ]+)>/g)].map(([, groups = '']) => ({
    type: 'digits',
    digits: groups.replaceAll(' ', ''),
    groups: groups.split(' '),
    corrects: false,
  }));
}

/** The runs that belong to a phone number: long ones, those behind a cue, and any when nothing else is spoken of. */
function plainRuns(tokens: readonly Token[]): Heard[] {
  const onlyTalk = tokens.every((token) => typeof token !== 'string' || TALK.has(token) || CUES.has(token));
  const heard: Heard[] = [];
  let cued = onlyTalk;
  let before = '';
  for (const token of tokens) {
    if (typeof token === 'string') {
      cued ||= CUES.has(token);
      before += ` ${token}`;
    } else {
      if (cued || token.digits.length >= 7) heard.push({ type: 'digits', ...token, corrects: CORRECTS.test(before) });
      before = '';
    }
  }
  return heard;
}
