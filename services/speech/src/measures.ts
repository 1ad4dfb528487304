/** What this service counts and times. */
import type { Metrics } from '@bayline/runtime';

export interface Measures {
  unknownSlot(): void;
  brokenBatch(): void;
  /** Heard audio that came twice, or a piece of a reply that is over. */
  dropped(what: 'audio' | 'piece'): void;
  /** The recogniser of a call was lost, and why. */
  recogniserLost(reason: string): void;
  firstByte(ms: number, cached: boolean): void;
  reply(outcome: 'voiced' | 'failed'): void;
  /** The last word's audio arrived -> its final was told. */
  final(ms: number): void;
}

export function speechMeasures(metrics: Metrics): Measures {
  const unknownSlots = metrics.counter(
    'speech_unknown_slots_total',
    'Entries of heard audio for no call of this process.',
  );
  const brokenBatches = metrics.counter('speech_broken_batches_total', 'Batches of heard audio that were not whole.');
  const dropped = metrics.counter(
    'speech_dropped_total',
    'Audio that came twice, and pieces of replies that are over.',
  );
  const lost = metrics.counter('speech_recogniser_losses_total', 'Recogniser sockets lost or not opened, by reason.');
  const firstByte = metrics.latency('speech_first_byte_milliseconds', 'A reply’s first piece to its first audio.');
  const replies = metrics.counter('speech_replies_total', 'Replies by outcome; cancelled ones are not counted.');
  const final = metrics.latency('speech_last_word_to_final_milliseconds', 'The last word’s audio to its final.');
  return {
    unknownSlot: () => unknownSlots(),
    brokenBatch: () => brokenBatches(),
    dropped: (what) => dropped({ what }),
    recogniserLost: (reason) => lost({ reason }),
    firstByte: (ms, cached) => firstByte(ms, { cached }),
    reply: (outcome) => replies({ outcome }),
    final: (ms) => final(ms),
  };
}
