/** From belief to the next move: what is urgent first, then the end of the call, then the next step of what is wanted. */
import { type Belief, current, isOutOfOrder, type Request } from './belief.ts';
import { agrees, declines } from './consent.ts';
import { hasMood } from './heard.ts';
import { ask, type Lead, type Move, type Step, tell } from './moves.ts';
import { plain } from './plain-text.ts';
import type { SideQuestion } from './side-questions.ts';
import { missingPhone, stepOfBooking } from './steps-booking.ts';
import { stepOfCancelling, stepOfHearing, stepOfMoving } from './steps-visit.ts';

/** What to do next. */
export function decide(belief: Belief): Move {
  const urgent = urgentStep(belief) ?? closingStep(belief);
  if (urgent !== null) return { lead: urgentLead(urgent), step: urgent };
  const step = nextStep(belief);
  return { lead: leadOf(belief, step), step };
}

function urgentStep(belief: Belief): Step | null {
  const { heard } = belief;
  if (hasMood(heard, 'danger') && !belief.warned) return ask('tow-or-person');
  if (wantsPerson(belief)) return personOrMessage(belief, hasMood(heard, 'angry'));
  if (belief.lost > 2 || belief.caller.refusals > 2 || belief.toolsThisTurn > 5) return personOrMessage(belief, false);
  if (hasMood(heard, 'hold') && heard.moods.length === 1 && isBare(belief)) return { type: 'wait' };
  return null;
}

function wantsPerson({ heard }: Belief): boolean {
  if (heard.asked === 'tow-or-person' && !/\btow\b/.test(plain(heard.text)) && agrees(heard.text)) return true;
  if (hasMood(heard, 'person'))
    return (
      !heard.questions.includes('machine') ||
      /\b(?:talk|speak|connect|transfer|want|need|let)\b/.test(
        plain(heard.text).replace(/am i (?:talking|speaking)/g, ''),
      )
    );
  return hasMood(heard, 'angry') || hasMood(heard, 'desk-matter');
}

/** A person, unless one was promised before and the caller came back: then a message for them. */
function personOrMessage(belief: Belief, angry: boolean): Step | null {
  if (!belief.promised) return { type: 'transfer', angry };
  return current(belief)?.goal === 'message' ? null : ask('message');
}

/** Nothing else was said in the turn. */
function isBare({ heard }: Belief): boolean {
  const details = heard.services.length + heard.mentions.length + heard.questions.length + heard.goals.length;
  return details === 0 && heard.vehicle === null && heard.text.split(' ').length < 9;
}

/** The end of the call: a farewell, or nothing more after we asked. */
function closingStep(belief: Belief): Step | null {
  const { heard } = belief;
  if (heard.text === '' || heard.questions.length > 0) return null;
  const request = current(belief);
  if (hasMood(heard, 'farewell') && isBare(belief)) return goodbyeOr(belief, request);
  if (heard.asked !== 'more' || (request !== null && belief.finished.length === 0)) return null;
  if (request !== null && !declines(heard.text)) return null;
  const nothing = declines(heard.text) || hasMood(heard, 'nothing-more') || hasMood(heard, 'thanks');
  if (nothing && isBare(belief)) return goodbyeOr(belief, request);
  if (request !== null) return null;
  if (agrees(heard.text) && isBare(belief)) return ask('help-more');
  return (belief.asks.more ?? 0) > 1 ? { type: 'goodbye' } : null;
}

/** A wish that is still open is mentioned once before the goodbye; a change that only waits for a yes is read back. */
function goodbyeOr(belief: Belief, request: Request | null): Step {
  if (request === null || request.goal === 'unsure' || heardAlso(belief)) return { type: 'goodbye' };
  return belief.finished.length > 0
    ? ask('also', [request.goal === 'book' ? (request.services[0] ?? 'another booking') : 'your other appointment'])
    : { type: 'goodbye' };
}

function heardAlso(belief: Belief): boolean {
  return /\bbefore you go\b/i.test(belief.said);
}

function nextStep(belief: Belief): Step {
  const request = current(belief);
  if (request === null) return withoutRequest(belief);
  if (isOutOfOrder(belief)) return stepOfMessage({ ...request, matter: request.notes ?? request.goal }, belief);
  return STEPS[request.goal](request, belief);
}

const ABOUT_WORK: readonly SideQuestion[] = ['price', 'duration', 'services'];

/** Nothing is open: after a question about work a visit is offered, after anything else more help. */
function withoutRequest(belief: Belief): Step {
  const { questions } = belief.heard;
  if (questions.some((question) => ABOUT_WORK.includes(question)) && belief.heard.asked !== 'offer-booking')
    return ask('offer-booking');
  return belief.finished.length > 0 || questions.length > 0 || isLeftAlone(belief) ? ask('more') : ask('help');
}

const STEPS: Readonly<Record<Request['goal'], (request: Request, belief: Belief) => Step>> = {
  book: stepOfBooking,
  cancel: stepOfCancelling,
  move: stepOfMoving,
  hear: stepOfHearing,
  unsure: () => ask('move-or-cancel'),
  message: stepOfMessage,
};

/** Matter, name and number for the desk to call back. */
function stepOfMessage(request: Request, belief: Belief): Step {
  const { caller } = belief;
  if (request.matter === null) return ask('message');
  if (caller.name === null && (belief.asks.name ?? 0) < 3) return ask('name');
  const phone = caller.thisNumber ? null : missingPhone(belief, 'phone');
  return phone ?? tell(PASSED_ON, 'more');
}

const CALL_BACK = "I'll take your name and number, and the shop will call you back.";
const PASSED_ON = "Thank you. I'll pass that on, and someone from the shop will call you back.";

function isLeftAlone({ heard }: Belief): boolean {
  return (
    hasMood(heard, 'drop') ||
    (heard.asked === 'confirm' && declines(heard.text)) ||
    (heard.goals.some(({ goal }) => goal === 'cancel') && heard.asked !== 'help')
  );
}

function urgentLead(step: Step): Lead[] {
  if (step.type === 'ask' && step.question === 'tow-or-person') return [{ type: 'warning' }];
  return step.type === 'ask' && step.question === 'message' ? [{ type: 'sorry' }] : [];
}

/** What is said first: an answer to what was asked, thanks for a name, an apology when nothing was understood. */
function leadOf(belief: Belief, step: Step): Lead[] {
  const { heard } = belief;
  if (heard.asked === 'tow-or-person' && /\btow\b/.test(plain(heard.text))) return [{ type: 'tow' }];
  const answers = heard.questions.map((question): Lead => ({ type: 'answer', question }));
  if (answers.length > 0) return answers;
  if (step.type === 'call') return [];
  const request = current(belief);
  if (request === null && isLeftAlone(belief)) return [{ type: 'left-alone' }];
  if (isOutOfOrder(belief) && (belief.toolsThisTurn > 0 || request === null)) {
    return [{ type: 'tell', words: `${belief.troubleSaid} ${CALL_BACK}`.trim() }];
  }
  if (belief.lost > 0) return [{ type: 'sorry' }];
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

function acknowledge(belief: Belief): Lead[] {
  const { heard, caller } = belief;
  if (['name', 'last-name', 'spelling'].includes(heard.asked) && caller.name !== null) {
    return [{ type: 'thanks', name: caller.identity?.answer.firstName ?? null }];
  }
  if (heard.asked === 'help' && current(belief) !== null) return [{ type: 'sure' }];
  return ['phone', 'area-code', 'email', 'vehicle', 'service', 'fact'].includes(heard.asked) ? [{ type: 'noted' }] : [];
}
