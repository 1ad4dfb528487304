/** Short names that are valid for one call: slots are letters, appointments V1, V2, ...; none is given twice. */

export interface Named<T> {
  readonly name: string;
  readonly value: T;
}

/** Names for further slots, after those a call has: A to Z, then AA, AB, ... */
export function nameSlots<T>(taken: Readonly<Record<string, unknown>>, slots: readonly T[]): Named<T>[] {
  const first = Object.keys(taken).length;
  return slots.map((value, index) => ({ name: letters(first + index), value }));
}

/** Names for appointments: the one an appointment has, else the next free one. */
export function nameAppointments(taken: Readonly<Record<string, string>>, ids: readonly string[]): Named<string>[] {
  const names = new Map(Object.entries(taken).map(([name, id]) => [id, name]));
  return ids.map((id) => {
    const name = names.get(id) ?? `V${names.size + 1}`;
    names.set(id, name);
    return { name, value: id };
  });
}

/** What a caller's agent wrote as a short name: models like to add quotes, "slot" or lower case. */
export function readShortName(text: string): string {
  return text
    .replace(/\b(?:slot|option|appointment|visit)\b/gi, '')
    .replace(/[^a-z0-9]/gi, '')
    .toUpperCase();
}

function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}
