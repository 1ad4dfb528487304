/** The configuration of this service; the only file that names its environment variables. */
import { commonConfig, integer } from '@bayline/runtime';
import type { z } from 'zod';

export const reminderConfig = commonConfig.extend({
  REMINDER_REDIS_DEADLINE_MS: integer(50, 60_000)
    .prefault('2000')
    .describe('How long the queue of reminders may take to store one, in milliseconds.'),
});

export type ReminderConfig = z.output<typeof reminderConfig>;
