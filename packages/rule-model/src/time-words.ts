/**
 * Where in a sentence a caller speaks of time, and in which words. It finds the words; what they mean is for the resolver
 * behind the tools: no date is worked out here.
 */

export interface TimeMention {
  readonly kind: 'day' | 'time' | 'soon';
  /** The caller's own words, lower case. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const WEEKDAY = '(?:mon|tues|wednes|thurs|fri|satur|sun)days?';
const MONTH =
  '(?:january|february|march|april|june|july|august|september|october|november|december|jan|feb|aug|sept|oct|nov|dec|may(?= (?:the )?(?:\\d|first|second|third|fo|fi|si|se|ei|ni|te|el|tw|th)))';
const ORDINAL_WORD =
  '(?:(?:twenty|thirty)[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth';
const ORDINAL = `(?:\\d{1,2}(?:st|nd|rd|th)|${ORDINAL_WORD})`;
const DAY_NUMBER = `(?:${ORDINAL}|\\d{1,2}(?![\\d:/]))`;
const HOLIDAY =
  "(?:thanksgiving|christmas|xmas|easter|halloween|juneteenth|new year'?s?|memorial day|labor day|independence day|veterans day|presidents'? day|columbus day|martin luther king day|fourth of july)(?: eve| day| weekend| sunday| monday)?";
const SMALL = '(?:an?|one|two|three|four|five|six|a few|a couple(?: of)?|\\d)';
const WHICH = '(?:next|this|this coming|the coming|coming|following|the following|the same)';
const BOUND = '(?:after|before|by|until|from)';
/** An ordinal that counts something else than days of the month. */
const NOT_A_DATE = '(?! (?:one|thing|available|opening|option|appointment|slot|time|name|choice|gear|visit|car|part))';

const DAYS = [
  `(?:the )?day after tomorrow`,
  `(?:${SMALL} )?(?:weeks?|months?|days?) (?:from|after) (?:${WHICH} )?(?:${WEEKDAY}|today|tomorrow|now|next)`,
  `in ${SMALL} (?:days?|weeks?|months?)`,
  `(?:the )?(?:first|second|third|fourth|last) (?:full )?week (?:of|in) (?:${MONTH}|next month|the month)`,
  `(?:early |late |later |sometime |(?:the )?(?:middle|end|beginning|start|first part) of )?(?:${WHICH} )(?:business )?(?:week|weekend|month|day)`,
  `(?:the )?(?:middle|end|beginning|start) of (?:the )?(?:week|month|year)|later in the week|the week after|the weekend|(?:on )?weekends?`,
  `(?:${BOUND} )?(?:(?:${WHICH}|early|late|on|a|any) )?${WEEKDAY}(?: after next| (?:of )?(?:next|this) week| week)?(?:,? (?:${MONTH} )?(?:the )?${DAY_NUMBER}${NOT_A_DATE}(?: of ${MONTH})?)?`,
  `(?:${BOUND} )?(?:on )?${MONTH} (?:the )?${DAY_NUMBER}|(?:${BOUND} )?(?:the )?${ORDINAL}(?: day)? of (?:${MONTH}|next month|this month|the month)|(?:in|early|late|mid) (?:${MONTH})`,
  `(?:${BOUND} )?(?:on )?the ${ORDINAL}${NOT_A_DATE}`,
  `(?:${BOUND} )?(?:on )?\\d{1,2}\\/\\d{1,2}(?:\\/\\d{2,4})?`,
  `(?:${BOUND} )?(?:on |the day (?:before|after) |the \\w+day (?:before|after) )?${HOLIDAY}`,
  `(?:later )?(?:today|tonight)|tomorrow`,
];

const HOUR = '(?:1[0-2]|0?[1-9]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)';
const MINUTES =
  '(?::[0-5]\\d|[ -]?(?:00|15|30|45|oh five|ten|fifteen|twenty|twenty[ -]five|thirty(?:[ -]five)?|forty(?:[ -]five)?|fifty(?:[ -]five)?))';
const HALF = '(?:[ap]\\.?m\\b\\.?|[ap] m\\b)';
const PAST =
  '(?:half past|half|quarter (?:to|past|after|of|til)|(?:five|ten|twenty|\\d{1,2}) (?:minutes )?(?:to|past|after|til))';
/** A clock time that says it is one. */
const SURE_CLOCK = `(?:${PAST} ${HOUR}|${HOUR}${MINUTES}? ?(?:${HALF}|o'?clock|ish\\b)|(?:1[0-2]|0?[1-9]):[0-5]\\d|[1-9]\\d?[0-5]\\d ?${HALF})(?: ?${HALF}|ish\\b)?`;
/** A clock time that needs a word before it ("after four", "at nine thirty") to be taken for one. */
const BARE_CLOCK = `${HOUR}(?![\\d/])${MINUTES}?`;
const NOT_A_CLOCK =
  '(?! ?(?:years?|weeks?|days?|months?|hours?|minutes?|miles?|thousand|hundred|percent|times|things|cars?|people|grand|dollars|bucks|series|doors?|cylinders?|tires?|wheels?|brakes?|lights?|traffic|point|of (?:the|my|them)|\\d|st\\b|nd\\b|rd\\b|th\\b|street|avenue|main|-))';
const AT =
  '(?:at|around|about|by|after|before|past|between|from|till|until|like|say|at around|at about|closer to|no later than|as early as|as late as)';
const JOIN = '(?: (?:and|to|or|until|till|through) | ?- ?)';

const TIMES = [
  `first thing(?: in the morning)?`,
  `(?:(?:at )?the )?(?:end|close|start|beginning) of (?:the )?(?:business(?: day)?|day|morning|afternoon)|(?:at|by|before|right at) (?:closing|opening)(?: time)?`,
  `(?:${AT} )?(?:${SURE_CLOCK})(?:${JOIN}(?:${SURE_CLOCK}|${BARE_CLOCK}))?`,
  `${AT} ${BARE_CLOCK}${NOT_A_CLOCK}(?:${JOIN}(?:${SURE_CLOCK}|${BARE_CLOCK}${NOT_A_CLOCK}))?`,
  `(?:(?:early|late|later|mid|sometime|first|in|during|any ?time)[ -])*(?:(?:this|that|the) )?(?:morning|afternoon|evening)s?|mid(?:morning|afternoon)`,
  `(?:${AT} )?(?:noon|midday|lunch ?time|lunch)`,
  `after (?:work|school|i get off(?: work)?)|before work|during lunch`,
];

/** "One" alone is a pronoun more often than an hour. */
const EXPECTED_CLOCK = `(?!one\\b(?! ?(?:thirty|fifteen|forty|please|works)))${BARE_CLOCK}${NOT_A_CLOCK}(?! (?:one|ones))`;

const SOON = [
  `(?:as )?(?:soon|early|quickly|fast) as (?:possible|you can|they can|i can|you(?:'re| are) able|can be)(?: take me| get me in)?`,
  `asap|a s a p|right away|immediately`,
  `(?:(?:the )?(?:soonest|earliest|quickest|next|first|nearest))(?: (?:available|possible|open|free|time|appointment|opening|slot|availability|spot|you (?:can|have|got)|that you have|they have))+`,
  `(?:the )?(?:soonest|earliest)(?! one)(?: of)?`,
  `when ?ever(?: (?:is|you|they|works|it's|suits|possible|convenient|i can)\\b|(?=[\\s,]*(?:[.?!]|$)))|any ?time(?! (?:soon|after|before|between|from|around|until|by|i|the|we|you)\\b)|any day|any of (?:the|those) (?:days|times)|(?:either|any) (?:is|works|way)`,
  `(?:no|not a|don'?t have (?:a|any)|don'?t really have a|no real|do not have a)(?: (?:specific|particular|strong|real|big))? preference|doesn'?t (?:really )?matter|(?:don'?t|do not) (?:really )?(?:care|mind)|up to you|i'?m (?:flexible|open|easy)|my schedule is open|(?:next|first) available|the next time`,
];

/** A question back, when we asked for a time: whatever is free will do. "When can I get it back?" asks about something else. */
const EXPECTED_SOON = [
  `(?:when|how soon) (?:can|could|would|will|may|might|should) (?:i|we|you(?: guys)?|they|someone|somebody)(?: be able to)? (?:get|bring|take|drop|fit|squeeze|see|look|come)(?!(?: \\w+){0,3} (?:back|up|done|ready|fixed|get|pick|collect)\\b)|when (?:are|would) (?:you(?: guys)?|they)(?: be)? (?:free|available|able to)`,
  `what(?: times?)? (?:do|have) you(?: guys)? (?:have|got)(?:(?: (?:open|available|free|left))+|(?=[\\s,]*(?:[.?!]|$)| (?:on|this|next|in the|today|tomorrow|around|after|before)\\b))|what(?:'s| is| times are)(?: (?:open|available|free))+|what (?:works|is good|'s good)(?: best)? for you(?: guys)?`,
];

function alternatives(patterns: readonly string[]): RegExp {
  return new RegExp(`(?<![\\w'])(?:${patterns.map((pattern) => `(?:${pattern})`).join('|')})(?!\\w|'(?!s\\b))`, 'g');
}

const DAY_WORDS = alternatives(DAYS);
const TIME_WORDS = alternatives(TIMES);
const EXPECTED_TIME_WORDS = alternatives([...TIMES, EXPECTED_CLOCK]);
const SOON_WORDS = alternatives(SOON);
const EXPECTED_SOON_WORDS = alternatives([...SOON, ...EXPECTED_SOON]);

/** Every pattern above needs one of these: most turns have none, and are done at once. */
const HINT =
  /\d|day|week|month|year|tonight|tomorrow|morning|noon|evening|lunch|clock|work|school|clos|open|begin|end|start|soon|early|quick|fast|asap|a s a p|right away|immed|avail|prefer|matter|care|mind|flex|easy|when|what|any|either|next|first|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twel|third|th\b|twent|thirt|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|aug|sept|oct|nov|dec|thanks|christ|xmas|easter|hallo|junet/;

/**
 * Every mention of time in a text, in order. `expected` says that we asked for a time: then a bare "nine" is one.
 * What is refused ("not Tuesday"), over ("since Monday") or cannot be meant is left out.
 */
export function timeMentions(text: string, expected: boolean): TimeMention[] {
  const lower = text.toLowerCase().replaceAll('’', "'");
  if (!HINT.test(lower)) return [];
  const found = [
    ...matches(lower, expected ? EXPECTED_SOON_WORDS : SOON_WORDS, 'soon'),
    ...matches(lower, DAY_WORDS, 'day'),
    ...matches(lower, expected ? EXPECTED_TIME_WORDS : TIME_WORDS, 'time'),
  ];
  return withoutOverlaps(found)
    .filter((mention) => isMeant(mention, lower, expected))
    .sort((one, other) => one.from - other.from);
}

function matches(text: string, words: RegExp, kind: TimeMention['kind']): TimeMention[] {
  return [...text.matchAll(words)].map((match) => ({
    kind,
    text: match[0].replace(/^[\s,]+|[\s,]+$|(?<=^in )(?:in )+/g, ''),
    from: match.index,
    to: match.index + match[0].length,
  }));
}

/** Of two mentions that share words, the earlier kind in the list wins unless the other is longer. */
function withoutOverlaps(mentions: readonly TimeMention[]): TimeMention[] {
  const kept: TimeMention[] = [];
  for (const mention of [...mentions].sort((one, other) => other.to - other.from - (one.to - one.from))) {
    if (kept.every((other) => mention.to <= other.from || mention.from >= other.to)) kept.push(mention);
  }
  return kept;
}

const REFUSED_BEFORE =
  /\b(?:not|isn't|can't (?:do|make|come)(?: in| it)?|cannot (?:do|make)|don't want|except(?: for)?|other than|instead of|rather than|anything but|but not|besides|no good|busy|work|working)(?: (?:on|in|the|at|it|that|for|this|next|until|till))*[\s,]*$/;
const REFUSED_AFTER =
  /^,? ?(?:(?:morning|afternoon|evening) )?(?:doesn't|does not|won't|will not|isn't|is not|wouldn't|is no good|'s no good|is too|is out|is bad|i can't|i'm busy|i am busy|i work)\b/;
const PAST_BEFORE =
  /\b(?:since|last|yesterday|this past|ago|started(?: on)?|began|happened(?: on)?|noticed (?:it|this|that)(?: on)?|bought (?:it|this)(?: on)?|was (?:there|in)(?: on)?|came in(?: on)?|until)(?: (?:the|on|this))*\s*$/;
const PAST_AFTER = /^ (?:ago|i (?:need|want|would|noticed|heard|saw)|it (?:started|began|made|wouldn't|didn't|was))\b/;

const IN_A_COURTESY = /\b(?:good|all|help|else|needed|enjoy your|have a (?:good|nice|great)|yourself)(?: for)? $/;
/** Said of the trouble more often than of the visit, unless we asked for a time. */
const NOT_MEANT_UNASKED = /^this morning$/;

/** "...five zero four 1": one digit of several is no hour. */
const IN_DIGITS = /(?:^|\D)\d[ -]$/;

function isMeant(mention: TimeMention, text: string, expected: boolean): boolean {
  const before = text.slice(Math.max(0, mention.from - 40), mention.from);
  const after = text.slice(mention.to, mention.to + 40);
  if (REFUSED_BEFORE.test(before) && mention.kind !== 'soon') return false;
  if (IN_A_COURTESY.test(before)) return false;
  if (/^\d$/.test(mention.text) && IN_DIGITS.test(before)) return false;
  if (REFUSED_AFTER.test(after) || PAST_BEFORE.test(before) || PAST_AFTER.test(after)) return false;
  return expected || !NOT_MEANT_UNASKED.test(mention.text);
}
