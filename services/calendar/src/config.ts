/** The configuration of this service; the only file that names its environment variables. */
import { commonConfig, faultPointSetting, integer } from '@bayline/runtime';
import { z } from 'zod';

export const calendarConfig = commonConfig.extend({
  GOOGLE_CLIENT_ID: z.string().optional().describe('OAuth client that the shops’ Google account has agreed to.'),
  GOOGLE_CLIENT_SECRET: z.string().optional().describe('Secret of that OAuth client.'),
  GOOGLE_REFRESH_TOKEN: z
    .string()
    .optional()
    .describe('Consent of the Google account; missing or beginning with `simulated`, Google Calendar is simulated.'),
  GOOGLE_API_BASE_URL: z.url().optional().describe('Origin of the Calendar API; Google’s own when not set.'),
  GOOGLE_TOKEN_URL: z.url().optional().describe('The OAuth token endpoint; Google’s own when not set.'),
  GOOGLE_DEADLINE_MS: integer(100, 60_000)
    .prefault('5000')
    .describe('How long one request to Google may take, in milliseconds.'),
  GOOGLE_RECONNECT_MS: integer(100, 3_600_000)
    .prefault('60000')
    .describe('How long Google is left alone once it has said that consent is gone, in milliseconds.'),
  GOOGLE_SYNC_MS: integer(100, 600_000)
    .prefault('15000')
    .describe('Pause between two readings of the shops’ calendars, in milliseconds.'),
  FAULT_POINT: faultPointSetting,
});

export type CalendarConfig = z.output<typeof calendarConfig>;

/** Where FAULT_POINT can end this process: around a write at Google. */
export type CalendarFaultPoint = 'write.before' | 'write.after';
