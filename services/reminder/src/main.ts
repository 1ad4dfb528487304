/** The reminder process. */
import { runService } from '@bayline/runtime';
import { reminderConfig } from './config.ts';
import { startReminder } from './service.ts';

await runService({ name: 'reminder', config: reminderConfig, start: startReminder, drainMs: 30_000 }, process.env);
