/** Holding, committing and releasing changes: one round trip each, by the functions of the migrations. */
import type { NoReason } from '@bayline/contracts';
import { type Database, failedWith, mayBeLost, type Sql, sql } from '../database/postgres.ts';
import type { Change, DoneChange, NewChange } from './change.ts';

/** Whose call it is, and the house's time. */
export interface Owner {
  readonly callId: string;
  readonly epoch: number;
  readonly now: Date;
}

export type Held =
  | { readonly type: 'held'; readonly change: Change }
  /** The same wish was committed before in this call. */
  | { readonly type: 'done'; readonly done: DoneChange }
  | { readonly type: 'no'; readonly no: NoReason };

export type Committed =
  | { readonly type: 'done'; readonly done: DoneChange }
  /** `change` is told when its time could be taken again, or has gone. */
  | { readonly type: 'no'; readonly no: NoReason; readonly change: Change | null };

interface Answer {
  readonly held?: Change;
  readonly done?: DoneChange;
  readonly no?: NoReason;
  readonly change?: Change;
}

/** Holds a change for a yes; the day is locked until it stands, so it does not wait for the disk. `bayIds` are the bays that can do the work, best first; empty for a cancellation. */
export async function holdChange(
  database: Database,
  owner: Owner,
  change: NewChange,
  bayIds: readonly string[],
): Promise<Held> {
  const { held, done, no } = await answerOf(
    database,
    sql`
    SELECT ${mayBeLost}, hold_change(
      ${owner.callId}, ${owner.epoch}::integer, ${owner.now}::timestamptz, ${JSON.stringify(change)}::jsonb, ${bayIds}::uuid[]) AS answer`,
  );
  if (held !== undefined) return { type: 'held', change: held };
  if (done !== undefined) return { type: 'done', done };
  return { type: 'no', no: no ?? 'unavailable' };
}

/**
 * Commits the change that was read back under this name. Without bays a hold that is gone is answered `hold-lapsed`, with the
 * change; with the bays that can do the work now, the same time is taken again if it is free.
 */
export async function commitChange(
  database: Database,
  owner: Owner,
  pending: { readonly name: string; readonly hash: string },
  bayIds: readonly string[] | null,
): Promise<Committed> {
  const { done, no, change } = await answerOf(
    database,
    sql`
    SELECT commit_change(
      ${owner.callId}, ${owner.epoch}::integer, ${owner.now}::timestamptz, ${pending.name}, ${pending.hash},
      ${bayIds}::uuid[]) AS answer`,
  );
  if (done !== undefined) return { type: 'done', done };
  return { type: 'no', no: no ?? 'unavailable', change: change ?? null };
}

/** Lets go of a pending change. False when there was none of that name, or the asker was replaced. */
export async function releaseChange(database: Database, owner: Owner, name: string): Promise<boolean> {
  const rows = await database.rowsAgain<{ released: boolean }>(sql`
    SELECT release_change(${owner.callId}, ${owner.epoch}::integer, ${name}) AS released`);
  return rows[0]?.released ?? false;
}

/** Lets go of everything a call still holds. Returns the intents that were left without a yes. */
export async function releaseCall(database: Database, callId: string): Promise<readonly Change['type'][]> {
  const rows = await database.rowsAgain<{ intents: Change['type'][] }>(sql`
    SELECT release_call(${callId}) AS intents`);
  return rows[0]?.intents ?? [];
}

/** The constraint is the last word: a bay that was taken past the lock is a slot that has gone, not a failure. */
async function answerOf(database: Database, statement: Sql): Promise<Answer> {
  try {
    const rows = await database.rowsAgain<{ answer: Answer }>(statement);
    return rows[0]?.answer ?? {};
  } catch (error) {
    if (failedWith(error, 'taken')) return { no: 'slot-taken' };
    throw error;
  }
}
