/**
 * Turns audio into what a recogniser tells, and when, counted on the audio's own time: words, interim and final results, the
 * beginning of voice, the end of an utterance. How the audio is cut into chunks changes nothing.
 */
import { isAudible, STEP_SAMPLES } from '../voice/activity.ts';
import { SAMPLES_PER_MS } from '../voice/mu-law.ts';
import type { TimedWord } from '../voice/rhythm.ts';
import { Steps } from '../voice/steps.ts';
import { Understanding } from '../voice/understanding.ts';

export interface RecogniserOptions {
  /** Between interim results; null for none. */
  readonly interimMs: number | null;
  readonly endpointingMs: number | null;
  readonly utteranceEndMs: number | null;
  /** From the beginning of voice to saying so; null for never. */
  readonly speechStartedMs: number | null;
  readonly segmentMs: number;
  readonly finalizeEndsSpeech: boolean;
}

/** A word as it was taken, right or wrong. */
export interface RecognisedWord extends TimedWord {
  readonly confidence: number;
}

/** All places are samples since the stream began. */
export type Recognition =
  | { readonly type: 'speech-started'; readonly at: number }
  | { readonly type: 'utterance-end'; readonly lastWordEnd: number }
  | Results;

export interface Results {
  readonly type: 'results';
  readonly start: number;
  readonly end: number;
  readonly words: readonly RecognisedWord[];
  readonly isFinal: boolean;
  readonly speechFinal: boolean;
  readonly fromFinalize: boolean;
}

/** How a word is taken; undefined when it is missed. */
export type TakeWord = (word: TimedWord) => RecognisedWord | undefined;

/** Voice begins anew after so much silence. */
const VOICE_ENDS_AFTER_MS = 300;
/** An interim result follows so soon after somebody falls silent. */
const INTERIM_AFTER_SPEECH_MS = 100;
/** Voice that is announced was audible for at least this share of its first moments: a click is none. */
const AUDIBLE_SHARE = 0.6;

export class Recogniser {
  readonly #options: RecogniserOptions;
  readonly #takeWord: TakeWord;
  readonly #understanding = new Understanding();
  readonly #steps = new Steps();
  #told: Recognition[] = [];

  #segmentStart = 0;
  #words: RecognisedWord[] = [];
  /** Whether anything audible awaits an endpoint. */
  #audibleSinceEndpoint = false;
  #audibleEnd = Number.NEGATIVE_INFINITY;
  /** Until somebody has been silent for a moment. */
  #speaking = false;
  #voiceStart = 0;
  #voiceSteps = 0;
  #voiceAnnounced = true;
  #interimAt: number;
  #interimWords = 0;
  #lastWordEnd = 0;
  /** Whether words were heard since the last utterance end. */
  #utteranceOpen = false;

  constructor(options: RecogniserOptions, takeWord: TakeWord) {
    this.#options = options;
    this.#takeWord = takeWord;
    this.#interimAt = samples(options.interimMs ?? 0);
  }

  /** Samples heard so far. */
  get position(): number {
    return this.#understanding.position + this.#steps.waiting;
  }

  /** Hears the next bytes of mu-law. */
  hear(bytes: Uint8Array): Recognition[] {
    this.#steps.cut(bytes, (step) => this.#hearStep(step));
    return this.#take();
  }

  /** Makes final what was heard, because the client asks; nothing when nothing was. */
  finalize(): Recognition[] {
    this.#addWords(this.#understanding.hear(this.#steps.takeRest()));
    this.#addWords(this.#understanding.flush());
    if (this.#words.length > 0 || this.#audibleSinceEndpoint) {
      this.#tellFinal({ end: this.position, speechFinal: this.#options.finalizeEndsSpeech, fromFinalize: true });
      this.#audibleSinceEndpoint = false;
    }
    return this.#take();
  }

  #take(): Recognition[] {
    const told = this.#told;
    if (told.length > 0) this.#told = [];
    return told;
  }

  #hearStep(step: Uint8Array): void {
    this.#addWords(this.#understanding.hear(step));
    const now = this.#understanding.position;
    if (isAudible(step)) this.#noteVoice(now);
    this.#announceVoice(now);
    this.#tellInterimWhenDue(now);
    this.#endSpeechWhenSilent(now);
    this.#endSegmentWhenLong(now);
    this.#endUtteranceWhenPast(now);
  }

  #addWords(words: readonly TimedWord[]): void {
    for (const heard of words) {
      const word = this.#takeWord(heard);
      if (word === undefined) continue;
      this.#words.push(word);
      this.#lastWordEnd = word.end;
      this.#utteranceOpen = true;
    }
  }

  #noteVoice(now: number): void {
    const stepStart = now - STEP_SAMPLES;
    if (stepStart - this.#audibleEnd >= samples(VOICE_ENDS_AFTER_MS)) {
      this.#voiceStart = stepStart;
      this.#voiceSteps = 0;
      this.#voiceAnnounced = false;
      this.#interimAt = stepStart + samples(this.#options.interimMs ?? 0);
    }
    this.#voiceSteps += 1;
    this.#audibleEnd = now;
    this.#audibleSinceEndpoint = true;
    this.#speaking = true;
  }

  #announceVoice(now: number): void {
    const { speechStartedMs } = this.#options;
    if (this.#voiceAnnounced || speechStartedMs === null) return;
    const lasted = now - this.#voiceStart;
    if (lasted < samples(speechStartedMs) || this.#voiceSteps * STEP_SAMPLES < lasted * AUDIBLE_SHARE) return;
    this.#voiceAnnounced = true;
    this.#told.push({ type: 'speech-started', at: this.#voiceStart });
  }

  #tellInterimWhenDue(now: number): void {
    const { interimMs } = this.#options;
    if (interimMs === null) return;
    const fellSilent = this.#speaking && now - this.#audibleEnd >= samples(INTERIM_AFTER_SPEECH_MS);
    if (fellSilent) this.#speaking = false;
    if (now < this.#interimAt && !(fellSilent && this.#words.length > this.#interimWords)) return;
    this.#tell({ end: now, isFinal: false, speechFinal: false, fromFinalize: false });
    this.#interimAt = now + samples(interimMs);
    this.#interimWords = this.#words.length;
  }

  #endSpeechWhenSilent(now: number): void {
    const { endpointingMs } = this.#options;
    if (endpointingMs === null || !this.#audibleSinceEndpoint) return;
    if (now - this.#audibleEnd < Math.max(STEP_SAMPLES, samples(endpointingMs))) return;
    this.#addWords(this.#understanding.flush());
    this.#tellFinal({ end: now, speechFinal: true, fromFinalize: false });
    this.#audibleSinceEndpoint = false;
  }

  /** A long segment is made final at the last word's end; one without words, where it is. */
  #endSegmentWhenLong(now: number): void {
    if (now - this.#segmentStart < samples(this.#options.segmentMs)) return;
    const silent = now > this.#audibleEnd;
    const endpointIsNear = silent && this.#audibleSinceEndpoint && this.#options.endpointingMs !== null;
    const lastWord = this.#words.at(-1);
    if (endpointIsNear || (lastWord === undefined && this.#understanding.midWord)) return;
    this.#tellFinal({
      end: lastWord?.end ?? now,
      speechFinal: lastWord === undefined && !this.#audibleSinceEndpoint,
      fromFinalize: false,
    });
  }

  /** Judged by words, so it comes in noise too, where silence never does. */
  #endUtteranceWhenPast(now: number): void {
    const { utteranceEndMs } = this.#options;
    if (utteranceEndMs === null || !this.#utteranceOpen || this.#understanding.midWord) return;
    if (now - this.#lastWordEnd < samples(utteranceEndMs)) return;
    if (this.#words.length > 0) this.#tellFinal({ end: now, speechFinal: false, fromFinalize: false });
    this.#utteranceOpen = false;
    this.#told.push({ type: 'utterance-end', lastWordEnd: this.#lastWordEnd });
  }

  #tellFinal(final: { end: number; speechFinal: boolean; fromFinalize: boolean }): void {
    this.#tell({ ...final, isFinal: true });
    this.#segmentStart = final.end;
    this.#words = [];
    this.#interimWords = 0;
    this.#interimAt = this.#understanding.position + samples(this.#options.interimMs ?? 0);
  }

  #tell(results: Omit<Results, 'type' | 'start' | 'words'>): void {
    this.#told.push({ type: 'results', start: this.#segmentStart, words: [...this.#words], ...results });
  }
}

function samples(milliseconds: number): number {
  return milliseconds * SAMPLES_PER_MS;
}
