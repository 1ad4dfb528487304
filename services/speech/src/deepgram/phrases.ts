/** Whole phrases as audio by Deepgram (TTS REST), through its SDK. */

import type { Guard } from '@bayline/runtime';
import { DeepgramClient, DeepgramError } from '@deepgram/sdk';
import type { SynthesisePhrase } from '../voicing/synthesiser.ts';
import { refusal, unreachable } from './failures.ts';
import type { DeepgramAccess } from './listening.ts';
import { phraseParameters } from './parameters.ts';

/** `guard` holds the deadline and the breaker; the SDK's own retries are off. */
export function deepgramPhrases(
  access: Pick<DeepgramAccess, 'apiKey' | 'baseUrl'>,
  model: string,
  guard: Guard,
  deadlineMs: number,
): SynthesisePhrase {
  const client = new DeepgramClient({
    apiKey: access.apiKey,
    ...(access.baseUrl === undefined ? {} : { baseUrl: access.baseUrl }),
    maxRetries: 0,
    // A request that is aborted leaves the SDK's own timer running: a minute, unless it is told less.
    timeoutInSeconds: deadlineMs / 1_000,
  });
  return (text) =>
    guard.run(async (abortSignal) => {
      try {
        const response = await client.speak.v1.audio.generate({ text, ...phraseParameters(model) }, { abortSignal });
        return new Uint8Array(await response.arrayBuffer());
      } catch (error) {
        throw error instanceof DeepgramError && error.statusCode !== undefined
          ? refusal(error.statusCode, error)
          : unreachable(error);
      }
    });
}
