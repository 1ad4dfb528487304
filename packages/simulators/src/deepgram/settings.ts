/** The settings of the Deepgram simulator. */
import { z } from 'zod';

export const deepgramSettings = z.object({
  apiKey: z.string().startsWith('simulated').default('simulated-deepgram-key').describe('The key clients are given.'),
});

export type DeepgramSettings = z.output<typeof deepgramSettings>;
