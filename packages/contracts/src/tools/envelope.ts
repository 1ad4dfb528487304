/** What travels beside a tool's arguments and the model never sees: whose call it is, and the proof of a yes. */
import { z } from 'zod';
import { callId, epoch, shopId } from '../ids.ts';

/**
 * Made by the conversation core, never by the model: the caller's next final after the read-back was heard to its end,
 * judged by a pure function. crm-tools judges the words once more.
 */
export const proof = z.object({
  /** The pending change that was read back. */
  pending: z.string().min(1).max(8),
  /** The caller's words. */
  words: z.string().min(1).max(500),
  judged: z.literal('yes'),
  turn: z.number().int().nonnegative(),
});

export const envelope = z.object({
  shopId,
  callId,
  epoch,
  /** The model's id of the call; a trace field only: it changes when a turn is generated again. */
  toolCallId: z.string().max(128),
  proof: proof.optional(),
});

export type Envelope = z.output<typeof envelope>;
export type Proof = z.output<typeof proof>;
