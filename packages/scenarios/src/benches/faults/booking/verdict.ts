/** What became of the calls of the booking suite: what callers were told beside what stands in PostgreSQL and in Google. */
import type pg from 'pg';
import type { SteadfastRecord } from '../steadfast-call.ts';

/** The six counters. All of them are zero, or something is broken. */
export interface Counters {
  /** Callers whose wish came to nothing: neither told that it is done, nor handed to a person. */
  readonly lost: number;
  /** Visits beyond the one that a caller wished for. */
  readonly duplicated: number;
  readonly toldNotStored: number;
  /** Stored, and the caller neither heard so nor is to be called back. */
  readonly storedNotTold: number;
  readonly eventsMissing: number;
  readonly eventsDoubled: number;
}

export interface Judged extends Counters {
  /** One line for each thing that is not as it should be. */
  readonly problems: readonly string[];
}

type Told = 'booked' | 'moved' | 'cancelled';

interface Row {
  readonly id: string;
  readonly callId: string;
  readonly status: 'booked' | 'cancelled';
  readonly version: number;
}

export interface GoogleEvent {
  readonly id: string;
  readonly calendarId: string;
  readonly extendedProperties?: { readonly private?: { readonly appointmentId?: string; readonly version?: string } };
}

/** The agent's own sentences for what is done; the last one tells how things stand. */
const CONFIRMATIONS: readonly (readonly [Told, RegExp])[] = [
  ['booked', /\ball set\b/i],
  ['moved', /\bI've moved\b/i],
  ['cancelled', /\bI've cancelled\b/i],
];

export function toldIn(record: SteadfastRecord): Told[] {
  return record.heard.flatMap(({ text }) =>
    CONFIRMATIONS.filter(([, words]) => words.test(text)).map(([told]) => told),
  );
}

/** Reads the rows that the calls left. A move or cancellation in another call would name that call; there are none here. */
export async function readRows(pool: pg.Pool, callIds: readonly string[]): Promise<Row[]> {
  const { rows } = await pool.query(
    `SELECT id, call_id AS "callId", status, version FROM appointments
      WHERE call_id = ANY ($1) AND status IN ('booked', 'cancelled')`,
    [callIds],
  );
  return rows;
}

/** Calls that a person will see to. */
export async function readCallBacks(pool: pg.Pool, callIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await pool.query('SELECT call_id FROM tasks WHERE call_id = ANY ($1)', [callIds]);
  return new Set(rows.map(({ call_id }) => call_id));
}

export async function readEvents(googleUrl: string): Promise<GoogleEvent[]> {
  const response = await fetch(`${googleUrl}/lab/state`);
  return ((await response.json()) as { events: GoogleEvent[] }).events;
}

/** Standing events that are missing or too many for the appointments, one line each. */
export function judgeEvents(
  rows: readonly Row[],
  events: readonly GoogleEvent[],
): { missing: string[]; doubled: string[] } {
  const byAppointment = Map.groupBy(events, (event) => event.extendedProperties?.private?.appointmentId ?? '');
  const missing: string[] = [];
  const doubled: string[] = [];
  for (const { id, status, version } of rows) {
    const standing = byAppointment.get(id) ?? [];
    const wanted = status === 'booked' ? 1 : 0;
    const outdated = standing.some((event) => event.extendedProperties?.private?.version !== String(version));
    if (standing.length < wanted || (wanted === 1 && outdated)) missing.push(`${id} v${version} has no event`);
    if (standing.length > wanted) doubled.push(`${id} v${version} is ${status} and has ${standing.length} events`);
  }
  return { missing, doubled };
}

export function judgeCalls(
  records: readonly SteadfastRecord[],
  rows: readonly Row[],
  callBacks: ReadonlySet<string>,
): Omit<Judged, 'eventsMissing' | 'eventsDoubled'> {
  const byCall = Map.groupBy(rows, ({ callId }) => callId);
  const counted = { lost: 0, duplicated: 0, toldNotStored: 0, storedNotTold: 0 };
  const problems: string[] = [];
  for (const record of records) {
    const own = byCall.get(record.callId) ?? [];
    const told = toldIn(record);
    const toPerson = record.endedBy === 'desk' || callBacks.has(record.callId);
    for (const problem of faultsOf(own, told, toPerson)) {
      counted[problem] += 1;
      const last = record.heard.slice(-4).map(({ text }) => text);
      const row = own.map(({ status, version }) => `${status} v${version}`).join() || 'no row';
      problems.push(
        `${problem}: ${record.callId} told ${told.join() || 'nothing'}, ${row}, ended by ${record.endedBy}; heard last: ${last.join(' | ')}; said last: ${record.said.slice(-3).join(' | ')}`,
      );
    }
  }
  return { ...counted, problems };
}

type Problem = 'lost' | 'duplicated' | 'toldNotStored' | 'storedNotTold';

function faultsOf(own: readonly Row[], told: readonly Told[], toPerson: boolean): Problem[] {
  const problems: Problem[] = [];
  if (own.filter(({ status }) => status === 'booked').length > 1) problems.push('duplicated');
  const row = own.find(({ status }) => status === 'booked') ?? own[0];
  const last = told.at(-1);
  if (last !== undefined && !stands(row, last)) problems.push('toldNotStored');
  if (row !== undefined && !toPerson && !wasTold(row, told)) problems.push('storedNotTold');
  if (row === undefined && last === undefined && !toPerson) problems.push('lost');
  return problems;
}

function stands(row: Row | undefined, told: Told): boolean {
  if (row === undefined) return false;
  if (told === 'cancelled') return row.status === 'cancelled';
  return told === 'moved' ? row.version >= 2 : true;
}

function wasTold(row: Row, told: readonly Told[]): boolean {
  if (row.status === 'cancelled') return told.includes('cancelled');
  return row.version > 1 ? told.includes('moved') : told.includes('booked');
}
