/** The calendar process. */
import { runService } from '@bayline/runtime';
import { calendarConfig } from './config.ts';
import { startCalendar } from './service.ts';

await runService({ name: 'calendar', config: calendarConfig, start: startCalendar, drainMs: 30_000 }, process.env);
