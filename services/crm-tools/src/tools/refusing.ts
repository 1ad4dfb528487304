/** A closed no: a reason from the list, and what may be said about it. */
import type { No, NoReason, Offer } from '@bayline/contracts';
import { type NoDetails, sayNo } from '@bayline/spoken';

interface Refusal extends NoDetails {
  /** Other words than those `spoken` has for the reason. */
  readonly say?: string;
  /** Codes of what is missing. */
  readonly missingNames?: readonly string[];
  readonly offers?: readonly Offer[];
}

/** A no in the words of `spoken`, unless a tool has better ones: a question, other times, what there is instead. */
export function refuse(no: NoReason, refusal: Refusal = {}): No {
  const { say, missingNames, offers, ...details } = refusal;
  return {
    ok: false,
    no,
    say: say ?? sayNo(no, details),
    ...(missingNames === undefined ? {} : { missing: [...missingNames] }),
    ...(offers === undefined ? {} : { offers: [...offers] }),
  };
}
