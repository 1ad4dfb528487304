/** Finding out who calls: compares what was said with the file, keeps what was proven in the call's row. */
import type { Call } from '../calls/call.ts';
import { keepProven, type Proven } from '../calls/calls.ts';
import type { Asked } from '../tools/asked.ts';
import type { Customer } from './customer.ts';
import { agrees, kindsOf, type OnFile, type Said } from './facts.ts';
import { type Found, type Identified, identify, standingLevel } from './identifying.ts';
import type { Level } from './ladder.ts';

/** The level the caller has reached so far, and for whom. */
export async function standingOf(asked: Asked): Promise<{ level: Level; customer: Customer | null }> {
  const onFile = await asked.customersOfCall();
  const level = standingLevel(
    asked.call,
    onFile.map(({ id }) => id),
  );
  const only = onFile.length === 1 ? onFile[0] : undefined;
  const found =
    onFile.find(({ id }) => id === asked.call.customerId) ?? (asked.call.customerId === null ? only : undefined);
  return { level, customer: found ?? null };
}

/** Judges what a caller said of themselves for a level, and keeps what is new in the call's row. */
export async function verify(asked: Asked, said: Said, needed: Level): Promise<Identified> {
  const { call } = asked;
  const onFile = await withVisitDays(asked, await asked.customersOfCall(), said);
  const verdict = identify(call, onFile, said, needed);
  // Looked for with every refusal, so that it takes as long whether somebody is on file or not.
  const claimed = verdict.type === 'known' ? null : await claimedBy(asked, said);
  const failures = call.failures + (verdict.type === 'refused' && call.number !== null ? 1 : 0);
  const proven: Proven = {
    ...foundBy(verdict, claimed, call),
    said: [...new Set([...call.said, ...kindsOf(said)])],
    failures,
  };
  if (isNews(proven, call)) await keepProven(asked.database, call, asked.owner.epoch, proven);
  return verdict;
}

function isNews(proven: Proven, call: Call): boolean {
  return (
    proven.customerId !== call.customerId ||
    proven.failures !== call.failures ||
    proven.said.length !== call.said.length ||
    proven.facts.length !== call.facts.length
  );
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
  const named = said.first !== null || said.last !== null;
  if (!named || !kindsOf(said).some((kind) => kind !== 'name')) return null;
  const namesakes = await asked.customers.namedLike(asked.shop.id, said.first, said.last);
  const fitting = (await withVisitDays(asked, namesakes, said)).filter((one) => agrees(said, one));
  return fitting.length === 1 ? (fitting[0]?.customer ?? null) : null;
}

/** Looked for whenever a day was said, also when nobody is on file: who is must not be heard from how long an answer takes. */
async function withVisitDays(asked: Asked, customers: readonly Customer[], said: Said): Promise<OnFile[]> {
  if (said.days.length === 0) return customers.map((customer) => ({ customer, visitDays: [] }));
  const ids = customers.map(({ id }) => id);
  const days = await asked.customers.visitDays(ids, asked.shop.zone, asked.now);
  return customers.map((customer) => ({ customer, visitDays: days.get(customer.id) ?? [] }));
}
