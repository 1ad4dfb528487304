/** What our last words asked for: a field with a known length is listened to differently from an open question. */

export type Asked =
  | 'phone'
  | 'vin'
  | 'vin-ending'
  | 'spelling'
  | 'name'
  | 'email'
  | 'vehicle'
  | 'yes-no'
  | 'time'
  | 'open'
  | 'nothing';

const PATTERNS: readonly (readonly [Asked, RegExp])[] = [
  ['vin-ending', /\blast (?:six|eight|6|8)\b/i],
  ['vin', /\b(?:vins?|vehicle identification)\b/i],
  ['vehicle', /\b(?:year,? make|make,? (?:and )?model|(?:which|what) (?:car|vehicle|year)|are you driving)\b/i],
  ['spelling', /\bspell\b/i],
  ['email', /\be-?mail\b/i],
  [
    'phone',
    /\b(?:(?:phone|telephone|cell|mobile|call ?back) number|number to reach|reach (?:you|me) at|(?:best|good|other) number|your number|area code|(?:rest|beginning|end) of (?:the|your) number|number once more)\b/i,
  ],
  ['name', /\b(?:(?:your|full|first|last|family) name|who am i speaking with)\b/i],
  [
    'yes-no',
    /\b(?:is (?:that|this|it) (?:right|correct|okay|for (?:the|your))|shall i|should i|does that (?:work|sound)|would that work|do you want me to|would you like me to|sound good|still there)\b/i,
  ],
  [
    'time',
    /\b(?:what (?:other )?(?:day|time)|when (?:would|should|can|could|do)|which (?:day|time|would|one)|morning or afternoon|day (?:and|or) time|works? (?:best|better)? ?for you)\b/i,
  ],
];

/** What the last question of `said` asks for; `nothing` when it asks nothing. */
export function askedFor(said: string): Asked {
  const questions = said.split(/(?<=[.!?])\s+/).filter((sentence) => sentence.trim().endsWith('?'));
  const question = questions.at(-1);
  if (question === undefined) return PATTERNS.find(([, pattern]) => pattern.test(said))?.[0] ?? 'nothing';
  return PATTERNS.find(([, pattern]) => pattern.test(question))?.[0] ?? 'open';
}
