/** Gives short names in a call and keeps them in its row. */
import { type Database, mayBeLost, sql } from '../database/postgres.ts';
import type { Call, Slot } from './call.ts';
import { readCall } from './calls.ts';
import { type Named, nameAppointments, nameSlots } from './short-names.ts';

/** Gives slots their short names in this call and keeps them. */
export async function giveSlotNames(database: Database, call: Call, slots: readonly Slot[]): Promise<Named<Slot>[]> {
  return giveNames(database, call, (current) => {
    const named = nameSlots(current.slots, slots);
    return { named, slots: entriesOf(named), appointments: {} };
  });
}

/** Gives appointments their short names in this call, those they have already, and keeps them. */
export async function giveAppointmentNames(
  database: Database,
  call: Call,
  ids: readonly string[],
): Promise<Named<string>[]> {
  return giveNames(database, call, (current) => {
    const named = nameAppointments(current.appointments, ids);
    return { named, slots: {}, appointments: entriesOf(named) };
  });
}

interface Naming<T> {
  readonly named: Named<T>[];
  readonly slots: Readonly<Record<string, Slot>>;
  readonly appointments: Readonly<Record<string, string>>;
}

/** Two tools of one call may run at once: names are given again when the other one was faster. */
async function giveNames<T>(database: Database, call: Call, give: (current: Call) => Naming<T>): Promise<Named<T>[]> {
  for (let current = call; ; ) {
    const { named, slots, appointments } = give(current);
    const written = await database.write(sql`
      UPDATE calls SET slots = slots || ${JSON.stringify(slots)}::jsonb, appointments = appointments || ${JSON.stringify(appointments)}::jsonb, names = names + 1
      WHERE call_id = ${call.callId} AND names = ${current.names}::integer
      RETURNING ${mayBeLost}`);
    if (written > 0) return named;
    const again = await readCall(database, call.callId, call.epoch);
    if (again === null) throw new Error('the row of a live call is gone');
    current = again;
  }
}

function entriesOf<T>(named: readonly Named<T>[]): Record<string, T> {
  return Object.fromEntries(named.map(({ name, value }) => [name, value]));
}
