/**
 * The clumsy model: the good one's move, done as a poor model does it. It asks again for what was said, calls before it
 * knows enough, calls twice, talks around its calls and in other words. What it does wrong once it does not do wrong twice,
 * so that the job still gets done by the code around it.
 */
import { sayList } from '@bayline/spoken';
import { type Belief, current } from './belief.ts';
import { book, findSlots } from './calls.ts';
import { fractionOf, pick } from './chance.ts';
import { ask, type Move, type Question, type Step } from './moves.ts';

export interface Clumsy {
  readonly move: Move;
  /** Words before a call. */
  readonly before: string;
  /** The call is made twice in one answer. */
  readonly twice: boolean;
}

/** Spoils a move; `seed` decides how. */
export function clumsily(move: Move, belief: Belief, seed: string): Clumsy {
  const chance = fractionOf(`clumsy:${seed}`);
  const spoilt = spoil(move.step, belief, chance);
  const step = spoilt ?? move.step;
  const calls = step.type === 'call';
  return {
    move: { lead: spoilt === null ? move.lead : [], step: calls ? step : reworded(step, belief, seed) },
    before: calls && chance > 0.45 ? pick(BEFORE_CALLS, seed) : '',
    twice: calls && chance > 0.9,
  };
}

const BEFORE_CALLS = [
  'Let me check that for you.',
  'Okay, one moment while I look.',
  'Sure, let me take a look.',
] as const;

function spoil(step: Step, belief: Belief, chance: number): Step | null {
  if (step.type === 'call' && chance < 0.15) return forget(step.tool, belief);
  return step.type === 'ask' && chance < 0.2 ? rush(step.question, belief) : null;
}

const FORGOTTEN: Readonly<Record<string, Question>> = {
  get_available_slots: 'when',
  lookup_customer: 'name',
  search_customers_by_name: 'name',
};

/** Asks again instead of calling, once for each thing. */
function forget(tool: string, belief: Belief): Step | null {
  const question = FORGOTTEN[tool];
  if (question === undefined || belief.toolsThisTurn > 0) return null;
  const asked = question === 'when' ? belief.asks.when : belief.asks.name;
  return (asked ?? 0) > 1 ? null : ask(question);
}

/** Calls with what is known so far, once for each request. */
function rush(question: Question, belief: Belief): Step | null {
  const request = current(belief);
  if (request?.goal !== 'book' || belief.toolsThisTurn > 2) return null;
  if (question === 'when' && request.search === null && request.services.length > 0) return findSlots(request);
  return question === 'name' && request.offer !== null && request.change === null ? book(request, belief) : null;
}

const OPENERS = ['Alright, so.', 'Okay then.', 'Great, thank you.', 'Perfect.', 'No problem at all.'] as const;

/** The same in more words; offered times in an order of its own. */
function reworded(step: Step, belief: Belief, seed: string): Step {
  if (step.type !== 'tell') return step;
  const request = current(belief);
  const offers = request?.offers ?? [];
  // Times that stand in for one that has gone are told with the words that say so.
  const wished = request?.search?.answer.asWished === true && (request.change?.answer.offers.length ?? 0) === 0;
  if (step.question === 'slot' && offers.length > 1 && wished) {
    const times = sayList(
      offers.map(({ say }) => say),
      'or',
    );
    return { ...step, words: `${pick(OPENERS, seed)} We could do ${times}. Which of those works for you?` };
  }
  return fractionOf(`opener:${seed}`) < 0.4 ? { ...step, words: `${pick(OPENERS, seed)} ${step.words}` } : step;
}
