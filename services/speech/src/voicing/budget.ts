/** What one synthesis socket may still be asked for. The vendor's limits (streaming TTS "Limits"), less a margin. */

/** 2,400 characters a minute: beyond, the socket is closed (1008 DATA-0001). */
const CHARACTERS_A_MINUTE = 2_300;
/** 20 flushes a minute: beyond, there is a warning and then no audio until the minute has passed. */
const FLUSHES_A_MINUTE = 19;
const MINUTE_MS = 60_000;
/** 60 minutes from connecting: then the socket is closed (1011 NET-0003). */
const SESSION_MS = 55 * MINUTE_MS;

/** A socket with less than this left is not used for another reply. */
const CHARACTERS_A_REPLY = 500;
const FLUSHES_A_REPLY = 3;

export interface Budget {
  readonly openedAt: number;
  readonly spent: readonly { readonly at: number; readonly characters: number; readonly flushes: number }[];
}

export interface Allowance {
  readonly characters: number;
  readonly flushes: number;
}

export function openBudget(at: number): Budget {
  return { openedAt: at, spent: [] };
}

export function spend(budget: Budget, what: Partial<Allowance>, at: number): Budget {
  const entry = { at, characters: what.characters ?? 0, flushes: what.flushes ?? 0 };
  return { ...budget, spent: [...budget.spent.filter((spent) => at - spent.at < MINUTE_MS), entry] };
}

export function allowance(budget: Budget, at: number): Allowance {
  const recent = budget.spent.filter((spent) => at - spent.at < MINUTE_MS);
  return {
    characters: CHARACTERS_A_MINUTE - recent.reduce((sum, spent) => sum + spent.characters, 0),
    flushes: FLUSHES_A_MINUTE - recent.reduce((sum, spent) => sum + spent.flushes, 0),
  };
}

/** Whether the socket can carry another reply of ordinary length. */
export function carriesReply(budget: Budget, at: number): boolean {
  const left = allowance(budget, at);
  return !isOld(budget, at) && left.characters >= CHARACTERS_A_REPLY && left.flushes >= FLUSHES_A_REPLY;
}

/** Whether the socket is near the end of its session: it is not worth waiting for its minute to pass. */
export function isOld(budget: Budget, at: number): boolean {
  return at - budget.openedAt >= SESSION_MS;
}
