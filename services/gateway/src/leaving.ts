/** When a wish to end or hand over a call is carried out: after its last words were heard, or are known to be lost. Pure. */
import type { Outcome } from './playout.ts';

export interface LeaveWish {
  readonly type: 'hang-up' | 'transfer';
  /** The reply that is to be heard first; null for at once. */
  readonly afterGeneration: number | null;
  /** Monotonic milliseconds. */
  readonly wishedAt: number;
}

/** Audio of a reply that has not begun to arrive after so long will not come. */
const NO_AUDIO_MS = 6_000;
/** No last words take longer than this to be heard. */
const LONGEST_WORDS_MS = 60_000;

/**
 * `go`: carry it out. `drop`: the caller interrupted the goodbye, so the conversation goes on, and dialogue will wish again
 * when it is over. An interrupted announcement of a transfer does not stop the transfer: the caller asked for it.
 */
export function whenToLeave(wish: LeaveWish, outcome: Outcome, now: number): 'wait' | 'go' | 'drop' {
  if (wish.afterGeneration === null || outcome === 'finished') return 'go';
  if (outcome === 'cleared') return wish.type === 'hang-up' ? 'drop' : 'go';
  const waitedMs = now - wish.wishedAt;
  return waitedMs > (outcome === 'unknown' ? NO_AUDIO_MS : LONGEST_WORDS_MS) ? 'go' : 'wait';
}
