/** The settings of the Google simulator. */
import { z } from 'zod';
import { faultsOf } from '../faults.ts';
import { latency } from '../latency.ts';

export const OPERATIONS = [
  'token',
  'calendarList.list',
  'calendars.get',
  'events.list',
  'events.get',
  'events.insert',
  'events.patch',
  'events.update',
  'events.delete',
  'events.move',
  'freebusy.query',
] as const;

export type Operation = (typeof OPERATIONS)[number];

const on = z.enum(OPERATIONS).optional().describe('Only this operation; any of the Calendar API when left out.');
const status = z.number().int().min(400).max(599);

const googleFault = z
  .discriminatedUnion('type', [
    z
      .object({ type: z.literal('refusal'), on, status, reason: z.string().optional() })
      .describe('Refused with this status, and the reason Google gives for it unless another is named.'),
    z
      .object({ type: z.literal('lost'), on, status: status.default(503) })
      .describe('Done, and yet answered as failed: what an idempotent client must survive.'),
    z.object({ type: z.literal('slow'), on, ms: z.number().min(0).default(30_000) }).describe('Done, but late.'),
    z.object({ type: z.literal('silent'), on }).describe('Never answered.'),
    z.object({ type: z.literal('reset'), on }).describe('The connection is cut, nothing is done.'),
  ])
  .describe('What can go wrong with one request.');

export type GoogleFault = z.output<typeof googleFault>;

export const googleSettings = z.object({
  seed: z.number().int().default(1).describe('Seed of latencies and random faults.'),
  latency: latency(400).describe('From request to answer, of the Calendar API.'),
  tokenLatency: latency(150).describe('From request to answer, of the token endpoint.'),
  clientId: z.string().startsWith('simulated').default('simulated-google-client').describe('The only OAuth client.'),
  clientSecret: z.string().startsWith('simulated').default('simulated-google-secret').describe('Its secret.'),
  refreshToken: z.string().startsWith('simulated').default('simulated-google-refresh').describe('Its refresh token.'),
  accessTokenSeconds: z.number().int().positive().default(3_599).describe('How long an access token lives.'),
  revoked: z.boolean().default(false).describe('Consent is withdrawn: refreshing answers invalid_grant.'),
  consent: z.enum(['given', 'refused']).default('given').describe('What the person answers on the consent page.'),
  refreshTokenSeconds: z
    .number()
    .int()
    .positive()
    .optional()
    .describe('How long a refresh token lives, when the OAuth app is only being tested (Google: 7 days).'),
  syncTokenLifeMs: z
    .number()
    .min(0)
    .default(7 * 24 * 3_600_000)
    .describe('An older sync token is answered 410 fullSyncRequired.'),
  mostPerPage: z
    .number()
    .int()
    .positive()
    .default(2_500)
    .describe('Events on a page at most, whatever was asked for: Google may give fewer.'),
  timeZone: z.string().default('America/New_York').describe('Zone of calendars that name none.'),
  calendars: z
    .array(z.object({ id: z.string(), timeZone: z.string().optional() }))
    .default([])
    .describe('Calendars that are there from the start. One named *.calendar.simulated appears when it is first used.'),
  missing: z.array(z.string()).default([]).describe('Calendars that are not there (404, notFound in free/busy).'),
  readOnly: z.array(z.string()).default([]).describe('Calendars in which nothing may be written (403).'),
  failing: z.array(z.string()).default([]).describe('Calendars for which free/busy answers internalError.'),
  faults: faultsOf(googleFault),
});

export type GoogleSettings = z.output<typeof googleSettings>;
