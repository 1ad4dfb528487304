/** The configuration of this service; the only file that names its environment variables. */
import { commonConfig, flag, integer } from '@bayline/runtime';
import { z } from 'zod';

export const speechConfig = commonConfig.extend({
  DEEPGRAM_API_KEY: z
    .string()
    .optional()
    .describe('Key of the recogniser and the voice; missing or beginning with `simulated`, Deepgram is simulated.'),
  DEEPGRAM_BASE_URL: z.url().optional().describe('Where Deepgram is reached; the vendor’s own address when not set.'),
  DEEPGRAM_STT_MODEL: z.string().default('nova-2-phonecall').describe('Model that recognises callers.'),
  DEEPGRAM_TTS_MODEL: z.string().default('aura-2-asteria-en').describe('Voice that speaks.'),
  DEEPGRAM_STT_STREAMS: integer(1, 100_000)
    .optional()
    .describe(
      'This instance’s share of concurrent recogniser streams: as many calls are taken. No limit when not set.',
    ),
  DEEPGRAM_TTS_SOCKETS: integer(1, 100_000)
    .optional()
    .describe('This instance’s share of concurrent synthesis sockets. No limit when not set.'),
  CALLS_PER_TTS_SOCKET: integer(1, 100)
    .prefault('3')
    .describe('Calls taken per synthesis socket of the share: a socket is leased for one reply at a time.'),
  STT_ENDPOINTING_MS: integer(10, 5_000)
    .prefault('300')
    .describe('Silence after which a caller’s words are final, in milliseconds.'),
  STT_UTTERANCE_END_MS: integer(1_000, 5_000)
    .prefault('1000')
    .describe('Gap between words that ends an utterance when noise keeps the silence away, in milliseconds.'),
  STT_SMART_FORMAT: flag
    .prefault('true')
    .describe(
      'Numbers and dates as they are written; the recogniser may hold a final back for 3 s while one seems incomplete.',
    ),
  STT_KEYWORD_BOOST: integer(1, 10)
    .prefault('2')
    .describe('How strongly models before Nova-3 favour key terms; 1 is not at all.'),
  STT_WARM_SOCKETS: integer(0, 100).prefault('2').describe('Recogniser sockets kept open for the next calls.'),
  TTS_WARM_SOCKETS: integer(0, 100).prefault('2').describe('Synthesis sockets kept open for the next replies.'),
  DEEPGRAM_CONNECT_MS: integer(100, 30_000)
    .prefault('3000')
    .describe('Deadline of opening a socket to Deepgram, in milliseconds.'),
  TTS_FIRST_BYTE_MS: integer(100, 30_000)
    .prefault('1500')
    .describe('Deadline of a reply’s first audio, and longest gap within it, in milliseconds.'),
  TTS_PATIENCE_MS: integer(0, 10_000)
    .prefault('500')
    .describe('How long text waits for the end of its reply while the caller hears nothing, in milliseconds.'),
  PHRASE_MS: integer(100, 30_000)
    .prefault('6000')
    .describe('Deadline of synthesising a stock phrase, in milliseconds.'),
  PHRASE_MEMORY_MB: integer(1, 1_024).prefault('16').describe('Memory for the audio of stock phrases, in megabytes.'),
  MAX_EVENT_LOOP_DELAY_MS: integer(10, 10_000)
    .prefault('75')
    .describe('Delay of the event loop (99th percentile, three seconds on end) above which no new call is taken.'),
});

export type SpeechConfig = z.output<typeof speechConfig>;
