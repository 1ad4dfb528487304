/** What came of a night of reminders: waited for, and judged by its rows and by the calls at the telephone company. */
import { type House, until } from '@bayline/local';
import type pg from 'pg';
import { providerUrl } from '../doing.ts';
import type { Customer } from './reminder-night.ts';

interface SimulatedCall {
  readonly callSid: string;
  readonly to: string;
  readonly direction: string;
  readonly status: string;
  readonly initiatedAt: number | null;
  readonly answeredBy: string | null;
}

export interface NightFigures {
  readonly due: number;
  readonly reached: number;
  readonly voicemail: number;
  readonly retried: number;
  readonly sms: number;
  readonly missed: number;
  readonly doubled: number;
  readonly outsideHours: number;
  readonly withoutConsent: number;
  readonly maxCps: number;
  readonly inDoubt: number;
  /** Who was called too often, and by which calls. */
  readonly problems: readonly string[];
}

/** Waits until every reminder is at its end, and says now and then how many are not. What is not in time counts as missed. */
export async function settle(
  pool: pg.Pool,
  customers: readonly Customer[],
  { withinMs, toldEveryMs, note }: { withinMs: number; toldEveryMs: number; note: (line: string) => void },
): Promise<void> {
  const numbers = customers.map(({ number }) => number);
  let toldAt = Number.NEGATIVE_INFINITY;
  const none = async (): Promise<boolean> => {
    const left = await leftToDo(pool, numbers);
    if (performance.now() - toldAt >= toldEveryMs) {
      note(`${left} of ${numbers.length} reminders are left`);
      toldAt = performance.now();
    }
    return left === 0;
  };
  await until('every reminder to be over', none, { withinMs, everyMs: 1_000 }).catch(() => undefined);
}

/** How many reminders are not at their end. */
async function leftToDo(pool: pg.Pool, numbers: readonly string[]): Promise<number> {
  const { rows } = await pool.query(
    `SELECT count(*)::int AS left FROM customers c JOIN appointments a ON a.customer_id = c.id
     LEFT JOIN reminders r ON r.appointment_id = a.id AND r.state <> 'withdrawn'
     WHERE c.phone = ANY ($1) AND (r.state IS NULL OR r.state NOT IN ('done', 'failed'))`,
    [numbers],
  );
  return rows[0].left;
}

/**
 * Judges a night by its rows and by the calls at the telephone company. `houseTime` reads a moment of real time; `told` holds the
 * calls of which was told what they came to, when not every call that was answered was talked in.
 */
export async function nightFigures(
  house: House,
  pool: pg.Pool,
  customers: readonly Customer[],
  houseTime: (real: number) => Date,
  told?: ReadonlySet<string>,
): Promise<NightFigures> {
  const numbers = customers.map(({ number }) => number);
  const { rows } = await pool.query<{ number: string; state: string | null; outcome: string | null; tries: number }>(
    `SELECT c.phone AS number, r.state, r.outcome,
       (SELECT count(*)::int FROM reminder_tries t WHERE t.reminder_id = r.id AND t.result IS DISTINCT FROM 'unplaced') AS tries
     FROM customers c JOIN appointments a ON a.customer_id = c.id
     LEFT JOIN reminders r ON r.appointment_id = a.id AND r.state <> 'withdrawn' WHERE c.phone = ANY ($1)`,
    [numbers],
  );
  const { rows: texts } = await pool.query(
    `SELECT count(*)::int AS sms FROM messages WHERE kind = 'reminder' AND number = ANY ($1)`,
    [numbers],
  );
  const calls = await callsOf(house, numbers);
  const rowOf = new Map(rows.map((row) => [row.number, row]));
  const callsTo = Map.groupBy(calls, ({ to }) => to);
  const of = (fits: (customer: Customer) => boolean): SimulatedCall[] =>
    customers.filter(fits).flatMap(({ number }) => callsTo.get(number) ?? []);
  const tooOften = customers.flatMap(({ number }) => {
    const { tries = 0, outcome = null } = rowOf.get(number) ?? {};
    const theirs = callsTo.get(number) ?? [];
    return doubledBy(theirs, tries, told) === 0 ? [] : [{ number, tries, outcome, theirs }];
  });
  return {
    due: customers.length,
    reached: rows.filter(({ outcome }) => outcome === 'confirmed').length,
    voicemail: rows.filter(({ outcome }) => outcome === 'voicemail').length,
    retried: rows.filter(({ tries }) => tries > 1).length,
    sms: texts[0]?.sms ?? 0,
    missed: customers.filter(({ number }) => !['done', 'failed'].includes(rowOf.get(number)?.state ?? '')).length,
    doubled: tooOften.reduce((sum, { theirs, tries }) => sum + doubledBy(theirs, tries, told), 0),
    outsideHours: customers.reduce(
      (sum, { number, zone }) =>
        sum + (callsTo.get(number) ?? []).filter((call) => !fitHour(houseTime(call.initiatedAt ?? 0), zone)).length,
      0,
    ),
    withoutConsent: of(({ consent, optedOut }) => consent !== 'yes' || optedOut).length,
    maxCps: mostWithinASecond(calls.flatMap(({ initiatedAt }) => initiatedAt ?? [])),
    inDoubt: rows.filter(({ state }) => state === 'in-doubt' || state === 'claimed').length,
    problems: tooOften.map(({ number, tries, outcome, theirs }) => {
      const described = theirs.map(({ callSid, status, answeredBy, initiatedAt }) => {
        const at = initiatedAt === null ? 'never' : houseTime(initiatedAt).toISOString();
        return `${callSid} at ${at} ${status}, ${answeredBy ?? 'not judged'}${told?.has(callSid) ? ', told' : ''}`;
      });
      return `${number} ${outcome ?? 'without an outcome'} after ${tries} tries: ${described.join('; ')}`;
    }),
  };
}

/** Calls nobody has a try for, and calls after one that came to something. */
function doubledBy(calls: readonly SimulatedCall[], tries: number, told: ReadonlySet<string> | undefined): number {
  const inOrder = calls.toSorted((a, b) => (a.initiatedAt ?? 0) - (b.initiatedAt ?? 0));
  const answered = inOrder.findIndex(({ callSid, answeredBy }) =>
    told === undefined ? answeredBy !== null : told.has(callSid),
  );
  const after = answered < 0 ? 0 : inOrder.length - 1 - answered;
  return Math.max(after, calls.length - tries, 0);
}

function fitHour(at: Date, zone: string): boolean {
  const hour = Number(
    new Intl.DateTimeFormat('en-US', { hour: 'numeric', hourCycle: 'h23', timeZone: zone }).format(at),
  );
  return hour >= 9 && hour < 20;
}

/** The most calls that began within any second. */
function mostWithinASecond(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  let from = 0;
  return sorted.reduce((most, at, to) => {
    while ((sorted[from] ?? at) <= at - 1_000) from += 1;
    return Math.max(most, to - from + 1);
  }, 0);
}

async function callsOf(house: House, numbers: readonly string[]): Promise<SimulatedCall[]> {
  const response = await fetch(`${providerUrl(house, 'twilio')}/lab/state`);
  const { calls } = (await response.json()) as { calls: SimulatedCall[] };
  const wanted = new Set(numbers);
  return calls.filter(({ to, direction }) => direction === 'outbound-api' && wanted.has(to));
}
