/** What voicing needs of a speech synthesiser, whoever the vendor is. */
import type { ProviderError } from '@bayline/runtime';

/** Whom a synthesiser's socket reports to. */
export interface SynthesiserHearer {
  audio(bytes: Uint8Array): void;
  /** All audio of one flush has come. */
  flushed(): void;
  /** All audio from before a clear has come. */
  cleared(): void;
  /** The socket is gone, or cannot do what it was asked for; not called when we closed it. */
  lost(reason: ProviderError): void;
}

/** One open socket that turns text into mu-law audio, in order. */
export interface SynthesiserSocket {
  readonly open: boolean;
  /** Whoever attaches last is reported to. */
  attach(hearer: SynthesiserHearer): void;
  /** What is spoken, flushed or cleared on a socket that is not open any more is lost: `lost` has been or will be called. */
  speak(text: string): void;
  flush(): void;
  clear(): void;
  close(): void;
}

/** @throws ProviderError */
export type OpenSynthesiser = () => Promise<SynthesiserSocket>;

/** A whole text as mu-law audio. @throws ProviderError */
export type SynthesisePhrase = (text: string) => Promise<Uint8Array>;
