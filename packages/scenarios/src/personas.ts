/** People of the seed that stories speak of by name, and strangers. Who they are stands in services/crm-tools/README.md. */

/** Filled in from the seed's personas. */
const numbers: Readonly<Record<string, string>> = {};

/** E.164 of a persona or a number as it stands; null when the number is withheld. @throws Error for a name nobody has. */
export function numberOf(from: string): string | null {
  if (from === 'withheld') return null;
  if (from.startsWith('+')) return from;
  const number = numbers[from];
  if (number === undefined)
    throw new Error(`no persona is named ${from}; there are ${Object.keys(numbers).join(', ')}`);
  return number;
}
