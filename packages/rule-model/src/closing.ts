/** The end of a call: a farewell, or nothing more to do. */
import { type Belief, current, type Request } from './belief.ts';
import { agrees, declines } from './consent.ts';
import { type Heard, hasMood } from './heard.ts';
import { ask, type Step } from './moves.ts';
import { plain } from './plain-text.ts';
import { ANY_WORK } from './work.ts';

/** Nothing but a few words of manners was said. */
export function isBare(heard: Heard): boolean {
  return isWithoutMatter(heard) && heard.text.split(' ').length < 9;
}

/** Nothing was said that a request could be made of. */
function isWithoutMatter(heard: Heard): boolean {
  const details = heard.services.length + heard.mentions.length + heard.questions.length + heard.goals.length;
  return details === 0 && heard.vehicle === null;
}

const COMING = /\b(?:i|we)(?:'ll| will) (?:drop|bring|be|see|come|leave)\b/;

/** "Great, I'll drop it off in the morning": what was just booked is meant, and nothing else. */
export function tellsOfComing({ asked, text, services }: Heard): boolean {
  const words = plain(text);
  return (
    asked === 'more' && services.length === 0 && COMING.test(words) && !/\b(?:also|another|one more|else)\b/.test(words)
  );
}

/** The step that ends the call, or null when it goes on. */
export function closingStep(belief: Belief): Step | null {
  const { heard } = belief;
  if (heard.text === '' || heard.questions.length > 0) return null;
  const request = current(belief);
  if (hasMood(heard, 'farewell') && isBare(heard)) return goodbyeOr(belief, request);
  if (heard.asked !== 'more' || (request !== null && belief.finished.length === 0 && !belief.warned)) return null;
  if (request !== null && !declines(heard.text)) return null;
  if (request === null && hasMood(heard, 'thanks') && tellsOfComing(heard)) return { type: 'goodbye' };
  const done = declines(heard.text) || hasMood(heard, 'nothing-more');
  if (done ? isWithoutMatter(heard) : hasMood(heard, 'thanks') && isBare(heard)) return goodbyeOr(belief, request);
  if (request !== null) return null;
  if (agrees(heard.text) && isBare(heard)) return ask('help-more');
  return (belief.asks.more ?? 0) > 1 ? { type: 'goodbye' } : null;
}

/** A wish that is still open after others were served is mentioned once before the goodbye. */
function goodbyeOr(belief: Belief, request: Request | null): Step {
  const mentioned = /\bbefore you go\b/i.test(belief.said);
  if (request === null || request.goal === 'unsure' || mentioned || belief.finished.length === 0) {
    return { type: 'goodbye' };
  }
  const work = request.services.find((words) => words !== ANY_WORK);
  const booking = work === undefined ? 'another booking' : `the ${work}`;
  return ask('also', [request.goal === 'book' ? booking : 'your other appointment']);
}
