/** What a caller wants of us: to book, cancel, move or hear an appointment. */

export type Goal = 'book' | 'cancel' | 'move' | 'hear' | 'unsure' | 'message';

export interface GoalMention {
  readonly goal: Goal;
  /** Where in the text its clause begins. */
  readonly from: number;
}

const VISIT = '(?:appointments?|visits?|bookings?|reservations?|service|slots?)';
const OWN = "(?:my|our|the|that|this|his|her|an?|it|mine|today's|tomorrow's)";
/** What a change of is work, not another time. */
const WORK_ON = '\\b(?:oil|tire|fluid|filter|battery|brake)';
/** A few words between a verb and what it is about. */
const SOME = "(?:[\\w'-]+,? ){0,6}?";

const GOALS: readonly (readonly [Goal, readonly RegExp[]])[] = [
  [
    'unsure',
    [
      /\b(?:calling|call|question|here) (?:about|regarding) (?:my|our|an existing|the) (?:\w+ )?(?:appointment|visit|booking)/g,
      /\b(?:can'?t|cannot|won'?t(?: be able to)?|not going to|not gonna|unable to) make (?:it|my|the)\b/g,
      /\bsomething(?:'s| has)? c[ao]me up\b|\b(?:have|going) to miss (?:it|my)\b/g,
      /\b(?:cancel|move|reschedule|change) or (?:cancel|move|reschedule|change)\b/g,
    ],
  ],
  [
    'move',
    [
      /\b(?:come|be there|make it|do it|have it)\b[^.?!]{0,40}\binstead of\b/g,
      /\bmake (?:it|that|mine) (?:just )?(?:[\w-]+ ){0,5}?(?:later|earlier|sooner)\b/g,
      /\bre-?schedul\w*|\bpostpone\b|\b(?:change|move) the (?:time|day|date)\b/g,
      new RegExp(`\\b(?:push|bring|move|pull) ${OWN} ${SOME}(?:back|forward|up|out|earlier|later)\\b`, 'g'),
      new RegExp(`\\b(?<!${WORK_ON} )(?:move|change|switch|shift|swap|push|adjust) ${SOME}${VISIT}\\b`, 'g'),
      /\b(?:move|switch|shift|push|change) (?:it|that|mine|them|my [\w:' -]{1,20}?) (?:to|until|from)\b/g,
      new RegExp(
        `\\b(?:different|another|new|other|earlier|later) (?:day|time|date|slot) for ${OWN} ${SOME}${VISIT}`,
        'g',
      ),
    ],
  ],
  [
    'cancel',
    [
      /\bcancel(?:l?ing)?\b|\bcall (?:it |that )?off\b|\btake me off\b/g,
      new RegExp(`\\b(?:don't|no longer|do not) (?:need|want) ${OWN} ${SOME}${VISIT}`, 'g'),
    ],
  ],
  [
    'hear',
    [
      new RegExp(
        `\\b(?:when|what time|what day|which day)(?:'s| is| was| are| will| would)+ ${SOME}(?:my|our) ${SOME}${VISIT}`,
        'g',
      ),
      new RegExp(`\\b(?:when|what time|what day|which day) (?:my|our) ${SOME}${VISIT} (?:is|was|are)\\b`, 'g'),
      new RegExp(
        `\\b(?:when|what time|what day) (?:am i|are we|do i|did i|was i|is my car) ${SOME}(?:in|coming|booked|scheduled|book|schedule|supposed)\\b`,
        'g',
      ),
      new RegExp(
        `\\b(?:do|did|if) (?:i|we) (?:still |already )?(?:have|got|had|make|made|book) ${SOME}(?:${VISIT}|booked|scheduled|coming up)`,
        'g',
      ),
      new RegExp(
        `\\bwhat (?:do i have|i have|have i got|i've got|is|'s|appointments do i have) ${SOME}(?:booked|scheduled|coming up|on the books|on file)`,
        'g',
      ),
      new RegExp(
        `\\b(?:check|confirm|look up|find|see|verify|double[ -]check|remind me (?:of|about|when)|details (?:of|for|on)|status of|know (?:about|when)|ask about) (?:on )?${SOME}(?:my|our|upcoming|an existing|the) ${SOME}${VISIT}`,
        'g',
      ),
      new RegExp(`\\b(?:my|any) (?:upcoming|next|coming) ${VISIT}|\\bwhat i have coming up\\b`, 'g'),
    ],
  ],
  [
    'book',
    [
      new RegExp(
        `\\b(?:book|schedule|set up|setting up|set|make|making|arrange|creating|booking|get|need|needing|want|wanted|like|looking for|have you|do you have|got|create|reserve|add)\\b ${SOME}(?:another |new )?${VISIT}\\b`,
        'g',
      ),
      new RegExp(`\\b(?:book|schedule|scheduling)\\b|\\bbook(?:ing)?\\b ${SOME}(?:in|an?|for)\\b`, 'g'),
      new RegExp(
        `\\b(?:bring|take|drop|get|come|run|send) ${SOME}(?:in|into|off|over|by|down|to (?:a|the|my|you|your)|serviced|fixed|repaired|checked|inspected|looked|done|seen|worked)\\b`,
        'g',
      ),
      new RegExp(
        `\\b(?:needs?|want|like) (?:to (?:have|get) )?${SOME}(?:done|fixed|repaired|replaced|checked|serviced|looked at|changed|inspected|work|repairs?|mechanic)\\b`,
        'g',
      ),
      new RegExp(`\\b(?:any|an?|some|got|have) ${SOME}(?:openings?|availability|free time|times? free)\\b`, 'g'),
      /\b(?:fit|squeeze|get) (?:me|us|it) in\b|\bcan you (?:look at|fix|check|repair|change|replace|see|take a look|do) (?:my|the|it|our|an?)\b/g,
    ],
  ],
];

const NEGATED = /\b(?:don't|do not|not|never|didn't|without) (?:want to |need to |wanna |going to )?$/;
/** "I have an appointment" tells of one, it does not ask for one. */
const HAS_ONE = new RegExp(
  `\\b(?:i|we)(?:'ve|'d| already| currently| do| have| had)* (?:have|got|had|made|booked|scheduled) (?:already |currently )?(?:an?|my|our|this|that|one|two) ${SOME}${VISIT}`,
);

/** Every goal of a text in the order of its words. What another goal covers ("cancel and reschedule") is left out. */
export function goalsOf(text: string): GoalMention[] {
  const lower = text.toLowerCase().replaceAll('’', "'");
  const found = GOALS.flatMap(([goal, patterns]) =>
    patterns.flatMap((pattern) => placesOf(lower, pattern).map((place): Found => ({ goal, ...place }))),
  );
  return settled(
    withoutCovered(found).sort((one, other) => one.from - other.from),
    lower,
  );
}

interface Found extends GoalMention {
  readonly to: number;
}

function placesOf(text: string, pattern: RegExp): { from: number; to: number }[] {
  return [...text.matchAll(pattern)]
    .map((match) => ({ from: match.index, to: match.index + match[0].length }))
    .filter(({ from }) => !NEGATED.test(text.slice(0, from)));
}

/** "I need to cancel my appointment": the words of a wish for an appointment lie around another goal, which is meant. */
function withoutCovered(found: readonly Found[]): GoalMention[] {
  const others = found.filter(({ goal }) => goal !== 'book');
  const covers = ({ goal, from, to }: Found): boolean =>
    goal === 'book' && others.some((other) => other.from >= from && other.from < to);
  return found.filter((one) => !covers(one)).map(({ goal, from }) => ({ goal, from }));
}

function settled(found: readonly GoalMention[], text: string): GoalMention[] {
  const own = aboutOwnVisit(found, text);
  const bookings = found.filter(({ goal }) => goal === 'book');
  if (own === null) return bookings.slice(0, 1);
  const second = bookings.find(({ from }) => isSecondWish(text, from));
  if (second === undefined) return [own];
  return own.from <= second.from ? [own, second] : [second, own];
}

/** What is to become of the visit the caller already has; null when none is spoken of. */
function aboutOwnVisit(found: readonly GoalMention[], text: string): GoalMention | null {
  const at = (goal: Goal): GoalMention | undefined => found.find((mention) => mention.goal === goal);
  const [unsure, move, cancel] = [at('unsure'), at('move'), at('cancel')];
  const hear = at('hear');
  if (unsure !== undefined && hear === undefined && (move === undefined) === (cancel === undefined)) return unsure;
  const told = HAS_ONE.exec(text);
  return move ?? cancel ?? hear ?? (told === null ? null : { goal: 'unsure', from: told.index });
}

/** A booking beside another goal is one of its own only when it is said as one: "... and book an oil change". */
function isSecondWish(text: string, from: number): boolean {
  if (
    HAS_ONE.test(text.slice(Math.max(0, from - 12))) ||
    /^(?:book|schedule|put|make) (?:it|that|me)\b/.test(text.slice(from))
  )
    return false;
  return (
    /\b(?:and|also|then|after that|plus)\b[^.?!]*$|[.?!]\s[^.?!]*$/.test(text.slice(0, from)) ||
    /^[^.?!]*\b(?:and|then) (?:also )?(?:cancel|move|reschedul|check)/.test(text.slice(from))
  );
}
