/** Status callbacks of one call: signed, numbered, sent in the background; late or twice when the settings say so. */
import { draw } from '../latency.ts';
import type { Random } from '../random.ts';
import type { Now } from '../wall-clock.ts';
import type { Call } from './call.ts';
import { callParameters } from './call-parameters.ts';
import { rfc2822 } from './call-resource.ts';
import type { TwilioSettings } from './settings.ts';
import type { Action } from './twiml.ts';
import { askWebhook } from './webhook.ts';

export type CallEvent = 'initiated' | 'ringing' | 'answered' | 'completed';

/** Sends requests whose answers nobody waits for. */
export class Callbacks {
  readonly #settings: () => TwilioSettings;
  readonly #random: Random;
  readonly now: Now;
  readonly #closing: AbortSignal;
  readonly #waiting = new Set<NodeJS.Timeout>();

  /** Nothing is sent once `closing` is aborted. */
  constructor(settings: () => TwilioSettings, random: Random, now: Now, closing: AbortSignal) {
    this.#settings = settings;
    this.#random = random;
    this.now = now;
    this.#closing = closing;
    closing.addEventListener('abort', () => {
      for (const timer of this.#waiting) clearTimeout(timer);
    });
  }

  /** Sends one callback, after the delay that the settings draw; perhaps twice. */
  send(action: Action, parameters: Readonly<Record<string, string>>): void {
    if (this.#closing.aborted) return;
    const { delay, duplicateRate } = this.#settings().callbacks;
    const times = this.#random() < duplicateRate ? 2 : 1;
    for (let time = 0; time < times; time += 1) {
      const timer = setTimeout(
        () => {
          this.#waiting.delete(timer);
          // Twilio does not care for the answer.
          void askWebhook(action, parameters, this.#settings(), this.#closing);
        },
        draw(delay, this.#random),
      );
      this.#waiting.add(timer);
    }
  }
}

export class StatusReporter {
  readonly #callbacks: Callbacks;
  readonly #action: Action;
  readonly #events: readonly string[];
  #sequence = 0;

  /** `events` of `initiated`, `ringing`, `answered`, `completed`. */
  constructor(callbacks: Callbacks, action: Action, events: readonly string[]) {
    this.#callbacks = callbacks;
    this.#action = action;
    this.#events = events;
  }

  report(event: CallEvent, call: Call): void {
    if (!this.#events.includes(event)) return;
    const seconds = call.durationSeconds;
    this.#callbacks.send(this.#action, {
      ...callParameters(call),
      ...(event === 'initiated' && { CallStatus: 'initiated' }),
      ...(seconds !== null && { CallDuration: String(seconds), Duration: String(Math.ceil(seconds / 60)) }),
      Timestamp: rfc2822(this.#callbacks.now()),
      CallbackSource: 'call-progress-events',
      SequenceNumber: String(this.#sequence),
    });
    this.#sequence += 1;
  }
}
