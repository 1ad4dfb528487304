/** The gateway's configuration: the only place where its environment variables are named. */
import { phoneNumber } from '@bayline/contracts';
import { commonConfig, integer } from '@bayline/runtime';
import { z } from 'zod';

/** `https://host` or, on a laptop, `http://127.0.0.1:8080`: an origin without a path. */
const origin = z
  .url({ protocol: /^https?$/ })
  .refine(
    (value) => new URL(value).origin === value.replace(/\/$/, ''),
    'must be an origin: scheme, host and port only',
  )
  .transform((value) => new URL(value).origin);

export const gatewayConfig = z.object({
  ...commonConfig.shape,
  PUBLIC_URL: origin.describe('Origin under which Twilio reaches this gateway; signatures are checked against it.'),
  GATEWAY_PORT: integer(0, 65_535)
    .prefault('8080')
    .describe('Port of the webhooks and media streams; 0 picks a free one.'),
  GATEWAY_HOST: z.string().default('127.0.0.1').describe('Address the webhooks and media streams listen on.'),
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC[0-9a-f]{32}$/)
    .describe('The Twilio account whose calls are answered.'),
  TWILIO_AUTH_TOKEN: z.string().min(16).describe('Signs Twilio’s requests and authorises ours.'),
  TWILIO_AUTH_TOKEN_PREVIOUS: z
    .string()
    .min(16)
    .optional()
    .describe('Still accepted in signatures while the auth token is being rotated.'),
  TWILIO_API_BASE_URL: z.url().optional().describe('Twilio’s REST address when it is not Twilio’s own.'),
  MEDIA_TOKEN_SECRET: z
    .string()
    .min(32)
    .describe('Signs the pass of a media stream and seals whispered briefings; the same for every gateway.'),
  DESK_NUMBER: phoneNumber
    .optional()
    .describe('Rung when nothing is known of the shop that was called, or the shop has no desk of its own.'),
  PLAYOUT_LEAD_MS: integer(40, 400)
    .prefault('100')
    .describe('How far ahead of the line audio is sent. What is ahead is lost to a barge-in, what is not may stutter.'),
  PLAYOUT_LEAD_MAX_MS: integer(40, 2_000)
    .prefault('400')
    .describe('How far the lead widens on a line whose marks show that it ran dry.'),
  MAX_QUEUED_AUDIO_MS: integer(1_000, 600_000)
    .prefault('120000')
    .describe('Spoken audio kept for one call and not sent yet; more is dropped.'),
  MAX_BUFFERED_BYTES: integer(1_024, 1_048_576)
    .prefault('16384')
    .describe('Bytes a media socket may hold back before no more audio is sent to it (16 KiB is a second of speech).'),
  MAX_CALLS: integer(1, 10_000)
    .prefault('400')
    .describe('Live calls of this process; a further caller is sent to the desk.'),
  MAX_EVENT_LOOP_DELAY_MS: integer(10, 10_000)
    .prefault('75')
    .describe('Delay of the event loop (99th percentile, three seconds on end) above which no new call is taken.'),
  MAX_CALLS_PER_NUMBER_PER_HOUR: integer(1, 100_000)
    .prefault('60')
    .describe('Calls taken from one number within an hour by this process.'),
  MAX_CALLS_PER_DAY: integer(1, 10_000_000).prefault('20000').describe('Calls taken within 24 hours by this process.'),
  MAX_CALL_SECONDS: integer(1, 14_400).prefault('1200').describe('After this long a call is ended politely.'),
  MAX_WAITING_SOCKETS_PER_ADDRESS: integer(1, 100_000)
    .prefault('100')
    .describe(
      'Media sockets of one address that have not shown a valid pass yet. Behind a proxy all share its address.',
    ),
  START_DEADLINE_MS: integer(100, 60_000)
    .prefault('5000')
    .describe('A media socket must start its stream within this time.'),
  IDLE_LIMIT_MS: integer(1_000, 600_000)
    .prefault('15000')
    .describe('A media socket that is silent for so long is closed.'),
  MESSAGES_PER_SECOND: integer(50, 10_000)
    .prefault('60')
    .describe('Messages a media socket may send; a call sends 50 and some marks.'),
  MESSAGE_BURST: integer(50, 10_000)
    .prefault('300')
    .describe('Messages a media socket may send at once after a gap in the network.'),
  OWNER_SILENCE_MS: integer(500, 60_000)
    .prefault('1500')
    .describe('A speech or dialogue instance that shows no life for so long is replaced.'),
  OWNER_GIVE_UP_MS: integer(1_000, 120_000)
    .prefault('10000')
    .describe('A call that nobody could take over within this time is handed to the desk.'),
});

export type GatewayConfig = z.output<typeof gatewayConfig>;
