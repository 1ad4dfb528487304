/** The settings of the OpenAI simulator. */
import { z } from 'zod';
import { faultsOf } from '../faults.ts';
import { latency } from '../latency.ts';
import { openaiFault } from './fault.ts';
import { misbehaviour } from './misbehaviour.ts';

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
  misbehaviours: z
    .array(misbehaviour)
    .default([])
    .describe('What the model does wrong in some conversations; the first that fits is used up.'),
});

export type OpenaiSettings = z.output<typeof openaiSettings>;
