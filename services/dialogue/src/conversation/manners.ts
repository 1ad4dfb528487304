/** How patient the agent is, and with what. */
import type { Wording } from '../phrase-file.ts';
import { defaultPatience, type Patience } from './endpointing.ts';

export interface Manners {
  readonly patience: Patience;
  /** How long a caller may be silent before they are asked, and again before the call ends. */
  readonly silenceMs: number;
  /** The same for a caller who asked to wait: half of it passes before the one soft check. */
  readonly awayMs: number;
  /** Voice of which no words have come after this long was none that could be understood. */
  readonly wordlessMs: number;
  /** A caller who has said so many words without a pause is stopped politely. */
  readonly longTurnWords: number;
  /** Phrases in the words of the shop's owner. */
  readonly wording: Wording;
  /** A reply's first words, so many, are spoken before its first clause is whole; null for never. */
  readonly breathAfterWords: number | null;
}

export const defaultManners: Manners = {
  patience: defaultPatience,
  silenceMs: 7_000,
  awayMs: 90_000,
  wordlessMs: 2_500,
  longTurnWords: 150,
  wording: new Map(),
  breathAfterWords: 5,
};
