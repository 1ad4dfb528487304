/** What hearing needs of a speech recogniser, whoever the vendor is. */
import type { ProviderError } from '@bayline/runtime';
import type { Recognised } from './hearing.ts';

/** Whom a recogniser's socket reports to. */
export interface RecogniserHearer {
  /** Times are milliseconds of this socket's audio. */
  recognised(event: Recognised): void;
  /** Anything came from the recogniser, also what says nothing. */
  answered(): void;
  /** The socket is gone; not called when we closed it. */
  lost(reason: ProviderError): void;
}

/** One open stream of mu-law audio. It keeps itself alive while no audio is sent. */
export interface RecogniserSocket {
  readonly open: boolean;
  /** Bytes that were sent and not taken yet. */
  readonly bufferedBytes: number;
  /** Whoever attaches last is reported to. */
  attach(hearer: RecogniserHearer): void;
  /** Audio sent to a socket that is not open any more is lost: whoever sends keeps it. */
  send(audio: Uint8Array): void;
  close(): void;
}

/** @throws ProviderError */
export type OpenRecogniser = (keyterms: readonly string[]) => Promise<RecogniserSocket>;
