/** The settings of the Deepgram simulator: its rhythm, its limits and its faults. Milliseconds throughout. */
import { z } from 'zod';
import { faultsOf } from '../faults.ts';
import { latency } from '../latency.ts';

const on = z
  .enum(['stt', 'tts', 'rest'])
  .describe('What it happens to: a listening socket, a speaking socket, a request.');
const afterMs = z.number().min(0).default(0).describe('Counted from the handshake.');

/** What may go wrong with one connection or request. */
export const deepgramFault = z.discriminatedUnion('type', [
  z.object({ type: z.literal('refuse'), on, status: z.number().int().min(400).max(599) }),
  z.object({ type: z.literal('unanswered'), on }).describe('The request or handshake never gets an answer.'),
  z.object({ type: z.literal('close'), on, code: z.number().int(), reason: z.string().default(''), afterMs }),
  z.object({ type: z.literal('reset'), on, afterMs }).describe('The TCP connection is cut without a close frame.'),
  z
    .object({ type: z.literal('stall'), on, afterMs, forMs: z.number().min(0).default(3_600_000) })
    .describe('Nothing is sent for so long; then everything that waited.'),
]);

export type DeepgramFault = z.output<typeof deepgramFault>;

/** Words that are easily taken for each other on a telephone. */
const CONFUSIONS = {
  fifteen: ['fifty'],
  fifty: ['fifteen'],
  thirteen: ['thirty'],
  thirty: ['thirteen'],
  b: ['d', 'p', 'v'],
  d: ['b', 't'],
  m: ['n'],
  n: ['m'],
  s: ['f', 'x'],
  oil: ['all', 'oily'],
  brakes: ['breaks'],
  tire: ['tired', 'higher'],
  tuesday: ['thursday'],
  thursday: ['tuesday'],
  civic: ['civics'],
  four: ['for'],
  two: ['to', 'too'],
};

const listening = z
  .object({
    handshake: latency(200, 70).describe('From the upgrade request to its answer.'),
    interimMs: z.number().min(20).default(1_000).describe('Between interim results; 250 is the fast rhythm.'),
    processing: latency(150).describe('From the audio that settles a result to the result.'),
    speechStartedMs: z.number().min(0).default(100).describe('From the beginning of voice to SpeechStarted.'),
    segmentMs: z.number().min(500).default(5_000).describe('A segment that grows this long is made final.'),
    idleClose: latency(11_000, 1_000).describe('Without audio or text for so long, the socket is closed (NET-0001).'),
    maxStreams: z.number().int().min(0).default(0).describe('More sockets at once are refused with 429; 0 for any.'),
    finalizeEndsSpeech: z.boolean().default(true).describe('Whether results of a Finalize carry speech_final.'),
    errors: z
      .object({
        rate: z.number().min(0).max(1).default(0).describe('Share of words taken for another that sounds alike.'),
        lossRate: z.number().min(0).max(1).default(0).describe('Share of words missed altogether.'),
        confusions: z
          .record(z.string(), z.array(z.string()).min(1))
          .default(CONFUSIONS)
          .describe('What a word (lower case) may be taken for. Words named as key terms are never misheard.'),
      })
      .prefault({}),
  })
  .prefault({});

const speaking = z
  .object({
    handshake: latency(200, 70).describe('From the upgrade request to its answer.'),
    firstByte: latency(300).describe('From Flush, or the REST request, to the first audio.'),
    realTimeFactor: z.number().positive().default(4).describe('How many times faster than real time audio is made.'),
    chunkMs: z.number().int().min(20).max(1_000).default(160).describe('Audio in each chunk.'),
    startsBeforeFlush: z.boolean().default(false).describe('Whether whole sentences are voiced before a Flush.'),
    lateChunksAfterClear: z.number().int().min(0).default(0).describe('Chunks still sent between Clear and Cleared.'),
    maxSockets: z.number().int().min(0).default(0).describe('More sockets at once are refused with 429; 0 for any.'),
    charactersPerSpeak: z.number().int().default(2_000).describe('More close the socket with 1009, or give 413.'),
    charactersPerMinute: z.number().int().default(2_400).describe('More, on one socket, close it with 1008.'),
    flushesPerMinute: z.number().int().default(20).describe('More, on one socket, are warned of and held back.'),
    sessionMs: z.number().int().default(3_600_000).describe('A socket older than this is closed with 1011.'),
  })
  .prefault({});

export const deepgramSettings = z.object({
  apiKey: z.string().startsWith('simulated').default('simulated-deepgram').describe('The key clients are given.'),
  seed: z.number().int().default(1).describe('Of everything drawn at random.'),
  stt: listening,
  tts: speaking,
  faults: faultsOf(deepgramFault),
});

export type DeepgramSettings = z.output<typeof deepgramSettings>;
export type ListeningSettings = DeepgramSettings['stt'];
export type SpeakingSettings = DeepgramSettings['tts'];
