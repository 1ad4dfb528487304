/** "Hold on", in whatever words: the caller leaves the phone for a moment and wants to find us there when they come back. */

const A_MOMENT =
  '(?:(?:for )?(?:a|one|just|half|two|couple of|couple|few|another|like|quick|little|hot|tiny)\\s+)*(?:sec(?:ond)?s?|moments?|min(?:ute)?s?|bit|mo|tick)';
/** What people go and look for, and who they ask; nothing else may follow "let me check", or it is an answer. */
const THINGS = `(?:\\s+(?:${[
  "my|the|a|an|our|his|her|its|it|it's|that|this|these|those|what|where|which|how|him|them|someone|somebody|everything|something|one",
  'with|in|out|on|at|to|up|for|over|of|off|from|by|down|under|into|around|real|quick|quickly|here|there|inside|outside|first|then|and|again|go|run|walk|look|get|is|says?|need',
  'wife|husband|partner|boss|son|daughter|mom|dad|mother|father|kids?|baby|dog|roommate|coworker',
  'calendar|schedule|planner|diary|registration|glove|box|compartment|glovebox|card|papers?|paperwork|documents?|numbers?|vin|car|truck|vehicle|van|phone|cell|glasses|pen|pencil|insurance|plate|tag|dates?|door|doors?|jamb|address|e-?mail|mail|purse|wallet|bag|windshield|dash|dashboard|garage|driveway|house|kitchen|desk|computer|laptop|screen|invoice|receipt|manual|book|notes?|file|mileage|odometer|info|information|thing|side|road|parking lot',
].join('|')}))*`;
const REQUESTS = [
  `(?:hold|hang)(?: (?:on|up|the (?:line|phone)|tight))?(?: there)?(?: ${A_MOMENT})?`,
  `wait(?: up)?(?: (?:${A_MOMENT}|for me))?`,
  `(?:just )?${A_MOMENT}`,
  `give me (?:just )?${A_MOMENT}`,
  `bear with me(?: ${A_MOMENT})?`,
  `(?:i'?ll|i will|let me)? ?be (?:right back|back(?: in)? ${A_MOMENT}|back|right with you|with you in ${A_MOMENT}|right there)`,
  "(?:stay (?:on the line|there|with me|put)|don'?t (?:hang up|go away|go anywhere|leave))",
  `(?:i|we)(?:'ll)? (?:just )?(?:need|have to|gotta|got to|have got to|should) (?:just |quickly )?(?:${A_MOMENT}|(?:go |to |go and )*(?:get|find|grab|check|look|ask|pull|put|answer|see|run|walk|open|go (?:out|to|over|inside|back))${THINGS})`,
  `(?:let me|lemme|i'?ll|i will|i'?m going to|i'?m gonna|i have to|i want to) (?:just |quickly |go |go and |run and |try to |try and |first )*(?:get|find|grab|check|look|ask|see|pull|open|dig|run|walk|put|fetch|double check|step|move|turn)${THINGS}(?: ${A_MOMENT})?`,
  `(?:i'?m|we'?re|i am) (?:just |still )?(?:looking|checking|getting|finding|walking|trying|grabbing|asking|searching|opening|pulling)${THINGS}`,
  "(?:someone|somebody)(?: is|'s) at the door|my other (?:line|phone) is ringing|i have (?:it|that) (?:somewhere|here)|i know i have it(?: somewhere| here)*",
];
const EDGES =
  "(?:(?:oh|um|uh|hm+|okay|ok|yes|yeah|sure|well|so|sorry|actually|please|hey|no|and|then|thanks|thank you|real quick|it'?s (?:in|on) (?:the|my) \\w+|somewhere|here|would you|if you (?:don'?t|wouldn'?t) mind)\\b[,.!…]*\\s*)*";
const HOLD_ON = new RegExp(`^${EDGES}(?:(?:${REQUESTS.join('|')})(?![\\w'])[,.!…]*\\s*${EDGES})+$`, 'i');
/** Said as a question it is none: "Can you hold on a second?" */
const AS_QUESTION =
  /\b(?:can|could|would|will|do you mind|would you mind) ?(?:you )?(?:please |just )?(?=(?:hold|hang|wait|giv|bear|stay)\w*\b)/i;
/** Longer than this, something else was said as well. */
const MOST_WORDS = 24;

/** Whether these words ask for nothing but a moment. */
export function isHoldOn(words: string): boolean {
  const text = words.trim().replaceAll('’', "'");
  if (text === '' || text.split(/\s+/).length > MOST_WORDS) return false;
  const plain = text.replace(AS_QUESTION, '').replace(/\b(hold|wait|giv)ing\b/i, '$1');
  const asked = plain === text ? text : plain.replace(/\?\s*$/, '');
  return !asked.includes('?') && HOLD_ON.test(asked.replace(/\bgiv me\b/i, 'give me').trim());
}
