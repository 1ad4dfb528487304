/** The digits of a phone number put together from what was heard of it. */
import type { Heard } from './heard.ts';

interface Number {
  readonly digits: string;
  /** The groups of the last piece, as long as there was only one. */
  readonly groups: readonly string[];
}

const LOCAL = 7;
const NATIONAL = 10;
/** No number is longer; more digits are noise. */
const LONGEST = 20;

/** All that was heard, in order, as one row of digits. */
export function assembled(heard: readonly Heard[]): string {
  return heard.reduce<Number>(next, { digits: '', groups: [] }).digits.slice(0, LONGEST);
}

function next(number: Number, heard: Heard): Number {
  const have = number.digits;
  if (heard.type === 'digits') return withRun(number, heard);
  if (heard.type === 'area') return whole(withArea(have, heard.digits));
  if (heard.type === 'ending') return whole(withEnding(have, heard.digits));
  if (heard.type === 'beginning') {
    return whole(have.length < heard.digits.length ? heard.digits : heard.digits + have.slice(heard.digits.length));
  }
  return whole(swapped(have, heard.old, heard.digits));
}

function whole(digits: string): Number {
  return { digits, groups: [] };
}

function withRun(number: Number, run: Extract<Heard, { type: 'digits' }>): Number {
  const have = number.digits;
  const { digits, groups } = lastWhole(run);
  if (have === '' || digits.length >= NATIONAL) return { digits, groups };
  if (run.corrects && !mayBeArea(have, digits) && !completes(have, digits)) return whole(corrected(have, digits));
  if (isComplete(have)) return whole(afterComplete(have, digits));
  return whole(continued(number, digits));
}

/** "0144, 229-555-0144": the number said whole behind a piece of it. */
function lastWhole({ digits, groups }: Extract<Heard, { type: 'digits' }>): Number {
  if (digits.length <= NATIONAL + 1) return { digits, groups };
  const from = groups.findIndex((_, i) => groups.slice(i).join('').length === NATIONAL);
  const whole = groups.slice(from);
  const before = groups.slice(0, from).join('');
  return from > 0 && whole.join('').includes(before) ? { digits: whole.join(''), groups: whole } : { digits, groups };
}

/** "No, 357" after seven digits: three that resemble none of them are the area code. */
function mayBeArea(have: string, digits: string): boolean {
  return have.length === LOCAL && digits.length === 3 && differences(have, digits, 0) === 3;
}

/** "610-482." "Sorry, 3057." excuses the pause: what makes a broken-off number whole is its rest. */
function completes(have: string, digits: string): boolean {
  return have.length !== LOCAL && have.length + digits.length === NATIONAL && !have.endsWith(digits);
}

function isComplete(digits: string): boolean {
  return digits.length >= NATIONAL;
}

/** More digits after a complete number: the eleventh after a leading 1, a part said again, or a correction. */
function afterComplete(have: string, digits: string): string {
  if (have.startsWith('1') && have.length === NATIONAL && digits.length === 1) return have + digits;
  if (digits.length < 3 || have.includes(digits)) return have;
  return corrected(have, digits);
}

/** A piece that goes on with what there is; cut anywhere, perhaps said again in part, perhaps with the area code last. */
function continued({ digits: have, groups }: Number, digits: string): string {
  const total = have.length + digits.length;
  if (have === digits && have.length > 2) return have;
  if (have.length === LOCAL && digits.length === 3) return isAreaCode(digits, groups) ? digits + have : have + digits;
  if (total <= NATIONAL || (total === NATIONAL + 1 && have.startsWith('1'))) return have + digits;
  const shared = overlapOf(have, digits);
  if (shared > 0) return have + digits.slice(shared);
  if (have.endsWith(digits)) return have;
  if (digits.length === LOCAL) return have.length >= 3 && have.length < LOCAL ? have.slice(0, 3) + digits : digits;
  return have + digits;
}

/** Three digits after seven are the area code, unless the seven were broken off elsewhere than after three. */
function isAreaCode(digits: string, groups: readonly string[]): boolean {
  if (!/^[2-9]/.test(digits)) return false;
  const ends = groups.map((_, i) => groups.slice(0, i + 1).join('').length);
  const spoken = groups.every((group) => group.length <= 1);
  return groups.length <= 1 || spoken || (ends.includes(3) && !ends.includes(6));
}

/** How many digits at the end of one piece are the beginning of the next, when leaving them out makes a whole number. */
function overlapOf(have: string, digits: string): number {
  const shared = have.length + digits.length - NATIONAL;
  return shared >= 2 && have.endsWith(digits.slice(0, shared)) ? shared : 0;
}

function withArea(have: string, area: string): string {
  if (area.length !== 3) return have === '' ? area : have;
  if (have.length === NATIONAL) return area + have.slice(3);
  if (have.length === NATIONAL + 1) return have.charAt(0) + area + have.slice(4);
  return have.startsWith(area) && have.length !== LOCAL ? have : area + have;
}

function withEnding(have: string, digits: string): string {
  const missing = NATIONAL - have.length;
  if (have === '' || missing >= digits.length) return have + digits;
  return have.slice(0, have.length - digits.length) + digits;
}

/** "483 instead of 427". When the old digits are not there, the new ones are, or they go where they differ least. */
function swapped(have: string, old: string, digits: string): string {
  const at = have.lastIndexOf(old);
  if (at !== -1) return have.slice(0, at) + digits + have.slice(at + old.length);
  return have.includes(digits) || have === '' ? have || digits : corrected(have, digits);
}

/** New digits in place of wrong ones: whole numbers and endings by their length, three digits by the group they resemble. */
function corrected(have: string, digits: string): string {
  if (digits.length >= have.length) return digits;
  if (digits.length === LOCAL || digits.length === 4) return have.slice(0, have.length - digits.length) + digits;
  const starts = digits.length === 3 ? groupStarts(have) : have.split('').map((_, i) => i);
  const fitting = starts.filter((start) => start + digits.length <= have.length);
  const best = fitting.reduce(
    (a, b) => (differences(have, digits, b) < differences(have, digits, a) ? b : a),
    fitting[0] ?? 0,
  );
  return have.slice(0, best) + digits + have.slice(best + digits.length);
}

/** Where the area code and the three digits behind it begin. */
function groupStarts(have: string): number[] {
  const start = have.length === NATIONAL + 1 ? 1 : 0;
  return have.length === LOCAL || have.length < 6 ? [0] : [start, start + 3];
}

function differences(have: string, digits: string, start: number): number {
  return [...digits].filter((digit, i) => have.charAt(start + i) !== digit).length;
}
