/** Starts the Deepgram simulator. */
import type { z } from 'zod';
import { openLaboratory } from '../lab.ts';
import type { Simulator } from '../simulator.ts';
import { deepgramSettings } from './settings.ts';

export async function startDeepgram(given: z.input<typeof deepgramSettings> = {}, port = 0): Promise<Simulator> {
  const laboratory = openLaboratory({ schema: deepgramSettings, given, state: () => ({}) });
  const address = await laboratory.listen(port);
  return {
    name: 'deepgram',
    ...address,
    env: { DEEPGRAM_BASE_URL: address.url, DEEPGRAM_API_KEY: laboratory.settings().apiKey },
    close: laboratory.close,
  };
}
