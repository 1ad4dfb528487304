/** The step after a change was read back and the caller neither agreed nor changed anything. */
import type { Belief } from './belief.ts';
import { declines } from './consent.ts';
import { ask, type Step } from './moves.ts';

/** A plain no asks what is wrong; after anything else the same call has the change read back once more. */
export function afterReadBack(again: Step, belief: Belief): Step {
  const { heard } = belief;
  if (heard.asked === 'what-to-change') return ask('what-to-change');
  return heard.asked === 'confirm' && declines(heard.text) && heard.questions.length === 0
    ? ask('what-to-change')
    : again;
}
