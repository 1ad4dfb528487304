/** What calls cost at the providers, as the simulators counted it: tokens, characters, minutes. */
import { z } from 'zod';
import type { Talk } from './talk.ts';

const openAiState = z.object({
  requests: z.number(),
  promptTokens: z.number(),
  cachedTokens: z.number(),
  completionTokens: z.number(),
  aborted: z.number(),
});
const deepgramState = z.object({ characters: z.number(), flushes: z.number() });

/** Per conversation. */
export async function readCosts(
  environment: Readonly<Record<string, string>>,
  talks: readonly Pick<Talk, 'durationMs'>[],
): Promise<Record<string, number>> {
  const openai = openAiState.parse(await stateOf(environment.OPENAI_BASE_URL));
  const deepgram = deepgramState.parse(await stateOf(environment.DEEPGRAM_BASE_URL));
  const count = Math.max(1, talks.length);
  const each = (total: number): number => Math.round((total / count) * 10) / 10;
  return {
    modelCalls: each(openai.requests),
    modelCallsAborted: each(openai.aborted),
    promptTokens: each(openai.promptTokens),
    cachedTokens: each(openai.cachedTokens),
    completionTokens: each(openai.completionTokens),
    spokenCharacters: each(deepgram.characters),
    flushes: each(deepgram.flushes),
    minutes: Math.round((talks.reduce((sum, { durationMs }) => sum + durationMs, 0) / count / 60_000) * 100) / 100,
  };
}

/** What a simulated provider tells of itself; `url` is any URL of its. */
export async function stateOf(url: string | undefined): Promise<unknown> {
  const response = await fetch(`${new URL(url ?? '').origin}/lab/state`);
  return response.json();
}
