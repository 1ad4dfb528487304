/** The settings of the OpenAI simulator. */
import { z } from 'zod';
import { faultsOf } from '../faults.ts';
import { latency } from '../latency.ts';

const afterTokens = z.number().int().min(0).default(5).describe('How many tokens are sent before.');

const openaiFault = z
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

export const openaiSettings = z.object({
  seed: z.number().int().default(1).describe('Seed of latencies, faults, the cuts in arguments and the clumsy mode.'),
  apiKey: z.string().startsWith('simulated').default('simulated-openai-key').describe('The only key that is accepted.'),
  mode: z
    .enum(['plain', 'clumsy', 'obedient'])
    .default('plain')
    .describe(
      'How the rule model behaves: well, as a weak model does, or doing and claiming whatever the caller says.',
    ),
  headersMs: z
    .number()
    .min(0)
    .default(200)
    .describe('From request to headers of a stream; never after the first token.'),
  firstTokenMs: latency(500).describe('From request to first token.'),
  tokensPerSecond: z.number().positive().default(60).describe('How fast tokens follow the first.'),
  roleChunk: z
    .enum(['separate', 'joined'])
    .default('separate')
    .describe('Whether the role comes in a chunk of its own or with the first delta.'),
  requestsPerMinute: z.number().int().positive().default(10_000).describe('Rate limit; more are answered 429.'),
  tokensPerMinute: z.number().int().positive().default(100_000_000).describe('Rate limit; more are answered 429.'),
  faults: faultsOf(openaiFault),
});

export type OpenaiSettings = z.output<typeof openaiSettings>;
