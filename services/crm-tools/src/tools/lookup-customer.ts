/** lookup_customer: finds the caller's record by the number of the call and the name they said. */
import type { lookupCustomer } from '@bayline/contracts';
import type { z } from 'zod';
import { verify } from '../identity/caller.ts';
import { saidNothing } from '../identity/facts.ts';
import { readWholeName } from '../identity/given-name.ts';
import type { Asked } from './asked.ts';
import { tellFound } from './found.ts';
import { refuse } from './refusing.ts';

type Arguments = z.output<typeof lookupCustomer.arguments>;
type Answer = z.input<typeof lookupCustomer.ask.reply>;

/**
 * A number that is only said proves nothing and finds nobody: it serves a booking. Whether somebody is on file is not to be heard
 * from the answer, unless the caller is that customer.
 */
export async function lookup(asked: Asked, { name }: Arguments): Promise<Answer> {
  const { first, last } = readWholeName(name);
  if (first === null && last === null)
    return refuse('needs-details', { missing: ['your name'], missingNames: ['name'] });
  const verdict = await verify(asked, { ...saidNothing, first, last }, 1);
  if (verdict.type === 'known') return tellFound(verdict.customer, verdict.level);
  if (verdict.type !== 'refused') return refuse(verdict.type);
  return refuse(verdict.final ? 'not-verified' : 'not-found');
}
