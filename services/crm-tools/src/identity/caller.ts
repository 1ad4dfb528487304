/** Finding out who calls: compares what was said with the file, keeps what was proven in the call's row. */
import type { Call } from '../calls/call.ts';
import { keepProven } from '../calls/calls.ts';
import type { Asked } from '../tools/tool.ts';
import type { Customer } from './customer.ts';
import { agrees, kindsOf, type OnFile, type Said } from './facts.ts';
import { type Found, type Identified, identify, standingLevel } from './identifying.ts';
import type { Level } from './ladder.ts';

/** The customers with the number of the call. */
export async function customersOfCall({ customers, shop, call }: Asked): Promise<readonly Customer[]> {
  return call.number === null ? [] : customers.withNumber(shop.id, call.number);
}

/** The level the caller has reached so far, and for whom. */
export async function standingOf(asked: Asked): Promise<{ level: Level; customer: Customer | null }> {
  const onFile = await customersOfCall(asked);
  const level = standingLevel(
    asked.call,
    onFile.map(({ id }) => id),
  );
  const only = onFile.length === 1 ? onFile[0] : undefined;
  const found =
    onFile.find(({ id }) => id === asked.call.customerId) ?? (asked.call.customerId === null ? only : undefined);
  return { level, customer: found ?? null };
}

/** Judges what a caller said of themselves for a level, and keeps the verdict in the call's row. */
export async function verify(asked: Asked, said: Said, needed: Level): Promise<Identified> {
  const { call } = asked;
  const onFile = await withVisitDays(asked, await customersOfCall(asked), said);
  const verdict = identify(call, onFile, said, needed);
  // Asked for in every case, so that a refusal takes as long whether somebody is on file or not.
  const claimed = await claimedBy(asked, said);
  const found = foundBy(verdict, claimed, call);
  const kinds = [...new Set([...call.said, ...kindsOf(said)])];
  const failures = call.failures + (verdict.type === 'refused' && call.number !== null ? 1 : 0);
  await keepProven(asked.database, call, asked.owner.epoch, { ...found, said: kinds, failures });
  return verdict;
}

/** Whom the row names from now on: the customer that was found, else the one the caller claims to be, for a booking only. */
function foundBy(
  verdict: Identified,
  claimed: Customer | null,
  call: Call,
): { customerId: string | null; facts: Found['facts'] } {
  if (verdict.type === 'known') return { customerId: verdict.customer.id, facts: verdict.facts };
  if (verdict.type === 'needs-another-fact' && verdict.found !== null) return verdict.found;
  if (claimed !== null && call.facts.length === 0) return { customerId: claimed.id, facts: [] };
  return { customerId: call.customerId, facts: call.facts };
}

/** The one customer of the shop whom a name and another fact fit. Nothing of it is told; a booking goes to their record. */
async function claimedBy(asked: Asked, said: Said): Promise<Customer | null> {
  if (said.first === null && said.last === null) return null;
  const namesakes = await asked.customers.namedLike(asked.shop.id, said.first, said.last);
  const anotherFact = kindsOf(said).some((kind) => kind !== 'name');
  const fitting = (await withVisitDays(asked, namesakes, said)).filter((one) => agrees(said, one));
  const [only] = fitting;
  return anotherFact && only !== undefined && fitting.length === 1 ? only.customer : null;
}

async function withVisitDays(asked: Asked, customers: readonly Customer[], said: Said): Promise<OnFile[]> {
  const ids = said.day === null ? [] : customers.map(({ id }) => id);
  const days = await asked.customers.visitDays(ids, asked.shop.zone, asked.now);
  return customers.map((customer) => ({ customer, visitDays: days.get(customer.id) ?? [] }));
}
