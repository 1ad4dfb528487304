/** Faults as settings: a queue of one-shot faults for "the next one fails like this", and standing ones by rate. */
import { z } from 'zod';
import type { Random } from './random.ts';

export interface Faults<Fault> {
  /** Taken from the front, each once. */
  next: Fault[];
  /** Each is drawn with its rate (0 to 1) whenever something begins that it can happen to. */
  readonly random: readonly { readonly rate: number; readonly fault: Fault }[];
}

/** The settings schema of a simulator's faults, from the schema of one fault. */
export function faultsOf<Schema extends z.ZodType>(fault: Schema) {
  return z
    .object({
      next: z.array(fault).default([]).describe('One-shot faults: each happens once, to the next thing it fits.'),
      random: z
        .array(z.object({ rate: z.number().min(0).max(1), fault }))
        .default([])
        .describe('Standing faults, each with its rate from 0 to 1.'),
    })
    .prefault({});
}

/**
 * The fault that happens to what begins now, if any: the first waiting one that fits (it is consumed), else one drawn by rate.
 */
export function takeFault<Fault>(
  faults: Faults<Fault>,
  fits: (fault: Fault) => boolean,
  random: Random,
): Fault | undefined {
  const waiting = faults.next.findIndex(fits);
  if (waiting >= 0) return faults.next.splice(waiting, 1)[0];
  return faults.random.find(({ rate, fault }) => fits(fault) && random() < rate)?.fault;
}
