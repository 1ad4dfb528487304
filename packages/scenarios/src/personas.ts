/** People of the seed that stories speak of by name, and strangers. Who they are stands in services/crm-tools/README.md. */

/** Names as stories write them, and the numbers these people call from. */
const numbers: Readonly<Record<string, string>> = {
  'nora-bennett': '+12155551001',
  'victor-hale': '+12155551002',
  'james-porter-camry': '+12155551003',
  'james-porter-f150': '+12155551004',
  'grace-sullivan': '+12155551005',
  'priya-raman': '+12155551006',
  'leonard-brooks': '+12155551007',
  'elena-marsh': '+13035551001',
};

/** E.164 of a persona or a number as it stands; null when the number is withheld. @throws Error for a name nobody has. */
export function numberOf(from: string): string | null {
  if (from === 'withheld') return null;
  if (from.startsWith('+')) return from;
  const number = numbers[from];
  if (number === undefined)
    throw new Error(`no persona is named ${from}; there are ${Object.keys(numbers).join(', ')}`);
  return number;
}
