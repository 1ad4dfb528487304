/** How much of a reply reached the caller's ear, from the milliseconds that were played. */
import type { Reply } from './state.ts';

/** Speech runs at about 15 characters a second; used only for audio whose ranges are not known yet. */
const CHARACTERS_PER_MS = 0.015;

/** The number of characters heard: whole words only, because half a word is not understood. */
export function charactersHeard(reply: Pick<Reply, 'text' | 'voiced' | 'playedMs' | 'phase'>): number {
  if (reply.phase === 'finished') return reply.text.length;
  return wordBoundaryBefore(reply.text, characterAt(reply));
}

function characterAt({ text, voiced, playedMs }: Pick<Reply, 'text' | 'voiced' | 'playedMs'>): number {
  let character = 0;
  let coveredMs = 0;
  for (const range of voiced) {
    if (playedMs >= range.toMs) {
      character = range.toCharacter;
      coveredMs = range.toMs;
      continue;
    }
    const share = Math.max(0, playedMs - range.fromMs) / Math.max(1, range.toMs - range.fromMs);
    return range.fromCharacter + Math.floor(share * (range.toCharacter - range.fromCharacter));
  }
  const beyond = Math.max(0, playedMs - coveredMs) * CHARACTERS_PER_MS;
  return Math.min(text.length, character + Math.floor(beyond));
}

function wordBoundaryBefore(text: string, character: number): number {
  if (character >= text.length) return text.length;
  if (/\s/.test(text[character] ?? ' ')) return character;
  const start = text.slice(0, character).search(/\S+$/);
  return start < 0 ? character : start;
}

/** What was heard of a reply. */
export function heardText(reply: Pick<Reply, 'text' | 'voiced' | 'playedMs' | 'phase'>): string {
  return reply.text.slice(0, charactersHeard(reply)).trimEnd();
}
