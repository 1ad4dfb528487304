/** The providers that can be simulated: each with its settings and the function that starts it. One line per provider. */
import type { z } from 'zod';
import { deepgramSettings } from './deepgram/settings.ts';
import { startDeepgram } from './deepgram/start.ts';
import { googleSettings } from './google/settings.ts';
import { startGoogle } from './google/start.ts';
import { nhtsaSettings } from './nhtsa/settings.ts';
import { startNhtsa } from './nhtsa/start.ts';
import { openaiSettings } from './openai/settings.ts';
import { startOpenai } from './openai/start.ts';
import type { ProviderName, Simulator } from './simulator.ts';
import { twilioSettings } from './twilio/settings.ts';
import { startTwilio } from './twilio/start.ts';
import type { Now } from './wall-clock.ts';

export interface Provider {
  readonly name: ProviderName;
  readonly settings: z.ZodType;
  /** Starts it on `port` (0 picks a free one) with settings that override the defaults; `now` is its wall clock. */
  start(given: unknown, port: number, now: Now): Promise<Simulator>;
}

export const providers: readonly Provider[] = [
  provider('twilio', twilioSettings, startTwilio),
  provider('deepgram', deepgramSettings, startDeepgram),
  provider('openai', openaiSettings, (given, port) => startOpenai(given, port)),
  provider('google', googleSettings, startGoogle),
  provider('nhtsa', nhtsaSettings, startNhtsa),
];

function provider<Schema extends z.ZodType>(
  name: ProviderName,
  settings: Schema,
  start: (given: z.output<Schema>, port: number, now: Now) => Promise<Simulator>,
): Provider {
  return { name, settings, start: (given, port, now) => start(settings.parse(given), port, now) };
}
