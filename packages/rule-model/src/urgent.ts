/** What comes before the matter of the call: danger, a person, and a caller who asks us to wait. */
import { type Belief, current } from './belief.ts';
import { isBare } from './closing.ts';
import { agrees } from './consent.ts';
import { type Heard, hasMood } from './heard.ts';
import { ask, type Step } from './moves.ts';
import { plain } from './plain-text.ts';

/** More turns without a word understood, refusals of proof, or tools in one turn than this, and a person takes over. */
const MOST_LOST = 2;
const MOST_REFUSALS = 2;
const MOST_TOOLS = 5;

/** The urgent step of the turn, or null when nothing is. */
export function urgentStep(belief: Belief): Step | null {
  const { heard } = belief;
  if (hasMood(heard, 'danger') && !belief.warned) return ask('tow-or-person');
  if (wantsPerson(heard)) return personOrMessage(belief);
  const stuck = belief.lost > MOST_LOST || belief.caller.refusals > MOST_REFUSALS || belief.toolsThisTurn > MOST_TOOLS;
  if (stuck) return personOrMessage(belief);
  return hasMood(heard, 'hold') && heard.moods.length === 1 && isBare(heard) ? { type: 'wait' } : null;
}

function wantsPerson(heard: Heard): boolean {
  if (hasMood(heard, 'angry') || hasMood(heard, 'desk-matter')) return true;
  const words = plain(heard.text);
  if (heard.asked === 'tow-or-person' && !/\btow\b/.test(words) && agrees(heard.text)) return true;
  if (!hasMood(heard, 'person')) return false;
  return !heard.questions.includes('machine') || ASKS_FOR_ONE.test(words);
}

/** "Am I talking to a real person?" asks what we are; these ask for somebody else. */
const ASKS_FOR_ONE = /\b(?:connect|transfer|want|need|let me)\b|\b(?<!am i )(?:talk|speak)\b/;

/** A person, unless one was promised before and the caller came back: then a message for them. */
function personOrMessage(belief: Belief): Step | null {
  return current(belief)?.goal === 'message' && belief.promised ? null : toPerson(belief);
}

/** A person, or a message for them. */
export function toPerson(belief: Belief): Step {
  return belief.promised ? ask('message') : { type: 'transfer', angry: hasMood(belief.heard, 'angry') };
}
