/** The step after a change was read back and the caller neither agreed nor changed anything. */
import { readPhone } from '@bayline/spoken';
import type { Belief } from './belief.ts';
import { declines } from './consent.ts';
import type { Heard } from './heard.ts';
import { ask, type Step } from './moves.ts';

/** A detail was given and nothing has changed: it is what we have already. */
function saysWhatIsKnown(heard: Heard): boolean {
  const details = heard.mentions.length + heard.services.length + (heard.vehicle === null ? 0 : 1);
  return details > 0 || readPhone(heard.text).digits.length >= 7;
}

/** A plain no asks what is wrong; after anything else the same call has the change read back once more. */
export function afterReadBack(again: Step, belief: Belief): Step {
  const { heard } = belief;
  if (heard.asked === 'what-to-change') {
    const tired = (belief.asks['what-to-change'] ?? 0) > 2;
    return saysWhatIsKnown(heard) || tired ? again : ask('what-to-change');
  }
  return heard.asked === 'confirm' && declines(heard.text) && heard.questions.length === 0
    ? ask('what-to-change')
    : again;
}
