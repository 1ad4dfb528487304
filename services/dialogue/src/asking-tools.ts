/**
 * Asking a tool until it answers: a tool that is asked the same again answers the same (crm-tools keeps the answer of every hold and
 * commit), so what was lost with a process or the bus is asked again. A booking may have been made by an answer nobody heard.
 */
import type { Tool } from '@bayline/contracts';
import { AskFailed, type Bus } from '@bayline/runtime';

/** No ask is begun after this long: the caller has heard one filler, and should hear more than another. */
const BEGUN_WITHIN_MS = 6_000;
const PAUSE_MS = 300;

/** @throws AskFailed when it does not answer at all. `wanted` turns false when nobody waits any more. */
export async function askToolUntilAnswered(
  bus: Bus,
  tool: Tool,
  request: { readonly arguments: unknown; readonly envelope: unknown },
  callId: string,
  wanted: () => boolean,
): Promise<unknown> {
  const startedAt = performance.now();
  for (;;) {
    try {
      return await bus.ask(tool.ask, request as never, { callId });
    } catch (error) {
      const late = performance.now() - startedAt > BEGUN_WITHIN_MS;
      if (late || !wanted() || !wasUnanswered(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

/** A refusal is an answer. */
function wasUnanswered(error: unknown): boolean {
  return error instanceof AskFailed && error.reason !== 'refused' && error.reason !== 'invalid-reply';
}
