/** What is said before a step: an answer, thanks, an apology. */
import { type Belief, current, isOutOfOrder } from './belief.ts';
import { declines } from './consent.ts';
import { type Heard, hasMood } from './heard.ts';
import type { Lead, Step } from './moves.ts';
import { plain } from './plain-text.ts';

const CALL_BACK = "I'll take your name and number, and the shop will call you back.";

/** The caller thought better of it: nothing was changed. */
export function isLeftAlone({ heard }: Belief): boolean {
  return (
    hasMood(heard, 'drop') ||
    (heard.asked === 'confirm' && declines(heard.text)) ||
    (heard.goals.some(({ goal }) => goal === 'cancel') && heard.asked !== 'help')
  );
}

export function urgentLead(step: Step): Lead[] {
  if (step.type === 'ask' && step.question === 'tow-or-person') return [{ type: 'warning' }];
  return step.type === 'ask' && step.question === 'message' ? [{ type: 'sorry' }] : [];
}

/** They want the number of the tow service. */
export function asksTow({ asked, text }: Heard): boolean {
  return asked === 'tow-or-person' && /\btow\b/.test(plain(text));
}

/** What is said first: an answer to what was asked, thanks for a name, an apology when nothing was understood. */
export function leadOf(belief: Belief, step: Step): Lead[] {
  const { heard } = belief;
  if (asksTow(heard)) return [{ type: 'tow' }];
  const answers = heard.questions.map((question): Lead => ({ type: 'answer', question }));
  if (answers.length > 0) return answers;
  if (step.type === 'call' || step.type === 'transfer') return [];
  const request = current(belief);
  if (request === null && isLeftAlone(belief)) return [{ type: 'left-alone' }];
  if (isOutOfOrder(belief) && (belief.toolsThisTurn > 0 || request === null)) {
    const promised = /call you back/.test(belief.troubleSaid);
    return [{ type: 'tell', words: promised ? belief.troubleSaid : `${belief.troubleSaid} ${CALL_BACK}`.trim() }];
  }
  const found = belief.toolsThisTurn > 0 ? (request?.offer ?? null) : null;
  if (found !== null && request?.change === null) return [{ type: 'time-open', when: found.say }];
  if (belief.lost > 0 && !isGreeting(heard)) return [{ type: 'sorry' }];
  return step.type === 'ask' ? acknowledge(belief) : greetFound(belief, step);
}

/** A customer whose record was just found is called by name, and hears which vehicle is meant. */
function greetFound({ heard, caller, requests }: Belief, step: Step): Lead[] {
  const answer = caller.identity?.answer;
  if (step.type !== 'tell' || heard.asked !== 'name' || answer?.ok !== true) return [];
  const [vehicle, ...more] = answer.vehicles;
  const thanks: Lead = { type: 'thanks', name: answer.firstName };
  const [request] = requests;
  const only = vehicle !== undefined && more.length === 0 && request?.goal === 'book' && request.vehicle === null;
  return only ? [thanks, { type: 'for-vehicle', vehicle }] : [thanks];
}

/** "Uh, hi." is no answer, and nothing to be sorry about. */
function isGreeting({ text }: Heard): boolean {
  return /^(?:(?:uh+|um+|oh|well|so)[,. ]+)*(?:hi|hello|hey|good (?:morning|afternoon|evening))\b[^a-z]*(?:there)?\W*$/.test(
    plain(text),
  );
}

function acknowledge(belief: Belief): Lead[] {
  const { heard, caller } = belief;
  if (['name', 'last-name', 'spelling'].includes(heard.asked) && caller.name !== null) {
    return [{ type: 'thanks', name: caller.identity?.answer.firstName ?? null }];
  }
  if (heard.asked === 'help' && current(belief) !== null) return [{ type: 'sure' }];
  return ['slot', 'phone', 'area-code', 'email', 'vehicle', 'service', 'fact'].includes(heard.asked)
    ? [{ type: 'noted' }]
    : [];
}
