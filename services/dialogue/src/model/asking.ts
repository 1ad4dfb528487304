/** Asks the model, and the rules in its place when it fails: the caller must not have to say anything twice. */
import type { Log, Metrics } from '@bayline/runtime';
import { ProviderError } from '@bayline/runtime';
import type { ToolCall } from '../conversation/state.ts';
import type { Model, ModelRequest } from './model.ts';

export interface Listener {
  onText(text: string): void;
  /** The first model broke off; what follows comes from the stand-in. */
  onBroke(): void;
  onDone(calls: readonly ToolCall[]): void;
  onFailed(why: string): void;
}

/** Each resolves when the answer is complete, has failed, or was aborted, and never rejects. */
export interface Asking {
  readonly ask: Ask;
  /** Asks the stand-in at once: the model has just failed. */
  readonly askStandIn: Ask;
}

export type Ask = (request: ModelRequest, signal: AbortSignal, listener: Listener) => Promise<void>;

export function createAsking(model: Model, standIn: Model, metrics: Metrics, log: Log): Asking {
  const stoodIn = metrics.counter(
    'model_stand_in_total',
    'Answers that the rules gave because the model failed, by reason.',
  );
  return {
    ask: async (request, signal, listener) => {
      try {
        listener.onDone(await relay(model, request, signal, listener));
      } catch (error) {
        if (signal.aborted) return;
        const code = error instanceof ProviderError ? error.code : 'failed';
        stoodIn({ reason: code });
        log.warn({ model: model.name, code }, 'the model failed; the rules answer in its place');
        listener.onBroke();
        await standInFor(standIn, request, signal, listener, log);
      }
    },
    askStandIn: (request, signal, listener) => standInFor(standIn, request, signal, listener, log),
  };
}

async function standInFor(
  standIn: Model,
  request: ModelRequest,
  signal: AbortSignal,
  listener: Listener,
  log: Log,
): Promise<void> {
  try {
    listener.onDone(await relay(standIn, request, signal, listener));
  } catch (error) {
    if (signal.aborted) return;
    log.error({ error }, 'the stand-in model failed too');
    listener.onFailed('stand-in-failed');
  }
}

async function relay(
  model: Model,
  request: ModelRequest,
  signal: AbortSignal,
  listener: Listener,
): Promise<readonly ToolCall[]> {
  let calls: readonly ToolCall[] = [];
  for await (const part of model.stream(request, signal)) {
    if (signal.aborted) break;
    if (part.type === 'text') listener.onText(part.text);
    else calls = part.calls;
  }
  if (signal.aborted) throw new ProviderError(model.name, 'aborted', { retryable: false });
  return calls;
}
