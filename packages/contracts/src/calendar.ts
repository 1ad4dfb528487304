/** What people have put into a shop's Google calendars. */
import { z } from 'zod';
import { defineAsk } from './define.ts';
import { milliseconds, moment, shopId, uuid } from './ids.ts';

export const calendarBusy = defineAsk({
  noun: 'calendar',
  verb: 'busy',
  summary: "People's own events in a stretch of time, from the mirror; never the events that mirror our appointments.",
  askers: ['crm-tools'],
  answerer: 'calendar',
  deadlineMs: 300,
  request: z.object({ shopId, from: moment, to: moment }),
  reply: z.object({
    /** `live` mirrors are at most a minute old; `stale` ones older; `none` when there is no calendar or no mirror yet. */
    state: z.enum(['live', 'stale', 'none']),
    ageMs: milliseconds.nullable(),
    busy: z.array(
      z.object({
        /** The bay whose calendar holds it; null blocks the whole shop. */
        bayId: uuid.nullable(),
        start: moment,
        end: moment,
      }),
    ),
  }),
});

export const calendarList = defineAsk({
  noun: 'calendar',
  verb: 'list',
  summary: 'Which Google calendars belong to which shops and bays.',
  askers: ['calendar'],
  answerer: 'crm-tools',
  deadlineMs: 2_000,
  request: z.object({}),
  reply: z.object({
    calendars: z.array(
      z.object({ shopId, bayId: uuid.nullable(), calendarId: z.string(), zone: z.string(), shopName: z.string() }),
    ),
  }),
});
