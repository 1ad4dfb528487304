/** The settings of the Twilio simulator. */
import { z } from 'zod';

export const twilioSettings = z.object({
  apiKey: z.string().startsWith('simulated').default('simulated-twilio-key').describe('The key clients are given.'),
});

export type TwilioSettings = z.output<typeof twilioSettings>;
