/** What our last words asked for: a field with a known length is listened to differently from an open question. */

export type Asked = 'phone' | 'vin' | 'spelling' | 'name' | 'yes-no' | 'time' | 'open' | 'nothing';

const PATTERNS: readonly (readonly [Asked, RegExp])[] = [
  ['vin', /\b(vin|vehicle identification|last (six|eight) (characters|of))\b/i],
  [
    'phone',
    /\b(phone number|number to reach|reach you at|call ?back number|best number|area code|rest of (the|your) number)\b/i,
  ],
  ['spelling', /\bspell\b/i],
  ['name', /\b(your|full|first|last) name\b|\bwho am i speaking with\b/i],
  [
    'yes-no',
    /\b(is that (right|correct|okay)|shall i|should i|does that (work|sound)|would that work|do you want me to|sound good)\b/i,
  ],
  [
    'time',
    /\b(what (day|time)|when would|which (day|time)|morning or afternoon|day and time|works? (best )?for you)\b/i,
  ],
];

/** What the last question of `said` asks for; `nothing` when it asks nothing. */
export function askedFor(said: string): Asked {
  const questions = said.split(/(?<=[.!?])\s+/).filter((sentence) => sentence.trim().endsWith('?'));
  const question = questions.at(-1);
  if (question === undefined) return PATTERNS.find(([, pattern]) => pattern.test(said))?.[0] ?? 'nothing';
  return PATTERNS.find(([, pattern]) => pattern.test(question))?.[0] ?? 'open';
}
