/** What is said over /lab/phone: the messages a handset takes, and what it tells. */
import { z } from 'zod';
import type { EndedBy, ShownVerb } from './call.ts';

const call = z.string().min(1).describe('The client’s own name for the call.');
const level = z.number().min(0).max(1).describe('Loudness as a share of full scale.');

export const handsetMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('place'),
    call,
    from: z.string().nullable(),
    to: z.string(),
    attestation: z.enum(['A', 'B', 'C']).nullable().default(null),
    webhook: z.url().optional(),
    onAbruptClose: z.enum(['continue', 'end']).optional(),
    strictWss: z.boolean().optional(),
  }),
  z.object({
    type: z.literal('say'),
    call,
    say: z.string(),
    text: z.string(),
    wordsPerMinute: z.number().min(40).max(400).optional(),
    pauseAfterWordMs: z.number().min(0).max(10_000).optional(),
  }),
  z.object({ type: z.literal('press'), call, digits: z.string().regex(/^[0-9*#A-D]+$/) }),
  z.object({ type: z.literal('noise'), call, ms: z.number().min(1).max(600_000), level }),
  z.object({ type: z.literal('background'), call, level }),
  z.object({ type: z.literal('hang-up'), call }),
  z.object({ type: z.literal('register'), numbers: z.array(z.string()) }),
  z.object({ type: z.literal('pick-up'), call }),
  z.object({ type: z.literal('decline'), call }),
]);

export type HandsetMessage = z.output<typeof handsetMessage>;
export type HandsetMessageTo<Type extends HandsetMessage['type']> = Extract<HandsetMessage, { type: Type }>;

/** A word and when it was spoken or heard. */
export interface PhoneWord {
  readonly word: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** What happens on one call. Times are milliseconds since the call was placed (or began to ring), measured at the line. */
export type CallEvent =
  | { readonly type: 'placed'; readonly callSid: string }
  /** A call comes in to a number this handset waits at; its name is its sid. */
  | { readonly type: 'ringing'; readonly callSid: string; readonly from: string; readonly to: string }
  /** The first media stream is up. */
  | { readonly type: 'answered'; readonly atMs: number }
  | { readonly type: 'stream'; readonly state: 'up' | 'down'; readonly atMs: number }
  /** The last word of a text has left the mouth. */
  | {
      readonly type: 'said';
      readonly say: string;
      readonly startMs: number;
      readonly endMs: number;
      readonly words: readonly PhoneWord[];
    }
  /** A word understood from what was played into the ear. */
  | ({ readonly type: 'heard' } & PhoneWord)
  /** Audible energy began at `atMs`; or it ended at `atMs`, which is told after 200 ms of silence. */
  | { readonly type: 'voice'; readonly on: boolean; readonly atMs: number }
  /** The application dropped what was queued for the ear. */
  | { readonly type: 'cleared'; readonly atMs: number; readonly droppedMs: number }
  | ({ readonly type: 'twiml' } & ShownVerb)
  /** What Twilio would log as an error or warning. */
  | { readonly type: 'problem'; readonly code: number; readonly message: string }
  | { readonly type: 'ended'; readonly by: EndedBy; readonly reason: string; readonly atMs: number };

/** What a handset tells its client; `call` is the client's name for the call. */
export type HandsetEvent =
  | (CallEvent & { readonly call: string })
  | { readonly type: 'registered'; readonly numbers: readonly string[] }
  /** A message was not understood, or named a call that is not there. */
  | { readonly type: 'error'; readonly call?: string; readonly message: string };
