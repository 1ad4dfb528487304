/** From belief to the next move: what is urgent first, then the end of the call, then the next step of what is wanted. */
import { type Belief, current, isOutOfOrder, type Request } from './belief.ts';
import { closingStep } from './closing.ts';
import { asksTow, isLeftAlone, leadOf, urgentLead } from './leads.ts';
import { ask, type Move, type Step, tell } from './moves.ts';
import type { SideQuestion } from './side-questions.ts';
import { missingPhone, stepOfBooking } from './steps-booking.ts';
import { stepOfCancelling, stepOfHearing, stepOfMoving } from './steps-visit.ts';
import { urgentStep } from './urgent.ts';

/** What to do next. */
export function decide(belief: Belief): Move {
  const urgent = urgentStep(belief) ?? closingStep(belief);
  if (urgent !== null) return { lead: urgentLead(urgent), step: urgent };
  const step = nextStep(belief);
  return { lead: leadOf(belief, step), step };
}

function nextStep(belief: Belief): Step {
  const request = current(belief);
  // Somebody in danger gets the number they asked for, and no questions about a booking.
  if (asksTow(belief.heard)) return ask('more');
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

const PASSED_ON = "Thank you. I'll pass that on, and someone from the shop will call you back.";
