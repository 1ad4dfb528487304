/** The world as a verdict sees it: rows in PostgreSQL, events in the shop's calendars. Read on the wire, through no service. */
import pg from 'pg';

export interface AppointmentRow {
  readonly id: string;
  readonly status: 'held' | 'booked' | 'cancelled' | 'done';
  readonly version: number;
  readonly services: readonly string[];
  /** Wall time in the shop's zone: `2026-12-01T09:00`. */
  readonly localStart: string;
  readonly bayId: string;
  readonly customer: string;
  readonly phone: string | null;
  readonly vehicle: string;
  readonly callId: string | null;
}

export interface CalendarEvent {
  readonly id: string;
  readonly status: string;
  readonly calendarId: string;
  readonly start: string;
  readonly appointmentId: string | null;
}

export interface CallLogRow {
  readonly intent: string | null;
  readonly outcome: string | null;
  readonly endReason: string | null;
  readonly transcript: readonly { callerSaid: string | null; agentSaid: string; interrupted: boolean }[];
}

export interface World {
  /** Appointments that this call made, changed or still holds. */
  appointmentsOfCall(callId: string): Promise<AppointmentRow[]>;
  /** Visits of all customers with this number, in a form that changes when anything about them does. */
  visitsOf(phone: string): Promise<string>;
  /** Live events that mirror an appointment, in any of the calendars. */
  eventsOf(appointmentId: string): Promise<CalendarEvent[]>;
  callLog(callId: string): Promise<CallLogRow | undefined>;
  tasksOfCall(callId: string): Promise<string[]>;
  reminderDue(appointmentId: string): Promise<Date | null>;
  /** The rows of a query. */
  rows(text: string, values: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /** Pairs of live appointments that overlap in one bay: always zero. */
  overlaps(): Promise<number>;
  /** Takes every capable bay between two local times of a shop, but `except` of them. */
  fill(shopPhone: string, from: string, to: string, except: number): Promise<void>;
  close(): Promise<void>;
}

const APPOINTMENTS = `
  SELECT a.id, a.status, a.version, a.services, a.bay_id, a.call_id,
         to_char(a.starts_at AT TIME ZONE s.zone, 'YYYY-MM-DD"T"HH24:MI') AS local_start,
         concat_ws(' ', c.first_name, c.last_name) AS customer, c.phone,
         concat_ws(' ', v.year, v.make, v.model, v.description) AS vehicle
    FROM appointments a
    JOIN shops s ON s.id = a.shop_id
    LEFT JOIN customers c ON c.id = a.customer_id
    LEFT JOIN vehicles v ON v.id = a.vehicle_id`;

const OVERLAPS = `
  SELECT count(*)::int AS pairs FROM appointments a JOIN appointments b
      ON a.bay_id = b.bay_id AND a.id < b.id AND a.during && b.during
   WHERE a.status IN ('held', 'booked') AND b.status IN ('held', 'booked')`;

/** Half hours that are free become blocks: rows without a fact, that nothing tells of and no calendar mirrors. */
const FILL = `
  INSERT INTO appointments (id, shop_id, bay_id, customer_id, status, services, starts_at, ends_at, free_at, during, hold_expires_at, created_at, updated_at)
  SELECT gen_random_uuid(), s.id, b.id, (SELECT id FROM customers WHERE shop_id = s.id ORDER BY id LIMIT 1), 'booked', '{other}',
         t.starts, t.ends, t.ends, tstzrange(t.starts, t.ends), NULL, t.starts, t.starts
    FROM shops s
    JOIN LATERAL (SELECT id FROM bays WHERE shop_id = s.id ORDER BY name OFFSET $4) b ON true,
         LATERAL (SELECT half AT TIME ZONE s.zone AS starts, (half + interval '30 minutes') AT TIME ZONE s.zone AS ends
                    FROM generate_series($2::timestamp, $3::timestamp - interval '30 minutes', interval '30 minutes') half) t
   WHERE s.phone = $1
     AND NOT EXISTS (SELECT 1 FROM appointments o WHERE o.bay_id = b.id AND o.status IN ('held', 'booked')
                        AND o.during && tstzrange(t.starts, t.ends))`;

export async function openWorld(databaseUrl: string, googleUrl: string): Promise<World> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  // Stories stop PostgreSQL; the pool connects again by itself.
  pool.on('error', () => {});
  const appointments = async (where: string, values: unknown[]): Promise<AppointmentRow[]> => {
    const { rows } = await pool.query<DatabaseRow>(`${APPOINTMENTS} WHERE ${where} ORDER BY a.created_at`, values);
    return rows.map(appointmentRow);
  };
  return {
    appointmentsOfCall: (callId) => appointments('a.call_id = $1', [callId]),
    visitsOf: async (phone) => {
      const rows = await appointments('c.phone = $1', [phone]);
      return rows.map((row) => `${row.id} ${row.status} ${row.version} ${row.localStart}`).join('\n');
    },
    eventsOf: async (appointmentId) => {
      const events = await calendarEvents(googleUrl);
      return events.filter((event) => event.appointmentId === appointmentId && event.status !== 'cancelled');
    },
    callLog: async (callId) => {
      const { rows } = await pool.query(
        'SELECT intent, outcome, end_reason, transcript FROM call_logs WHERE call_id = $1',
        [callId],
      );
      const row = rows[0];
      if (row === undefined) return undefined;
      return { intent: row.intent, outcome: row.outcome, endReason: row.end_reason, transcript: row.transcript };
    },
    tasksOfCall: async (callId) => {
      const { rows } = await pool.query('SELECT kind, what FROM tasks WHERE call_id = $1', [callId]);
      return rows.map((row) => `${row.kind}: ${row.what}`);
    },
    reminderDue: async (appointmentId) => {
      const { rows } = await pool.query(
        "SELECT due_at FROM reminders WHERE appointment_id = $1 AND state <> 'withdrawn'",
        [appointmentId],
      );
      return rows[0]?.due_at ?? null;
    },
    rows: async (text, values) => (await pool.query(text, [...values])).rows,
    overlaps: async () => (await pool.query(OVERLAPS)).rows[0].pairs,
    fill: async (shopPhone, from, to, except) => {
      await pool.query(FILL, [shopPhone, from, to, except]);
    },
    close: () => pool.end(),
  };
}

interface DatabaseRow {
  id: string;
  status: AppointmentRow['status'];
  version: number;
  services: string[];
  local_start: string;
  bay_id: string;
  customer: string;
  phone: string | null;
  vehicle: string;
  call_id: string | null;
}

function appointmentRow(row: DatabaseRow): AppointmentRow {
  const { id, status, version, services, customer, phone, vehicle } = row;
  return {
    id,
    status,
    version,
    services,
    localStart: row.local_start,
    bayId: row.bay_id,
    customer,
    phone,
    vehicle,
    callId: row.call_id,
  };
}

interface WireEvent {
  id: string;
  status: string;
  calendarId: string;
  start: { dateTime?: string };
  extendedProperties?: { private?: Record<string, string> };
}

async function calendarEvents(googleUrl: string): Promise<CalendarEvent[]> {
  const response = await fetch(`${googleUrl}/lab/state`);
  const { events } = (await response.json()) as { events: WireEvent[] };
  return events.map((event) => ({
    id: event.id,
    status: event.status,
    calendarId: event.calendarId,
    start: event.start.dateTime ?? '',
    appointmentId: event.extendedProperties?.private?.appointmentId ?? null,
  }));
}
