/** The decision whether a caller is who they say, from what is on file under their number. */
import type { Call } from '../calls/call.ts';
import { trustOf } from '../calls/call.ts';
import type { Customer } from './customer.ts';
import { agrees, kindsOf, type OnFile, type Said } from './facts.ts';
import { couldReach, type FactKind, type Level, levelOf, MOST_FAILURES } from './ladder.ts';

export type Identified =
  | { readonly type: 'known'; readonly customer: Customer; readonly facts: readonly FactKind[]; readonly level: Level }
  /** Several customers fit; the number is vouched for, so that may be said. */
  | { readonly type: 'ambiguous' }
  /** What was said so far could not be enough for anyone. Tells nobody who is on file; `found` is for the call's row only. */
  | { readonly type: 'needs-another-fact'; readonly found: Found | null }
  /** What was said would have been enough, and is not right. `final` when no more is judged in this call: a person takes over. */
  | { readonly type: 'refused'; readonly final: boolean };

/** Whom the facts point at so far. */
export interface Found {
  readonly customerId: string;
  readonly facts: readonly FactKind[];
}

/** What a verdict needs of the call. */
export type Standing = Pick<
  Call,
  'number' | 'direction' | 'attestation' | 'customerId' | 'facts' | 'said' | 'failures'
>;

/**
 * Compares what was said with the customers of the call's number. A refusal depends on what was said and on the kind of number
 * only, never on whether somebody is on file: the same words for a customer and for a stranger.
 */
export function identify(standing: Standing, onFile: readonly OnFile[], said: Said, needed: Level): Identified {
  const trust = trustOf(standing);
  if (trust === 'none' || standing.failures >= MOST_FAILURES) return { type: 'refused', final: true };
  const fitting = onFile.filter((one) => fits(standing, onFile, one, said));
  const [only] = fitting;
  const single = only !== undefined && fitting.length === 1 ? only.customer : null;
  const facts = single === null ? [] : [...new Set([...factsAbout(standing, single), ...kindsOf(said)])];
  const level = levelOf({ trust, numberOnFile: single !== null, facts });
  if (single !== null && level >= needed) return { type: 'known', customer: single, facts, level };
  if (fitting.length > 1 && trust === 'vouched-for') return { type: 'ambiguous' };
  const saidSoFar = [...new Set([...standing.said, ...kindsOf(said)])];
  if (couldReach(needed, trust, saidSoFar) && kindsOf(said).length > 0) {
    return { type: 'refused', final: standing.failures + 1 >= MOST_FAILURES };
  }
  return { type: 'needs-another-fact', found: single === null ? null : { customerId: single.id, facts } };
}

/**
 * The level a caller has reached, when the ids are those of the customers with the call's number. A number that is vouched for
 * and belongs to one customer needs no name.
 */
export function standingLevel(
  standing: Pick<Standing, 'number' | 'direction' | 'attestation' | 'customerId' | 'facts'>,
  idsOnFile: readonly string[],
): Level {
  const [only, another] = idsOnFile;
  const found = standing.customerId ?? (another === undefined ? only : undefined);
  const numberOnFile = found !== undefined && idsOnFile.includes(found);
  return levelOf({ trust: trustOf(standing), numberOnFile, facts: standing.facts });
}

/** Who was found once stays found, until a name is said that is not theirs. */
function fits(standing: Standing, onFile: readonly OnFile[], one: OnFile, said: Said): boolean {
  if (!agrees(said, one)) return false;
  const nameSaid = said.first !== null || said.last !== null;
  const found = onFile.find(({ customer }) => customer.id === standing.customerId);
  return nameSaid || found === undefined || found === one;
}

function factsAbout(standing: Standing, customer: Customer): readonly FactKind[] {
  return standing.customerId === customer.id ? standing.facts : [];
}
