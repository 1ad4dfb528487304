/** A name as a tool's arguments give it: two parts, one of them holding both, or letters. */
import { readName, readSpelling } from '@bayline/spoken';

export interface GivenName {
  readonly first: string | null;
  readonly last: string | null;
}

/** Longer parts are not names. */
const LONGEST_PART = 60;

/** Reads the parts; what is no name at all is null. */
export function readGivenName(first: string | null, last: string | null): GivenName {
  if (last === null || last.trim() === '') return readWholeName(first);
  if (first === null || first.trim() === '') return { first: null, last: readPart(last) };
  return { first: readPart(first), last: readPart(last) };
}

/** A name in one text: "Dana Whitfield", "my name is Dana", "D A N A". */
export function readWholeName(text: string | null): GivenName {
  if (text === null || text.trim() === '') return { first: null, last: null };
  const reading = readName(text);
  if (reading !== null && (reading.first !== null || reading.last !== null)) return reading;
  const spelled = readSpelling(text);
  if (spelled !== null) return { first: written(spelled), last: null };
  const [first, ...rest] = wordsOf(text);
  return { first: written(first), last: written(rest.join(' ')) };
}

function readPart(text: string): string | null {
  return written(readSpelling(text) ?? wordsOf(text).join(' '));
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*/gu) ?? [];
}

/** With capitals when it has none of its own: "whitfield" -> "Whitfield". */
function written(text: string | undefined): string | null {
  if (text === undefined || text === '' || text.length > LONGEST_PART) return null;
  const plain = text === text.toLowerCase() || text === text.toUpperCase();
  return plain ? text.toLowerCase().replace(/(^|[\s'’-])\p{L}/gu, (start) => start.toUpperCase()) : text;
}
