/** Gather: prompts, and keys that may interrupt them. */
import type { Leg } from './leg.ts';
import type { GatherVerb } from './twiml.ts';
import { waitFor } from './waiting.ts';

/**
 * The digits that were pressed: as many as asked for, or up to the finishing key, or until nobody pressed one for the timeout,
 * which begins when the prompts are over. The first key ends the prompts.
 * @throws the signal's reason when the call ends or goes elsewhere.
 */
export function gather(
  leg: Leg,
  verb: GatherVerb,
  prompts: (signal: AbortSignal) => Promise<unknown>,
  signal: AbortSignal,
): Promise<string> {
  const prompting = new AbortController();
  return waitFor<string>(signal, (done) => {
    let digits = '';
    let timer: NodeJS.Timeout | undefined;
    const waitForKey = () => {
      clearTimeout(timer);
      timer = setTimeout(() => done(digits), verb.timeoutSeconds * 1_000);
    };
    leg.onKey((digit) => {
      prompting.abort(new Error('a key was pressed'));
      if (digit === verb.finishOnKey) return done(digits);
      digits += digit;
      if (digits.length >= verb.numDigits) done(digits);
      else waitForKey();
    });
    // Prompts that were interrupted leave by an exception; the key that did it has started the wait already.
    prompts(AbortSignal.any([signal, prompting.signal])).then(waitForKey, () => {});
    return () => {
      clearTimeout(timer);
      prompting.abort(new Error('the gathering is over'));
      leg.onKey(null);
    };
  });
}
