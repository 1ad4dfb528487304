/** The configuration of this service; the only file that names its environment variables. */
import { commonConfig, integer } from '@bayline/runtime';
import { z } from 'zod';

/** Where a test may let this process die: around the moment a call is placed. */
export const points = ['before-claim', 'after-claim', 'while-dialling', 'after-dialling', 'after-placing'] as const;

export const reminderConfig = commonConfig.extend({
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .prefault('http://127.0.0.1:8080')
    .describe('The address under which Twilio reaches the gateway.'),
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC[0-9a-f]{32}$/, 'must be AC and 32 hexadecimal digits')
    .default('AC5170a7ed5170a7ed5170a7ed5170a7ed')
    .describe('The Twilio account that places calls and sends messages.'),
  TWILIO_AUTH_TOKEN: z
    .string()
    .default('simulated-twilio-token')
    .describe('Its auth token. One that begins with "simulated" is the simulator’s.'),
  TWILIO_API_BASE_URL: z.url().optional().describe('Where Twilio’s REST API is; Twilio’s own when not set.'),
  REMINDER_REDIS_DEADLINE_MS: integer(50, 60_000)
    .prefault('2000')
    .describe('How long the queue of reminders may take to store one, in milliseconds.'),
  REMINDER_CALLS_PER_SECOND: integer(1, 100)
    .prefault('1')
    .describe('Calls placed each second by all instances together: what the Twilio account allows.'),
  REMINDER_LEASE_MS: integer(15_000, 3_600_000)
    .prefault('60000')
    .describe('A claim that has not told of its call after this is in doubt, and is looked for at Twilio.'),
  REMINDER_RING_SECONDS: integer(5, 120).prefault('25').describe('How long a customer’s phone rings.'),
  REMINDER_WATCH_MS: integer(200, 600_000)
    .prefault('10000')
    .describe('How often is looked whether the queue was emptied, and for calls in doubt.'),
  REMINDER_MESSAGES_MS: integer(100, 600_000).prefault('1000').describe('How often is looked for messages to send.'),
  REMINDER_SWEEP_CRON: z
    .string()
    .default('0 0 6 * * *')
    .describe('When the queue is rebuilt from crm-tools each day, by the clock of each shop’s zone.'),
  REMINDER_DIES_AT: z
    .enum(points)
    .optional()
    .describe('For fault suites: kills the process the next time it reaches this point. Refused in production.'),
});

export type ReminderConfig = z.output<typeof reminderConfig>;
export type Point = (typeof points)[number];
