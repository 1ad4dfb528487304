/** The settings of the NHTSA simulator. */
import { z } from 'zod';
import { faultsOf } from '../faults.ts';
import { latency } from '../latency.ts';

const nhtsaFault = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('blocked') }).describe('403 with a page of HTML, as its traffic control answers.'),
    z.object({ type: z.literal('broken'), status: z.number().int().min(500).max(599).default(503) }),
    z.object({ type: z.literal('html') }).describe('200 with a page of HTML instead of JSON.'),
    z.object({ type: z.literal('slow'), ms: z.number().min(0).default(15_000) }),
    z.object({ type: z.literal('reset') }).describe('The connection is cut without an answer.'),
  ])
  .describe('What can go wrong with one request.');

export const nhtsaSettings = z.object({
  seed: z.number().int().default(1).describe('Seed of latencies and random faults.'),
  latency: latency(350).describe('From request to answer.'),
  faults: faultsOf(nhtsaFault),
});

export type NhtsaSettings = z.output<typeof nhtsaSettings>;
