/** Which fact about the shop's calendars goes to which function. */
import { calendarConnected, calendarDisconnected, eventDeleted, eventMoved, eventUnknown } from '@bayline/contracts';
import type { z } from 'zod';
import {
  type EventHearing,
  hearConnection,
  hearEventDeleted,
  hearEventMoved,
  hearEventUnknown,
} from './hearing-events.ts';

type Payload<F extends { schema: z.ZodType }> = z.output<F['schema']>;
type Connection = Payload<typeof calendarConnected>;

export function calendarHandlers(
  hearing: EventHearing,
): Readonly<Record<string, (id: string, payload: unknown) => Promise<void>>> {
  return {
    [eventMoved.name]: (_, payload) => hearEventMoved(hearing, payload as Payload<typeof eventMoved>),
    [eventDeleted.name]: (_, payload) => hearEventDeleted(hearing, payload as Payload<typeof eventDeleted>),
    [eventUnknown.name]: (_, payload) => hearEventUnknown(hearing, payload as Payload<typeof eventUnknown>),
    [calendarConnected.name]: (_, payload) => hearConnection(hearing, payload as Connection, 'connected'),
    [calendarDisconnected.name]: (_, payload) => hearConnection(hearing, payload as Connection, 'disconnected'),
  };
}
