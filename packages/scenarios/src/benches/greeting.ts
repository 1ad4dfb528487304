/**
 * `bench greeting`: how long a caller waits for the first sound: from `start` on the media socket to the first audible frame.
 * The yardstick of the same run is what a greeting would cost that is not kept as audio: the voice's first byte.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { createProgress, startHouse } from '@bayline/local';
import { HOUSE_NOW } from '../houses.ts';
import type { Bench } from './bench.ts';
import { machine, percentiles, tenth } from './figures.ts';
import { keysOf, openSocket, ring, startMessage, type TwilioKeys } from './line.ts';
import { readRhythm } from './rhythm.ts';

/** Calls that are greeted one after another; the first few warm the house up and do not count. */
const GREETINGS = 60;
const WARM_UP = 10;
/** The caller listens for a moment before hanging up, and the next one calls. */
const LISTEN_MS = 150;

export const greetingBench: Bench = {
  name: 'greeting',
  about: 'from the stream’s start to the first audible frame of the greeting',
  run: async ({ quiet, note }) => {
    const house = await startHouse({
      profile: 'bench',
      progress: createProgress(quiet),
      now: HOUSE_NOW,
      environment: { MAX_EVENT_LOOP_DELAY_MS: '10000' },
    });
    try {
      const keys = keysOf(house);
      const rhythm = await readRhythm(house.simulators.environment);
      const waited: number[] = [];
      for (let index = 0; index < GREETINGS + WARM_UP; index += 1) {
        const waitedMs = await greetedAfter(keys, `+1215553${String(index).padStart(4, '0')}`);
        if (index >= WARM_UP) waited.push(waitedMs);
        if (index % 20 === 19) note(`${index + 1} calls greeted`);
        await sleep(LISTEN_MS);
      }
      const startToFrameMs = percentiles(waited);
      return {
        bench: 'greeting',
        greetings: waited.length,
        startToFrameMs,
        yardstick: { voiceFirstByteMs: rhythm.ttsFirstByteMs },
        timesFaster: tenth(rhythm.ttsFirstByteMs / startToFrameMs.p50),
        settings: rhythm,
        machine: machine(),
      };
    } finally {
      await house.stop();
    }
  },
};

const SILENT_BYTES = new Set([0xff, 0x7f]);

/** One call: rings, starts its stream, hears the first frame that is not silence, hangs up. */
async function greetedAfter(keys: TwilioKeys, from: string): Promise<number> {
  const invitation = await ring(keys, from);
  const socket = await openSocket(keys, invitation.url);
  const streamSid = `MZ${invitation.callSid.slice(2)}`;
  try {
    return await new Promise<number>((resolve, reject) => {
      socket.on('message', (data: Buffer) => {
        const message = JSON.parse(data.toString()) as { event: string; media?: { payload: string } };
        const audio = Buffer.from(message.media?.payload ?? '', 'base64');
        if (audio.some((byte) => !SILENT_BYTES.has(byte))) resolve(performance.now() - startedAt);
      });
      socket.once('close', () => reject(new Error('the stream was closed before the greeting')));
      socket.send(JSON.stringify({ event: 'connected', protocol: 'Call', version: '1.0.0' }));
      const startedAt = performance.now();
      socket.send(JSON.stringify(startMessage(keys, invitation, streamSid)));
    });
  } finally {
    socket.close();
  }
}
