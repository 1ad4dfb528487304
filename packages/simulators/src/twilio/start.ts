/** Starts the Twilio simulator. */
import type { z } from 'zod';
import { openLaboratory } from '../lab.ts';
import type { Simulator } from '../simulator.ts';
import { twilioSettings } from './settings.ts';

export async function startTwilio(given: z.input<typeof twilioSettings> = {}, port = 0): Promise<Simulator> {
  const laboratory = openLaboratory({ schema: twilioSettings, given, state: () => ({}) });
  const address = await laboratory.listen(port);
  return {
    name: 'twilio',
    ...address,
    env: { TWILIO_API_BASE_URL: address.url, TWILIO_AUTH_TOKEN: laboratory.settings().apiKey },
    close: laboratory.close,
  };
}
