/** What the Deepgram simulator counts, for /lab/state. */
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
}

export function noCounts(): Counts {
  return { sttSockets: 0, ttsSockets: 0, flushes: 0, characters: 0, finals: 0, sttOpened: 0, ttsOpened: 0 };
}
