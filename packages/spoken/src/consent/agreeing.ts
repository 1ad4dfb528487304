/**
 * A yes that repeats what was read back: "yes, it's for the Outback". It stays a yes when every word behind it is among the
 * words that were read back, or says nothing; a word more, and it is something else.
 */
import { plainWords, wordSet } from '../words.ts';

/** Words that add nothing to a repeated fact. Nothing here may turn, limit or doubt it. */
const EMPTY = wordSet(`
  its, it, is, it is, thats, that, this, the, a, an, my, your, for, on, at, with, of, under, name, car, vehicle, one, oclock,
  please, thank, thanks, you, be, will, yes, yeah, right, correct, so, i, have, day
`);
const UNITS = listedNumbers(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
  0,
  1,
);
const TENS = listedNumbers('twenty thirty forty fifty', 20, 10);
const ORDINALS = listedNumbers(
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth',
  0,
  1,
);
/** A longer repetition is a speech, and speeches are read back again. */
const MOST_WORDS = 16;

/** Whether `words`, said behind a yes, only repeat `readBack`. At least one word of it must come up. */
export function onlyRepeats(words: readonly string[], readBack: string, change: 'book' | 'move'): boolean {
  // "From Monday at two to Tuesday at nine": repeating the old time is no consent to the new one.
  const facts = new Set(asRead(plainWords(change === 'move' ? afterLastTo(readBack) : readBack)));
  const said = asRead(words);
  if (said.length === 0 || said.length > MOST_WORDS) return false;
  const content = said.filter((word) => !EMPTY.has(word) && !(change === 'move' && word === 'to'));
  return content.length > 0 && content.every((word) => facts.has(word));
}

function afterLastTo(text: string): string {
  return text.slice(text.lastIndexOf(' to ') + 1);
}

/** Words in one spelling: "nine" and "9", "twenty-fourth" and "24th", "a.m." and "AM". */
function asRead(words: readonly string[]): string[] {
  const read: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = (words[at] ?? '').replaceAll("'", '');
    const next = words[at + 1] ?? '';
    const ten = TENS.get(word);
    const unit = ten === undefined ? undefined : (UNITS.get(next) ?? ORDINALS.get(next));
    if (ten !== undefined && unit !== undefined && unit > 0 && unit < 10) read.push(String(ten + unit));
    else if ((word === 'a' || word === 'p') && next === 'm') read.push(`${word}m`);
    else read.push(...plainForm(word));
    if ((ten !== undefined && unit !== undefined && unit > 0 && unit < 10) || (next === 'm' && /^[ap]$/.test(word)))
      at += 1;
  }
  return read;
}

/** "9am" is two words, "24th" is 24. */
function plainForm(word: string): string[] {
  const clock = /^(\d{1,2})([ap]m)$/.exec(word);
  if (clock !== null) return [clock[1] ?? '', clock[2] ?? ''];
  const number = UNITS.get(word) ?? TENS.get(word) ?? ORDINALS.get(word);
  return [number === undefined ? word.replace(/^(\d+)(?:st|nd|rd|th)$/, '$1') : String(number)];
}

function listedNumbers(words: string, from: number, step: number): ReadonlyMap<string, number> {
  return new Map(words.split(' ').map((word, i) => [word, from + i * step]));
}
