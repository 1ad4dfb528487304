/** Reminders: the call the day before a visit. */
import { z } from 'zod';
import { defineFact } from './define.ts';
import { appointmentId, moment, shopId } from './ids.ts';

export const reminderPlanned = defineFact({
  name: 'reminder.planned',
  summary: 'A reminder job stands for this appointment (or no longer does, when `dueAt` is null).',
  about: 'appointment',
  tellers: ['reminder'],
  hearers: ['crm-tools'],
  lasting: true,
  schema: z.object({
    appointmentId,
    shopId,
    kind: z.enum(['day-before']),
    version: z.number().int().positive(),
    dueAt: moment.nullable(),
    at: moment,
  }),
  identity: (id, payload) => `reminder.planned:${id}:${payload.kind}:${payload.version}`,
});
