/** What our last words asked for: whoever chose them, the answer is read in their light. */

import { plain, sentencesOf } from './plain-text.ts';

export type Topic =
  | 'help'
  | 'more'
  | 'service'
  | 'vehicle'
  | 'vehicle-year'
  | 'which-vehicle'
  | 'vin'
  | 'vin-character'
  | 'when'
  | 'slot'
  | 'name'
  | 'last-name'
  | 'spelling'
  | 'phone'
  | 'area-code'
  | 'email'
  | 'confirm'
  | 'what-to-change'
  | 'fact'
  | 'which-visit'
  | 'move-or-cancel'
  | 'tow-or-person'
  | 'message'
  | 'offer-booking'
  | 'nothing';

/** Read from top to bottom, the first that fits wins: the narrower question stands above the wider one. */
const TOPICS: readonly (readonly [Topic, RegExp])[] = [
  ['more', /\bdo that (?:now|too)\b|\b(?:anything|something|what) else\b(?! (?:work|suit|you want to change))/],
  [
    'message',
    /\b(?:take|leave) a message|pass (?:that|it|along|on)|what (?:is it|it's) about|what should (?:i tell|they know)/,
  ],
  [
    'offer-booking',
    /^(?!.*\b(?:when|what|which)\b).*\b(?:would|do) you (?:like|want) (?:me )?to (?:book|schedule|set up|find|come in|make)\b(?! (?:that|this|it)\b)/,
  ],
  ['tow-or-person', /\btow\b/],
  [
    'move-or-cancel',
    /\b(?:move|reschedule|another time)\b[^.?]*\bor\b[^.?]*\bcancel|\bcancel\b[^.?]*\bor\b[^.?]*\b(?:move|reschedule)/,
  ],
  [
    'what-to-change',
    /\bwhat (?:should|can|would you like (?:me )?to|do you want(?: me)? to) (?:i )?change|what would you like (?:to be )?different|which part/,
  ],
  ['vin-character', /\bcharacter\b|\bas in\b[^.]*\?/],
  ['vin', /\bvins?\b|\bvehicle identification/],
  ['fact', /\bvehicle\b[^?]*\bor\b[^?]*\bday\b|\bday\b[^?]*\bor\b[^?]*\bvehicle\b|\bverify\b|\blast six\b/],
  ['vehicle', /\byear,? make|\bmake,? (?:and )?model/],
  ['email', /\be-?mail\b/],
  ['area-code', /\barea code\b/],
  ['spelling', /\bspell/],
  ['last-name', /\b(?<!first and )(?:last|family) name\b|\bsurname\b/],
  [
    'confirm',
    /\b(?:shall|should|can|may) i (?:go ahead|book|cancel|move|reserve|confirm)|\b(?:is|was|does) (?:that|this|it|all of that|everything|all that)(?: all)? (?:right|correct|sound|look)|\b(?:correct|right|accurate|true)\?$|\bdid i get (?:that|it)|want me to (?:book|cancel|move)/,
  ],
  ['which-visit', /\bwhich (?:appointment|visit|booking|of (?:the|your) (?:appointments|visits))/],
  ['which-vehicle', /\bwhich (?:car|vehicle|one of your)|\bis (?:this|it|that) for (?:the|your)\b/],
  ['vehicle-year', /\b(?:what|which) year\b(?!,? (?:make|and))/],
  [
    'service',
    /\bwhat(?:'s| is| can| do| does| are| would| needs| kind| sort| seems| brings| we)?\b[^?]*\b(?:wrong|problems?|issues?|trouble|work|services?|(?:car|it|vehicle|truck|van) (?:in )?for|reason|need(?:s|ed)? (?:done|doing|fixed|to be done|to have done)|going on|happening|doing|do for (?:it|your|the)|looking to (?:have|get))\b|\bwhy\b[^?]*\b(?:bring|come|need)|\b(?:about|with) the (?:problem|issue|car)\?/,
  ],
  ['name', /\b(?:name|who (?:am i|is this|do i have|should i|shall i|is it|is calling|are you))\b/],
  ['phone', /\b(?:phone|number|reach you|call you(?: back)?|contact)\b/],
  [
    'vehicle',
    /\b(?:year,? make|make and model|model|what (?:kind of |type of |sort of )?(?:car|vehicle|truck)|which (?:car|vehicle)|are you driving|do you drive|the (?:car|vehicle))\b/,
  ],
  [
    'slot',
    /\bwhich (?:one|time|of|would|do you|works|suits)|\b(?:does|would|will|do|is) (?:that|it|this|either|any|one|those)(?: of (?:those|them|these))?(?: time| one| day)? (?:work|suit|be (?:ok|okay|good|all right)|ok|okay|good|fit)|\bprefer\b|\b(?:does|would|will|can you (?:do|make|bring it|drop it)|are you able)\b[^?]*\d[^?]*\?|\bwant (?:that|it) one|how about\b/,
  ],
  [
    'when',
    /\bwhen\b|\b(?:what|which) (?:other )?(?:day|time|date)|\bday and time\b|\bhow soon\b|\bmorning or\b|\bday (?:would|works|suits)|\banother (?:day|time)|\bdo you mean\b/,
  ],
  ['help', /\b(?:how (?:can|may|could) (?:i|we)|what (?:can|may) (?:i|we)) (?:help|do|assist)|help you (?:today|with)/],
];

/** The topic of the last question in a text; of its last sentence when it holds no question mark. */
export function topicOf(text: string): Topic {
  const sentences = sentencesOf(plain(text));
  const asking = sentences.filter((sentence) => sentence.endsWith('?'));
  const words = (asking.length > 0 ? asking : sentences).at(-1) ?? '';
  return TOPICS.find(([, pattern]) => pattern.test(words))?.[0] ?? 'nothing';
}
