/** Cuts the stream of a model's words into pieces that can be spoken: the first clause early, then whole sentences. */

/** Marks a model ends its text with when the call is to be ended or handed over (see prompts/receptionist.md). */
export type Marker = 'hangup' | 'transfer';

const MARKER = /\[\s*(hang[\s-]?up|transfer)\s*\]/i;
/** An abbreviation or an initial: its full stop ends no sentence. */
const ABBREVIATION = /(?:\b(?:mr|mrs|ms|dr|st|ave|no|vs|a\.m|p\.m|a|p|approx|jr|sr)|\b[A-Z])$/i;
/** A first clause shorter than this is not worth a flush of its own. */
const SHORTEST_FIRST_CLAUSE = 12;

export interface Cut {
  /** A piece to speak, with its trailing space; empty when nothing is ready. */
  readonly piece: string;
  readonly rest: string;
}

/**
 * The next piece of `text`. The first piece of a reply may be a clause; later ones are sentences, because TTS gets them
 * together anyway. Nothing is cut inside a number, an abbreviation or a bracket. A stop at the very end of what has come so
 * far is taken for one when nothing that may follow could make it something else: a token of waiting is 17 ms of silence.
 */
export function cutPiece(text: string, first: boolean): Cut {
  const boundary = /([.!?…]["')\]]*|[,;:—–])(\s+|$)/g;
  for (let match = boundary.exec(text); match !== null; match = boundary.exec(text)) {
    const end = match.index + match[0].length;
    const before = text.slice(0, match.index);
    const stop = match[1]?.[0] ?? '';
    const sentence = '.!?…'.includes(stop);
    if (stop === '.' && ABBREVIATION.test(before)) continue;
    if (openBracket(before)) continue;
    if (!sentence && !(first && before.trim().length >= SHORTEST_FIRST_CLAUSE)) continue;
    if (match[2] === '' && !final(before, stop)) continue;
    return { piece: text.slice(0, end), rest: text.slice(end) };
  }
  return { piece: '', rest: text };
}

/** Whether a stop that nothing follows yet is surely one: not the point of "7.30", not the first of "..." or "?!". */
function final(before: string, stop: string): boolean {
  return '.?!,'.includes(stop) && /\p{L}{2}$/u.test(before);
}

/** Words that begin a phrase of their own: before them a voice may take a breath without a comma. */
const BREATH =
  /\s(?=(?:and|or|but|so|because|when|while|if|unless|which|from|to|for|with|at|on|in|by|until|through|than|before|after)\s)/gi;
/** Shorter than this the rest of the reply would not be audio by the time its beginning was heard. */
const SHORTEST_BREATH = 22;

/**
 * The beginning of a reply up to a breath after at least `words` words: what can be spoken before the first clause is whole.
 * Empty when there is none yet.
 */
export function cutBreath(text: string, words: number): Cut {
  for (const { index } of text.matchAll(BREATH)) {
    const before = text.slice(0, index);
    if (before.length < SHORTEST_BREATH || before.trim().split(/\s+/).length < words || openBracket(before)) continue;
    return { piece: text.slice(0, index + 1), rest: text.slice(index + 1) };
  }
  return { piece: '', rest: text };
}

function openBracket(text: string): boolean {
  return text.lastIndexOf('[') > text.lastIndexOf(']') || text.lastIndexOf('(') > text.lastIndexOf(')');
}

/** A text without its markers, and which marker it carried. */
export function takeMarker(text: string): { text: string; marker: Marker | null } {
  const match = MARKER.exec(text);
  if (match === null) return { text, marker: null };
  const marker: Marker = /transfer/i.test(match[1] ?? '') ? 'transfer' : 'hangup';
  return { text: `${text.slice(0, match.index).trimEnd()}${text.slice(match.index + match[0].length)}`, marker };
}
