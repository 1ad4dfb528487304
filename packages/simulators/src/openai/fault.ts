/** What can go wrong with one request to OpenAI. */
import { z } from 'zod';

const afterTokens = z.number().int().min(0).default(5).describe('How many tokens are sent before.');

export const openaiFault = z
  .discriminatedUnion('type', [
    z
      .object({
        type: z.literal('refusal'),
        status: z.number().int().min(400).max(599),
        code: z.string().optional().describe('insufficient_quota makes a 429 one that should not be retried.'),
        retryAfterMs: z.number().min(0).default(1_000).describe('What a 429 tells to wait.'),
      })
      .describe('Refused with this status.'),
    z.object({ type: z.literal('reset') }).describe('The connection is cut without an answer.'),
    z.object({ type: z.literal('silent') }).describe('Never answered.'),
    z.object({ type: z.literal('mute') }).describe('Headers at once, then nothing.'),
    z
      .object({ type: z.literal('slow'), firstTokenMs: z.number().min(0).default(8_000) })
      .describe('A late first token.'),
    z.object({ type: z.literal('stall'), afterTokens }).describe('Stops in the middle, and the connection stays open.'),
    z.object({ type: z.literal('cut'), afterTokens }).describe('The connection is cut in the middle.'),
    z.object({ type: z.literal('early-end'), afterTokens }).describe('Ends cleanly, without finish_reason and [DONE].'),
    z.object({ type: z.literal('error-event'), afterTokens }).describe('An error object in the middle of the stream.'),
  ])
  .describe('What can go wrong with one request.');

export type OpenaiFault = z.output<typeof openaiFault>;
