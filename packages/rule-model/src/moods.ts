/** What stands above the matter of a call: danger, anger, the wish for a person, to wait, to stop, or to end. */
import { plain } from './plain-text.ts';

export type Mood =
  | 'danger'
  | 'angry'
  | 'person'
  /** A matter only the desk knows: whether a car is ready, running late. */
  | 'desk-matter'
  | 'hold'
  | 'drop'
  | 'farewell'
  | 'nothing-more'
  | 'thanks'
  | 'greeting';

const SOMEONE =
  '(?:real |live |actual |human |service )*(?:person|human(?: being)?|someone|somebody|representative|rep|agent|operator|advis[oe]r|manager|supervisor|receptionist|mechanic|technician|desk|people|staff)';
/** "Can someone look at it" asks for work, not for a person on the line. */
const NOT_FOR_WORK = '(?!(?:someone|somebody|people|mechanic|technician) (?:to|who|look|fix))';

const MOODS: readonly (readonly [Mood, readonly RegExp[]])[] = [
  [
    'danger',
    [
      /\b(?:no|lost (?:my|the|all)|don't have(?: any)?|without|hardly any) (?:working )?brakes?\b/,
      /\bbrakes?(?: have| has| just| are| is| all| suddenly)* (?:failed|failing|went out|gone|gave out|not working|don't work|didn't work|stopped working|won't (?:stop|work|hold))\b/,
      /\bpedal\b[^.?!]*\bfloor\b|\bcan't stop (?:the|my) (?:car|truck|van)\b/,
      /\b(?:smoke|flames?|fire) (?:is |are )?(?:coming|pouring|from|under|out|in)\b|\bsmoking\b|\bon fire\b/,
      /\b(?:there's|there is|saw|see|seeing|lots of|a lot of|white|black|blue|some) smoke\b/,
      /\bsmell(?:s|ing|ed)?(?: of| like)? (?:gas|gasoline|fuel|burning|smoke)\b|\b(?:gas|fuel|burning) smell\b|\bleaking (?:gas|gasoline|fuel)\b/,
      /\bstranded\b|\bbroke(?:n)? down\b[^.?!]*\b(?:on|at|by|in the middle)\b|\bmiddle of the (?:road|highway|street|intersection)\b/,
      /\b(?:stuck|dead|stalled|stopped|sitting)(?: here)? (?:on|by|at) the (?:side|highway|freeway|motorway|interstate|shoulder|road)/,
      /\bon the (?:shoulder|side of the (?:road|highway|freeway))\b/,
      /\b(?:lost|no) (?:power )?steering\b|\bsteering(?: wheel)? (?:locked|locks|failed|won't turn|is stuck)|\bcan't steer\b/,
      /\bwheel (?:came|fell|is coming|is falling|coming|falling) off\b/,
    ],
  ],
  [
    'person',
    [
      new RegExp(
        `\\b(?:talk|speak|chat|get|connect|transfer|put|pass|give|switch|forward|let)(?: me| us)?(?: to| with| through(?: to)?| over to| talk to| speak (?:to|with)| have)* (?:an? |an actual |the |your |some )?${NOT_FOR_WORK}${SOMEONE}\\b`,
      ),
      /\b(?:real|live|actual) (?:person|human)\b/,
      /^(?:an? |the |please,? )?(?:representative|operator|agent|human|person|manager|receptionist)\b/,
      /\b(?:want|need|like) (?:an? )?(?:real |live |actual )?(?:human|person|representative|operator|manager)\b/,
      /\bnot (?:talk|talking|speak|speaking) to (?:a |this )?(?:machine|robot|computer|bot)\b/,
    ],
  ],
  [
    'angry',
    [
      /\bfuck(?:ing)? (?:you|this|off|robot|machine)\b|\bbullshit\b|\bscrew (?:you|this)\b|\bfor (?:god|christ|heaven)'?s? sake\b/,
      /\b(?:this|that|it|you)(?:'s|'re| is| are)? (?:just |absolutely |so |really |completely |totally )*(?:ridiculous|useless|unacceptable|a joke|a waste|insane|pathetic|hopeless)\b/,
      /\bstupid (?:machine|robot|thing|system|bot|computer|assistant)\b/,
      /\b(?:terrible|awful|horrible|worst|lousy) (?:service|experience|shop|place|company)\b/,
      /\bfed up\b|\bsick (?:of|and tired)\b|\bwasting my time\b|\bwaste of (?:my )?time\b/,
      /\bhow many times\b|\b(?:third|fourth|fifth) time i(?:'ve| have| call| am|'m)|\bwhat is wrong with you\b|\byou(?:'re| are) not listening\b/,
      /\bi(?:'m| am) (?:so |really |very |getting |extremely )*(?:angry|furious|mad|upset|pissed|frustrated)\b/,
      /\bi(?:'ll| will| am going to|'m going to) (?:sue|complain|report)\b|\bmake a complaint\b/,
    ],
  ],
  [
    'desk-matter',
    [
      /\b(?:is|are|when will|when is|when's)(?: my| the| our)? (?:car|truck|vehicle|suv|van|jeep|repair|it) (?:be )?(?:ready|done|finished|fixed)\b/,
      /\bstatus (?:of|on) (?:my|the|our) (?:car|truck|vehicle|repair|order)\b|\bhow(?:'s| is) my (?:car|truck|vehicle)\b/,
      /\brunning (?:a (?:bit|little|few minutes) |about |\w+ minutes )?(?:late|behind)\b/,
      /\b(?:my|the) (?:bill|invoice|receipt|parts? order)\b|\bpick(?:ing)? up my (?:car|truck|vehicle)\b/,
    ],
  ],
  [
    'hold',
    [
      /\b(?:hold|hang) on\b|\bhold (?:up|please)\b|\bbear with me\b/,
      /\b(?:just (?:a|one)|^one|^wait an?|give me (?:a|one)|^an?) (?:moment|second|sec|minute|min)\b(?! ago)/,
      /\blet me (?:check|look|see|find|get|grab|think|ask)\b/,
    ],
  ],
  [
    'drop',
    [
      /\bnever ?mind\b|(?<!don't you |don't |won't )\bforget (?:it|that|about it|the whole thing)\b|\bdon't bother\b|\bscrap that\b|(?<!(?:'ll|will|can|could|to|just|and|'d) )\bleave it(?: (?:be|there|alone|as (?:it is|is)|for now|then))?(?=\s*(?:[.,!]|$))/,
      /\bskip (?:it|that)\b|\bi(?:'ll| will) (?:call (?:back|you back|again|later)|think about it|try somewhere else)\b|\bnot (?:today|right now) after all\b/,
    ],
  ],
  [
    'farewell',
    [
      /\bgood ?bye\b|\bbye\b|\btake care\b|\bsee (?:you|ya)\b|\btalk to you (?:later|soon)\b/,
      /\bhave a (?:good|nice|great|lovely|wonderful) (?:day|one|evening|night|weekend|afternoon|week)\b/,
    ],
  ],
  [
    'nothing-more',
    [
      /\bthat(?:'s| is| was|'ll be| will be| should be| would be| does)(?: that's| about| pretty much| going to be)* (?:it|all|everything)\b/,
      /\bthat(?:'ll| will|'s) (?:do|work|great|fine)\b|\bnothing (?:else|more|today)\b|\bno more\b|\bnot at (?:this|the) (?:time|moment)\b/,
      /\bi(?:'m| am) (?:all set|good|done|fine|okay)\b|\ball (?:set|good|done)\b|\b(?:all|everything) i (?:need|needed|wanted)\b/,
    ],
  ],
  ['thanks', [/\bthan(?:k|ks|k you)\b|\bthan you\b|\bappreciate\b|\byou,? too\b|\bcheers\b|\bbig help\b/]],
  ['greeting', [/^(?:hi|hello|hey|good (?:morning|afternoon|evening|day))\b/]],
];

/** Every mood of the words, the gravest first. */
export function moodsOf(text: string): Mood[] {
  const words = plain(text);
  return MOODS.filter(([, patterns]) => patterns.some((pattern) => pattern.test(words))).map(([mood]) => mood);
}
