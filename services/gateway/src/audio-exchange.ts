/**
 * Call audio between this gateway and the speech instances: heard audio leaves in one batch per speech instance, spoken
 * audio arrives in batches and goes to its call by slot. Slots are never used twice, so that late audio of one call can
 * never reach another.
 */
import { AudioBatch, type AudioEntry, audioHeard, audioSpoken, readAudioBatch } from '@bayline/contracts';
import type { Bus, Log, Metrics } from '@bayline/runtime';
import { TICK_MS, type Ticked } from './ticker.ts';

/** A speech instance that was sent nothing for a minute has gone, or has no call of ours. */
const LANE_IDLE_TICKS = 60_000 / TICK_MS;

/** The audio on its way to one speech instance. */
interface Lane {
  readonly batch: AudioBatch;
  idleTicks: number;
}

export type SpokenHandler = (entry: AudioEntry) => void;

export interface AudioExchange extends Ticked {
  /** Puts audio into the batch for a speech instance; it leaves with the next tick, or when the batch is full. */
  hear(speechId: string, slot: number, sequence: number, audio: Uint8Array): void;
  /** A new slot for spoken audio. `handler` copies what it keeps. */
  openSlot(handler: SpokenHandler): number;
  closeSlot(slot: number): void;
  stop(): void;
}

export function createAudioExchange(bus: Bus, instanceId: string, log: Log, metrics: Metrics): AudioExchange {
  const dropped = metrics.counter('gateway_spoken_audio_dropped_total', 'Spoken audio that no call took, by reason.');
  const lanes = new Map<string, Lane>();
  const slots = new Map<number, SpokenHandler>();
  let lastSlot = 0;

  const deliver = (entry: AudioEntry): void => {
    const handler = slots.get(entry.slot);
    if (handler === undefined) return dropped({ reason: 'unknown-slot' });
    try {
      handler(entry);
    } catch (error) {
      // One call's trouble is not the next one's, whose audio follows in the same batch.
      dropped({ reason: 'failed' });
      log.error({ error }, 'spoken audio could not be handled');
    }
  };
  const subscription = bus.hearBytes(audioSpoken, instanceId, (bytes) => {
    if (!readAudioBatch(bytes, deliver)) dropped({ reason: 'broken-batch' });
  });

  const send = (speechId: string, lane: Lane): void => {
    lane.idleTicks = 0;
    bus.tellBytes(audioHeard, speechId, lane.batch.take());
  };
  return {
    hear: (speechId, slot, sequence, audio) => {
      let lane = lanes.get(speechId);
      if (lane === undefined) {
        lane = { batch: new AudioBatch(), idleTicks: 0 };
        lanes.set(speechId, lane);
      }
      lane.batch.add(slot, 0, sequence, audio);
      if (lane.batch.full) send(speechId, lane);
    },
    tick: () => {
      for (const [speechId, lane] of lanes) {
        if (!lane.batch.empty) send(speechId, lane);
        else if (++lane.idleTicks > LANE_IDLE_TICKS) lanes.delete(speechId);
      }
    },
    openSlot: (handler) => {
      lastSlot += 1;
      slots.set(lastSlot, handler);
      return lastSlot;
    },
    closeSlot: (slot) => void slots.delete(slot),
    stop: () => subscription.stop(),
  };
}
