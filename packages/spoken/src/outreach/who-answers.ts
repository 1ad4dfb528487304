/** Who answered a call that we placed: the answers to "Am I speaking with Dana?", and to the reminder itself. */
import { judgeYes } from '../consent/yes-no.ts';
import { plainWords } from '../words.ts';
import { asksForSpanish } from './spanish.ts';

export type WhoAnswers =
  /** The right person. */
  | 'right'
  /** Somebody else, at the right number. */
  | 'other-person'
  /** Nobody knows the person here. */
  | 'wrong-number'
  /** "Who is this?" */
  | 'who-is-this'
  /** "Hold on, I'll get her." */
  | 'wait'
  /** Not now. */
  | 'bad-time'
  /** Wants a human being. */
  | 'wants-person'
  /** Speaks Spanish. */
  | 'spanish'
  | 'unclear';

/** Spoken Spanish, which asks for it as well where one name is the question. */
const SPANISH =
  /\bno entiendo\b|\b(?:qui[eé]n|con qui[eé]n) (?:habla|es|llama)\b|\bbueno qui[eé]n\b|\b(?:por favor|gracias) (?:en|un|una)\b|\bspanish\b|\bs[ií] (?:soy|se[nñ]or|diga)\b|\bsoy yo\b|\bdiga(?:me)?\b/u;
const WRONG_NUMBER =
  /\bwrong (?:number|person to)\b|\b(?:nobody|no one|noone|there is no one|theres no one|there is nobody|theres nobody|no) (?:here )?(?:by|with|of) that name\b|\bno \w+ (?:here|lives here)\b|\b(?:dont|do not) know (?:any|anyone|anybody|who that is|a|that person|him|her)\b|\bnever heard of\b|\b(?:doesnt|does not) (?:live|work) here\b|\bno longer (?:has|have|uses) this number\b|\bnot (?:his|her|their) (?:number|phone) (?:any ?more)?\b|\bgot the wrong\b|\bhave the wrong\b|\bnumero equivocado\b|\bnúmero equivocado\b/;
const OTHER_PERSON =
  /\b(?:hes|shes|he is|she is|theyre|they are|is) (?:not|out|away|busy|at work|asleep|sleeping|unavailable|in the shower)\b|\bisnt (?:here|in|home|available)\b|\bnot (?:here|home|in|available)\b|\bthis is (?:his|her|their|the) (?:wife|husband|son|daughter|mother|mom|father|dad|brother|sister|partner|roommate|friend|boyfriend|girlfriend|assistant|secretary)\b|\bim (?:his|her|their) (?:wife|husband|son|daughter|mother|mom|father|dad|brother|sister|partner|roommate|friend|boyfriend|girlfriend)\b|\b(?:can i|may i|could i|ill) (?:take|leave) a message\b|\byou (?:just )?missed (?:him|her|them)\b/;
const WHO =
  /\bwho(?:s| is| are| am i)? (?:this|calling|that|you|it|speaking|talking)\b|\bwho (?:wants|is asking)\b|\bwhos asking\b|\bwhat (?:is|s) this (?:about|regarding|for|call)\b|\bwhats this\b|\bwhere are you calling from\b|\bwhat company\b|\bwho am i speaking\b|\bwhat do you want\b|\bis this (?:a )?(?:robot|scam|spam|recording|machine|real)\b|\bare you (?:a )?(?:robot|machine|real|human|computer|person|recording)\b/;
const WAIT =
  /\b(?:hold on|hang on|one (?:moment|second|sec|minute)|just a (?:moment|second|sec|minute)|wait a (?:moment|second|sec|minute)|let me (?:get|grab|find|see if)|ill (?:get|grab|go get|put) (?:him|her|them|you)|hes right here|shes right here|here (?:he|she) is|putting (?:him|her) on|ill put (?:him|her) on)\b/;
const BAD_TIME =
  /\b(?:bad time|not a good time|im driving|i am driving|im busy|i am busy|in a meeting|at work right now|cant talk|cannot talk|call (?:me )?(?:back )?later|later please|another time)\b/;
const PERSON =
  /\b(?:speak|talk|connect me) (?:to|with) (?:a |an |the |some)?(?:real |actual |live )?(?:person|human|someone|somebody|representative|agent|desk|advisor|manager)\b|\b(?:real person|human being|representative|operator)\b/;
const RIGHT =
  /\b(?:speaking|thats me|that is me|its me|it is me|this is (?:he|she|him|her|me|they)|you(?:ve| have)? got (?:him|her|me)|i am|thats right|you are|you sure are|youre (?:talking|speaking) (?:to|with) (?:him|her|me))\b/;

/** Judges the words after "Am I speaking with Dana?". `names` are the first and last name that were asked for. */
export function readWhoAnswers(text: string, names: readonly string[]): WhoAnswers {
  const words = plainWords(text).join(' ').replaceAll("'", '');
  if (asksForSpanish(text) || SPANISH.test(words)) return 'spanish';
  if (WRONG_NUMBER.test(words)) return 'wrong-number';
  if (PERSON.test(words)) return 'wants-person';
  if (WAIT.test(words)) return 'wait';
  if (WHO.test(words)) return 'who-is-this';
  if (OTHER_PERSON.test(words)) return 'other-person';
  const named = names.some((name) => name !== '' && new RegExp(`\\b${escaped(name.toLowerCase())}\\b`).test(words));
  const judged = judgeYes(text);
  if (judged === 'no') return 'other-person';
  if (/^(?:no|nope|nah)\b/.test(words))
    return named && /\b(?:this is|im|i am)\b/.test(words) ? 'right' : 'other-person';
  if (judged === 'yes' || RIGHT.test(words)) return 'right';
  if (named && /\b(?:this is|im|i am|its|yes|yeah|here|hi|hello)\b/.test(words)) return 'right';
  if (BAD_TIME.test(words)) return 'bad-time';
  if (/^(?:yes|yeah|yep|yup|sure|uh huh|mhm)\b/.test(words)) return 'right';
  return 'unclear';
}

const WILL_COME =
  /\b(?:ill|i will|well|we will) (?:be|see you|come|bring|make it|drop)\b|\bsee you\b|\b(?:im|i am|were|we are) (?:coming|planning|still coming|all set|good)\b|\b(?:still|that) works\b|\bconfirm(?:ed|ing)?\b|\bplan(?:ning)? (?:on|to)\b|\bi remember\b|\bgot it\b|\bsounds good\b|\bthanks for (?:the reminder|reminding|calling|letting)\b/;
const WISH =
  /\b(?:move|moved|reschedule|rescheduled|change|cancel|cancelled|another|different|instead|later|earlier|cant|cannot|wont|not|but|unless|what|when|how|where|can i|could|do you|does|is it|question|push|postpone|put off)\b/;

/** Whether the answer to a reminder says that they will come, and nothing else. */
export function readsComing(text: string): boolean {
  const words = plainWords(text).join(' ').replaceAll("'", '');
  if (WISH.test(words) || text.includes('?')) return false;
  return judgeYes(text) === 'yes' || WILL_COME.test(words);
}

function escaped(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}]/gu, '.');
}
