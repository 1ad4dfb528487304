/** What one ear makes of the audio that is played into it: words, and when it was audible at all. */
import { isAudible, STEP_SAMPLES } from '../voice/activity.ts';
import { SAMPLES_PER_MS } from '../voice/mu-law.ts';
import type { TimedWord } from '../voice/rhythm.ts';
import { Steps } from '../voice/steps.ts';
import { Understanding } from '../voice/understanding.ts';

/** So much silence, and voice is over. */
const VOICE_ENDS_AFTER_SAMPLES = 200 * SAMPLES_PER_MS;

/** Places are samples since the ear began to listen. */
export interface EarEvents {
  onWord(word: TimedWord): void;
  /** Audible energy began at `at`; or it ended at `at`, told after 200 ms of silence. */
  onVoice(on: boolean, at: number): void;
}

export class Ear {
  readonly #events: EarEvents;
  readonly #understanding = new Understanding();
  readonly #steps = new Steps();
  #heard = 0;
  #voice = false;
  #audibleEnd = 0;

  constructor(events: EarEvents) {
    this.#events = events;
  }

  /** Hears the next samples. */
  hear(audio: Uint8Array): void {
    for (const word of this.#understanding.hear(audio)) this.#events.onWord(word);
    this.#steps.cut(audio, (step) => this.#judge(step));
  }

  /** Nothing more is played: a word that is still open is decided. */
  close(): void {
    for (const word of this.#understanding.flush()) this.#events.onWord(word);
    if (this.#voice) this.#events.onVoice(false, this.#audibleEnd);
    this.#voice = false;
  }

  #judge(step: Uint8Array): void {
    const start = this.#heard;
    this.#heard += STEP_SAMPLES;
    if (isAudible(step)) {
      if (!this.#voice) this.#events.onVoice(true, start);
      this.#voice = true;
      this.#audibleEnd = this.#heard;
    } else if (this.#voice && this.#heard - this.#audibleEnd >= VOICE_ENDS_AFTER_SAMPLES) {
      this.#voice = false;
      this.#events.onVoice(false, this.#audibleEnd);
    }
  }
}
