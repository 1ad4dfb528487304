/** How long something takes: a setting of milliseconds with jitter, and one draw from it. */
import { z } from 'zod';
import type { Random } from './random.ts';

export interface Latency {
  readonly ms: number;
  /** Each draw lies evenly between `ms - jitterMs` and `ms + jitterMs`, never below 0. */
  readonly jitterMs: number;
}

const spread = z.object({ ms: z.number().min(0), jitterMs: z.number().min(0).default(0) });

/** A latency setting with a default; plain milliseconds are taken for a latency without jitter. */
export function latency(ms: number, jitterMs = 0) {
  return z
    .preprocess((value) => (typeof value === 'number' ? { ms: value } : value), spread)
    .prefault({ ms, jitterMs });
}

/** One draw, in milliseconds. */
export function draw(of: Latency, random: Random): number {
  if (of.jitterMs === 0) return of.ms;
  return Math.max(0, of.ms + (random() * 2 - 1) * of.jitterMs);
}
