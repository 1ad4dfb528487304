/** What the Deepgram simulator counts, for /lab/state. */
import { LatestMoments } from '../latest-moments.ts';

export interface Counts {
  /** Sockets open now. */
  sttSockets: number;
  ttsSockets: number;
  /** Since the start: flushes taken, characters to voice, final results told. */
  flushes: number;
  characters: number;
  finals: number;
  /** Sockets ever opened. */
  sttOpened: number;
  ttsOpened: number;
  /** When the latest clears were taken. */
  readonly clearedAt: LatestMoments;
}

export function noCounts(): Counts {
  const none = { sttSockets: 0, ttsSockets: 0, flushes: 0, characters: 0, finals: 0, sttOpened: 0, ttsOpened: 0 };
  return { ...none, clearedAt: new LatestMoments() };
}
