/** The configuration of dialogue. */
import { commonConfig, flag, integer } from '@bayline/runtime';
import { z } from 'zod';
import { profileNames } from './ahead/profiles.ts';

export const dialogueConfig = commonConfig.extend({
  OPENAI_API_KEY: z.string().optional().describe('Key of the OpenAI project; without one the model is simulated.'),
  OPENAI_BASE_URL: z
    .url()
    .optional()
    .describe('Where chat completions are asked, with /v1; the vendor’s address when not set.'),
  OPENAI_MODEL: z.string().default('gpt-4o').describe('The chat completions model.'),
  OPENAI_TEMPERATURE: z
    .string()
    .regex(/^(\d(\.\d+)?|default)$/)
    .default('0.3')
    .describe('Sampling temperature, or `default` for models that accept no other.'),
  OPENAI_REASONING_NONE: z
    .enum(['true', 'false'])
    .default('false')
    .describe('Send reasoning_effort none: some newer models refuse tools without it.'),
  OPENAI_MOST_TOKENS: integer(50, 4_000).prefault('400').describe('Most tokens of one answer.'),
  OPENAI_FIRST_TOKEN_MS: integer(200, 60_000)
    .prefault('3500')
    .describe('How long the first token may take before the rules answer instead.'),
  OPENAI_STALL_MS: integer(200, 60_000).prefault('2500').describe('How long a stream may stall between tokens.'),
  DIALOGUE_SPECULATION: flag
    .prefault('true')
    .describe('Ask the model before the caller’s turn is known to be over; what does not fit is thrown away unheard.'),
  DIALOGUE_PROFILE: z
    .enum(profileNames)
    .default('balanced')
    .describe('How long a pause is waited out and how early the model is asked: quick, or with time to think.'),
  DIALOGUE_MOST_CALLS: integer(1, 10_000)
    .prefault('400')
    .describe('Calls one instance converses with at a time; more are refused.'),
  DIALOGUE_SILENCE_MS: integer(1_000, 120_000)
    .prefault('7000')
    .describe('How long a caller may be silent before they are asked, and again before the call ends.'),
  DIALOGUE_HISTORY_TOKENS: integer(500, 100_000)
    .prefault('4000')
    .describe('History shown to the model is trimmed to about this many tokens.'),
  DIALOGUE_HISTORY_MESSAGES: integer(4, 200)
    .prefault('20')
    .describe('So many of the latest messages are always shown.'),
});

export type DialogueConfig = z.output<typeof dialogueConfig>;
