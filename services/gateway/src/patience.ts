/** How long a caller is kept waiting while a call has no owner, and what is said meanwhile. Pure. */

/** Nobody is told to wait before this. */
const FIRST_PHRASE_MS = 1_500;
const PHRASE_EVERY_MS = 5_000;
/** So many refusals in a row turn a new caller away: everybody is busy. */
const REFUSALS_OF_NEW_CALL = 3;
/** So many instances may not know the conversation before it counts as lost. */
const REFUSALS_OF_KNOWN_CALL = 5;

export class Patience {
  readonly #giveUpMs: number;
  #phrases = 0;
  #saidAt = Number.NEGATIVE_INFINITY;

  constructor(giveUpMs: number) {
    this.#giveUpMs = giveUpMs;
  }

  /** Whether the call is handed to a person now. */
  isOver(withoutMs: number): boolean {
    return withoutMs >= this.#giveUpMs;
  }

  /** Which of the phrases is due, counted from 0; null when none is. */
  phraseDue(withoutMs: number, now: number): number | null {
    if (withoutMs < FIRST_PHRASE_MS) {
      if (withoutMs === 0) this.#phrases = 0;
      return null;
    }
    if (now - this.#saidAt < PHRASE_EVERY_MS) return null;
    this.#saidAt = now;
    this.#phrases += 1;
    return this.#phrases - 1;
  }

  /** What refusals mean: everybody is busy, the conversation is lost, or nothing yet. */
  judgeRefusals(reason: string, inARow: number, talkedBefore: boolean): 'busy' | 'lost' | 'wait' {
    // An instance that does not answer may be back in a second; one that refuses has said all there is.
    if (reason === 'no-answer') return 'wait';
    if (!talkedBefore && inARow >= REFUSALS_OF_NEW_CALL) return 'busy';
    return reason === 'no-session' && inARow >= REFUSALS_OF_KNOWN_CALL ? 'lost' : 'wait';
  }
}
