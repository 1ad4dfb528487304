import type { AppointmentRow } from '@bayline/contracts';
import { eventIdOf } from './appointment-event.ts';
import { compare, type FoundEvent, type KnownAppointment } from './comparing.ts';
import type { ShopCalendar } from './places.ts';

const shopId = '3f2b8a52-0a3b-4c41-9a52-2f10a5d3c001';
const id = '3f2b8a52-0a3b-4c41-9a52-2f10a5d3c0aa';
const calendarOf = (bayId: string): ShopCalendar => ({
  shopId,
  bayId,
  calendarId: `cal-${bayId}`,
  zone: 'America/New_York',
});
const calendars = [calendarOf('one'), calendarOf('two')];
const [start, end] = ['2026-12-01T14:00:00.000Z', '2026-12-01T15:00:00.000Z'];

function known(version: number, status: KnownAppointment['status'] = 'booked', bayId = 'one'): KnownAppointment {
  const row: AppointmentRow = {
    ...{ appointmentId: id, shopId, version, bayId, bayName: bayId, zone: 'America/New_York', start, end },
    ...{ services: ['oil change'], vehicle: null, customerFirstName: 'Dana', customerEmail: null },
    ...{ customerPhone: null, notes: null, callId: null, at: start },
  };
  return { row, status };
}

function found(version: number, bayId = 'one', startsAt = start): FoundEvent {
  const calendar = calendarOf(bayId);
  const written = { calendarId: calendar.calendarId, start: new Date(start), end: new Date(end) };
  return {
    calendar,
    event: {
      ...{ id: eventIdOf(id), etag: '"1"', cancelled: false, busy: true, appointmentId: id, version, written },
      ...{ start: { at: new Date(startsAt) }, end: { at: new Date(end) }, standing: true },
    },
  };
}

function repairs(appointments: KnownAppointment[], events: FoundEvent[]): string[] {
  return compare(calendars, appointments, events).map((repair) =>
    repair.type === 'keep' ? `keep ${repair.why}` : repair.type,
  );
}

describe('appointments compared with events', () => {
  it.each<[string, KnownAppointment[], FoundEvent[], string[]]>([
    ['agree', [known(2)], [found(2)], []],
    ['lack an event', [known(1)], [], ['keep missing']],
    ['have one that is behind', [known(3)], [found(2)], ['keep behind']],
    ['have one too many', [known(2)], [found(2), found(1, 'two')], ['keep doubled']],
    ['have one that is ahead: its fact is on its way', [known(2)], [found(3)], []],
    ['are cancelled, and the event stands', [known(2, 'cancelled')], [found(1)], ['cancel']],
    ['are cancelled, and so is the event', [known(2, 'cancelled')], [], []],
    ['are over', [known(2, 'done')], [found(1)], []],
    ['have one that a person dragged', [known(2)], [found(2, 'one', '2026-12-01T13:00:00.000Z')], ['person']],
    ['do not know of an event', [], [found(1)], ['look-up']],
    ['belong into no calendar', [known(1, 'booked', 'three')], [], []],
  ])('that %s', (_, appointments, events, expected) => {
    expect(repairs(appointments, events)).toEqual(expected);
  });
});
