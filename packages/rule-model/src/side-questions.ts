/** Questions a caller asks in between: what they are about. Their answers stand in the shop's facts or in the call itself. */
import { plain, sentencesOf } from './plain-text.ts';

export type SideQuestion =
  | 'price'
  | 'duration'
  | 'hours'
  | 'address'
  | 'shop-phone'
  | 'services'
  | 'machine'
  | 'own-name'
  | 'own-number'
  | 'who'
  /** A question a shop hears often and whose answer we are not told: loaner cars, cards, warranty. */
  | 'unknown'
  | 'repeat';

const QUESTIONS: readonly (readonly [SideQuestion, readonly RegExp[]])[] = [
  [
    'price',
    [
      /\bhow much\b(?! (?:time|longer|oil|tread))|\bany idea (?:how much|what)\b[^?]*\bcost|\bany (?:\w+ )?(?:fees?|charges?)\b|^\$\d+\?$/,
      /\bwhat(?:'s| is| are| was| were| would| does| do| will)?\b[^?.]*\b(?:price|cost|costs|charge|fee|rates?|charges|fees)\b/,
      /\b(?:price|cost|fee|charge|estimate|quote)\b[^?.]*\?|\bwhat (?:would|will|do|should|am) i (?:have to |going to )?(?:pay|owe)\b/,
    ],
  ],
  [
    'duration',
    [
      /\bhow long\b(?! (?:have|has|had|did|until|ago|is the drive))|\bhow much time\b|\btake (?:very )?long\b|\bhow many hours\b/,
    ],
  ],
  [
    'hours',
    [
      /\b(?:what|when)(?:'s| is| are| do| does| time)* (?:you|your|the shop|the shop's)\b[^?.]*\b(?:hours|open|close|closing)\b/,
      /\bare you (?:guys |still |also |all )?(?:open|closed)\b|\bopen (?:on |at )?(?:saturdays?|sundays?|weekends?)\b[^.]*\?/,
      /\b(?:do|will) you (?:guys )?(?:open|close|work) (?:on|at|until|till|late|early|saturday|sunday|weekends|today|tomorrow)/,
      /\bhow (?:late|early) (?:are|do|can)\b|\b(?:your|opening|business|shop|what) hours\b/,
    ],
  ],
  [
    'address',
    [
      /(?<!know |understand |remember )\bwhere(?:'s| are| is)? (?:you(?: guys)?|the (?:shop|place|garage)|it|this|your)\b(?! (?:hurts|leaks|makes))/,
      /(?<!have |got |know )\b(?:the|your|exact|an)(?: exact)? (?:address|location)\b(?! is)|\baddress\b[^.]*\?|\b(?:to|you) know (?:your|the shop's) (?:exact )?(?:address|location)\b/,
      /\b(?:quick|those|get|give|need|send|have) (?:me )?(?:the |some )?(?:quick )?directions\b|\bcross street\b|\bhow do i get (?:there|to you)\b/,
      /\bwhere (?:do|should) i (?:go|come|drop|bring|park)/,
      /\bwhere (?:can|could|do|would|will) (?:i|we) find (?:you|the shop|it)\b/,
    ],
  ],
  [
    'shop-phone',
    [
      /\b(?:what's|what is|have|give me|get) (?:your|the shop's|the) (?:phone )?(?:number|direct line)\b|\bnumber (?:can|should|do) i call\b/,
    ],
  ],
  [
    'services',
    [
      /\b(?:do|can) (?:you|you guys|y'all|they) (?:also |even )?(?:do|offer|handle|work on|service|take care of|sell|carry|deal with|have a mechanic)\b/,
      /\bwhat (?:kind of |sort of )?(?:services|repairs|work) (?:do|can) you\b/,
    ],
  ],
  [
    'machine',
    [
      /\b(?:are you|is this|am i (?:talking|speaking) (?:to|with)|you(?:'re| are) not|you sound like)(?: (?:a|an|some kind of|just|actually|really))* (?:\w+ )?(?:robot|machine|computer|ai|a\.i\.|bot|real|human|person|recording|automated|assistant|chatbot)\b/,
    ],
  ],
  [
    'own-name',
    [
      /\bwhat(?:'s| is| name)\b[^?.]*\b(?:my name|name (?:do you have|did you (?:get|put)))|\bwhat name (?:do|did) you\b|\bsay my name\b|\bname did you\b/,
      /\bhow (?:did|do) you (?:spell|have) my name/,
    ],
  ],
  [
    'own-number',
    [/\bwhat (?:phone )?number (?:do|did) you (?:have|get|put)|\bread (?:me )?(?:back )?my (?:phone )?number/],
  ],
  [
    'who',
    [
      /\bwho (?:is this|am i (?:talking|speaking) (?:to|with)|are you)\b|\bwhat(?:'s| is) your name\b|\b(?:which|what) (?:shop|place|dealership) is this\b/,
      /\bis this (?!the|a|an|my|your|for|it|that|ok|fine|right)(?:\w+ ){1,4}(?:motors|auto|automotive|garage|shop|service)\b/,
    ],
  ],
  [
    'unknown',
    [
      /\b(?:loaners?|rental|shuttle|waiting (?:room|area)|parking|wi-?fi|coffee|warranty|coupons?|discounts?|financ\w+|insurance|credit cards?|apple pay|refund|recalls?|key drop|after[ -]hours|drop ?box|pick me up|ride home|payment plan)\b/,
      /\b(?:applied|apply|goes?|counts?) (?:to|towards?) (?:the|my|any|a) repairs?\b|\bdo you (?:take|accept)\b|\bis this call (?:being )?recorded\b/,
      /\b(?:can|could|will) you (?:text|e-?mail|send|shoot) (?:me|it|that|those)\b|\bcan i (?:wait|stay|pay)\b/,
    ],
  ],
  [
    'repeat',
    [
      /(?<!i'll |i can )\b(?:repeat|say) (?:that|it|this|those|yourself)(?: to me)?(?: again| please| one more| back|[?.!]|$)|\bcan you repeat\b|\b(?:please|you) repeat\b/,
      /\bwhat (?:did|was) (?:you|that)\b(?: (?:just )?say)?|^(?:pardon|come again|sorry|excuse me|what|huh|i'm sorry|i beg your pardon)(?: me)?[?.!]*$/,
      /\b(?:didn't|did not|couldn't) (?:quite )?(?:catch|hear|get|understand) (?:that|you|what)|\bone more time\b/,
      /\bread (?:it|that|them) (?:to me )?(?:again|back)|\bwhat were (?:the|my) (?:times|options)/,
    ],
  ],
];

/** The questions of a text in the order of the table, each once. A wish to hear again is one only when nothing else is asked. */
export function sideQuestionsOf(text: string): SideQuestion[] {
  const words = plain(text);
  const sentences = [words, ...sentencesOf(words)];
  const found = QUESTIONS.filter(([, patterns]) => patterns.some((one) => sentences.some((part) => one.test(part))));
  const questions = found.map(([question]) => question);
  return questions.length > 1 ? questions.filter((question) => question !== 'repeat') : questions;
}

/** The sentences of a text that ask one of these questions: what they mention is asked about, not asked for. */
export function askingSentences(text: string, questions: readonly SideQuestion[]): string[] {
  const patterns = QUESTIONS.filter(([question]) => questions.includes(question)).flatMap(([, list]) => list);
  return sentencesOf(text).filter((sentence) => patterns.some((pattern) => pattern.test(plain(sentence))));
}
