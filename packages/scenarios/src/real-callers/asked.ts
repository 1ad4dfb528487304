/** What the agent asks for, as a listener understands it: from the last question of what was said. Pure. */

export type AskedFor =
  | 'help'
  | 'more'
  | 'problem'
  | 'vehicle'
  | 'year'
  | 'vin'
  | 'when'
  | 'offer'
  | 'which-day'
  | 'name'
  | 'last-name'
  | 'spelling'
  | 'phone'
  | 'area-code'
  | 'email'
  | 'confirm'
  | 'change'
  | 'person'
  | 'message'
  | 'nothing';

/** Read from top to bottom, the first that fits wins. */
const ASKED: readonly (readonly [AskedFor, RegExp])[] = [
  ['more', /\b(?:anything|something|what) else\b(?!.*\b(?:day|time|change)\b)/],
  ['change', /\bwhat (?:should|can|would you like|do you want)\b.*\bchange\b/],
  ['person', /\btow\b|\bconnect you with (?:someone|a person)\b/],
  ['message', /\btake a message\b|\bwhat is it about\b|\bwhat should i tell\b/],
  ['spelling', /\bspell/],
  ['email', /\be-?mail\b/],
  ['area-code', /\barea code\b/],
  ['vin', /\bvin\b|\bvehicle identification\b/],
  ['last-name', /\b(?<!first and )(?:last|family) name\b/],
  ['name', /\bname\b|\bwho am i speaking\b/],
  [
    'confirm',
    /\b(?:shall|should|may|can) i\b.*\b(?:book|make|cancel|move|put|go ahead)\b|\bis (?:that|this|it|everything) (?:all )?(?:right|correct)\b|\b(?:correct|right)\?$|\bdid i get\b/,
  ],
  [
    'offer',
    /\bwhich (?:would|one|time|works|of)\b|\b(?:does|do|would|will) (?:that|it|this|any of|either|one of)\b.*\b(?:work|suit|fit)\b/,
  ],
  ['which-day', /\bdo you mean\b/],
  ['phone', /\b(?:phone|number)\b|\breach you\b/],
  ['year', /\b(?:what|which) year\b(?!,)/],
  ['vehicle', /\b(?:make|model)\b|\b(?:what|which) (?:kind of |type of )?(?:car|vehicle)\b|\bare you driving\b/],
  [
    'when',
    /\bwhen\b|\b(?:what|which) (?:other )?(?:day|date|time)\b|\bday (?:and|or) time\b|\bdo you mean\b|\b(?:another|other) (?:day|time)\b|\bmorning or\b/,
  ],
  [
    'problem',
    /\b(?:problem|issue|wrong|trouble|going on)\b|\bwhat (?:does|do|is|can|needs?|brings|would|seems|exactly|work|kind|service)\b|\bwhy\b/,
  ],
  ['help', /\bhelp\b/],
];

/** What the last question of a text asks for; `nothing` when it asks nothing. */
export function askedFor(text: string): AskedFor {
  const sentences = text
    .toLowerCase()
    .split(/(?<=[.!?])\s+/)
    .filter((sentence) => sentence.trim() !== '');
  const question = sentences.findLast((sentence) => sentence.trim().endsWith('?')) ?? sentences.at(-1) ?? '';
  const found = ASKED.find(([, pattern]) => pattern.test(question))?.[0];
  return found ?? (question.trim().endsWith('?') ? 'confirm' : 'nothing');
}
