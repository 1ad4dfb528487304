/** PostgreSQL by Prisma over a pool of its own: every use goes through one guard, waits a little and never for ever. */
import { createHash } from 'node:crypto';
import { type Guard, type GuardMaker, type Log, type Metrics, ProviderError } from '@bayline/runtime';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { Prisma, PrismaClient } from '../generated/client.ts';
import { type DatabaseFailure, describeDatabaseFailure } from './failures.ts';

export interface DatabaseSettings {
  readonly DATABASE_URL: string;
  readonly DATABASE_POOL: number;
  readonly DATABASE_WAIT_MS: number;
  readonly DATABASE_DEADLINE_MS: number;
}

export interface DatabaseOptions {
  readonly settings: DatabaseSettings;
  readonly guard: GuardMaker;
  readonly metrics: Metrics;
  readonly log: Log;
}

/** A statement with its values, and parts of statements. */
export type Sql = Prisma.Sql;
export const { sql } = Prisma;

/**
 * Selected beside a write whose loss in a crash of the database is nobody's loss, so that it does not wait for the disk: a hold is
 * taken again, a name is given again. Never beside what a caller is told is done (docs/decisions/0016-writes-that-may-be-lost.md).
 */
export const mayBeLost = sql`set_config('synchronous_commit', 'off', true)`;

/** Names of prepared statements stay cached on every connection: only so many different texts get one. */
const MOST_STATEMENTS = 500;

export class Database {
  readonly #client: PrismaClient;
  readonly #pool: pg.Pool;
  readonly #guard: Guard;
  readonly #nameOf = statementNames();

  constructor({ settings, guard, metrics, log }: DatabaseOptions) {
    this.#pool = new pg.Pool({
      connectionString: settings.DATABASE_URL,
      max: settings.DATABASE_POOL,
      // A new connection costs its first caller 20 ms and more: those that are open stay open.
      min: settings.DATABASE_POOL,
      connectionTimeoutMillis: settings.DATABASE_WAIT_MS,
      query_timeout: settings.DATABASE_DEADLINE_MS,
      statement_timeout: settings.DATABASE_DEADLINE_MS,
      keepAlive: true,
      application_name: 'bayline-crm-tools',
      options: '-c timezone=UTC',
    });
    const told = (error: Error): void => log.warn({ error }, 'a connection to the database broke');
    this.#client = new PrismaClient({
      adapter: new PrismaPg(this.#pool, {
        statementNameGenerator: ({ sql: text }) => this.#nameOf(text),
        onConnectionError: told,
        onPoolError: told,
      }),
    });
    this.#guard = guard({
      provider: 'postgres',
      operation: 'query',
      // The pool's wait and the query have deadlines of their own; this one is for what slips through.
      deadlineMs: settings.DATABASE_DEADLINE_MS + settings.DATABASE_WAIT_MS,
      failures: 10,
      probeAfterMs: 500,
    });
    metrics.gauge('database_connections', 'Open connections to PostgreSQL.', () => this.#pool.totalCount);
    metrics.gauge('database_waiting', 'Queries that wait for a connection.', () => this.#pool.waitingCount);
  }

  /**
   * Opens every connection of the pool, so that no caller waits for one later: one after the other, for all at once would starve
   * the first queries. Gives up silently: they are opened on demand, too.
   */
  async warm(): Promise<void> {
    const opened: pg.PoolClient[] = [];
    try {
      while (opened.length < this.#pool.options.max) opened.push(await this.#pool.connect());
    } catch {
      // The database is away or busy; whoever needs a connection opens it.
    } finally {
      for (const connection of opened) connection.release();
    }
  }

  /** False while the breaker refuses: the database did not answer the latest queries. */
  get reachable(): boolean {
    return this.#guard.state !== 'open';
  }

  /**
   * Runs queries.
   * @throws ProviderError whose code is a DatabaseFailure; only `away` is retryable and counts towards the breaker.
   */
  run<T>(work: (client: PrismaClient) => Promise<T>): Promise<T> {
    return this.#guard.run(() => described(work(this.#client)));
  }

  /**
   * The rows of one statement, prepared once a connection: the way of everything a caller waits for. Prisma's own way of asking
   * the same takes five times the processor time (docs/decisions/0010-statements-a-caller-waits-for.md).
   * @throws as `run`
   */
  async rows<Row extends pg.QueryResultRow>(statement: Sql): Promise<Row[]> {
    return (await this.#ask<Row>(statement)).rows;
  }

  /** How many rows one statement wrote. @throws as `run` */
  async write(statement: Sql): Promise<number> {
    return (await this.#ask(statement)).rowCount ?? 0;
  }

  /**
   * The rows of a statement that may be run twice, and is when it met another writer (a deadlock, a lock that was not free in
   * time) or its answer was lost with the connection.
   */
  async rowsAgain<Row extends pg.QueryResultRow>(statement: Sql): Promise<Row[]> {
    try {
      return await this.rows(statement);
    } catch (error) {
      if (!failedWith(error, 'again', 'away')) throw error;
      return this.rows(statement);
    }
  }

  /** Several queries that hold together or not at all, for work nobody waits for on the telephone. @throws as `run`. */
  transaction<T>(limitMs: number, work: (transaction: Prisma.TransactionClient) => Promise<T>): Promise<T> {
    return described(this.#client.$transaction(work, { timeout: limitMs, maxWait: limitMs }));
  }

  #ask<Row extends pg.QueryResultRow>({ text, values }: Sql): Promise<pg.QueryResult<Row>> {
    const name = this.#nameOf(text);
    return this.#guard.run(() => described(this.#pool.query<Row>({ name, text, values: [...values] })));
  }

  async close(): Promise<void> {
    await this.#client.$disconnect();
    await this.#pool.end();
  }
}

async function described<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    const code: DatabaseFailure = describeDatabaseFailure(error);
    throw new ProviderError('postgres', code, { retryable: code === 'away', cause: error });
  }
}

/** Whether an error is a failure of the database of this kind. */
export function failedWith(error: unknown, ...codes: readonly (DatabaseFailure | 'open' | 'deadline')[]): boolean {
  return error instanceof ProviderError && error.provider === 'postgres' && codes.some((code) => code === error.code);
}

/** Whether nothing can be known of the database just now: it is away, refused by its breaker, too busy or too slow. */
export function isUnavailable(error: unknown): boolean {
  return failedWith(error, 'away', 'busy', 'open', 'deadline');
}

/** A stable name for each statement's text, so that PostgreSQL parses and plans it once a connection. */
function statementNames(): (text: string) => string {
  const names = new Map<string, string>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined) return known;
    if (names.size >= MOST_STATEMENTS) return '';
    const name = createHash('sha1').update(text).digest('base64url');
    names.set(text, name);
    return name;
  };
}
