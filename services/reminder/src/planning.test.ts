import type { AppointmentRow } from '@bayline/contracts';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { planReminder } from './planning.ts';

const row: AppointmentRow = {
  appointmentId: '3f2b8a52-0a3b-4c41-9a52-2f10a5d3c0aa',
  shopId: '3f2b8a52-0a3b-4c41-9a52-2f10a5d3c001',
  version: 3,
  bayId: '3f2b8a52-0a3b-4c41-9a52-2f10a5d3c0b1',
  bayName: 'Bay 1',
  zone: 'America/New_York',
  start: '2026-12-01T09:00:00-05:00',
  end: '2026-12-01T10:00:00-05:00',
  services: ['oil change'],
  vehicle: '2018 Subaru Outback',
  customerFirstName: 'Dana',
  customerEmail: 'dana@example.com',
  customerPhone: '+12155550123',
  notes: null,
  callId: null,
  at: '2026-11-23T10:00:00Z',
};
const now = new Date('2026-11-23T15:00:00Z');

/** Of a visit that was made long ago. */
function due(start: string, zone = 'America/New_York'): string | undefined {
  return planReminder({ ...row, start, zone, at: '2025-01-01T00:00:00Z' }, false, new Date(0)).dueAt?.toISOString();
}

describe('the plan for a visit', () => {
  it('is due at the same time on the day before, and holds ids only', () => {
    expect(planReminder(row, false, now)).toEqual({
      appointmentId: row.appointmentId,
      shopId: row.shopId,
      kind: 'day-before',
      version: 3,
      dueAt: new Date('2026-11-30T14:00:00Z'),
      keeps: new Date('2026-11-30T14:00:00Z'),
    });
  });

  it('is none for a visit that was cancelled, or has begun', () => {
    expect(planReminder(row, true, now)).toMatchObject({ dueAt: null, keeps: null });
    expect(planReminder(row, false, new Date('2026-12-01T14:00:00Z'))).toMatchObject({ dueAt: null, keeps: null });
  });

  it('is none for a visit made less than a day ahead, and what was planned for its time before stays', () => {
    const keeps = new Date('2026-11-30T14:00:00Z');
    expect(planReminder({ ...row, at: '2026-11-30T14:00:00Z' }, false, now)).toMatchObject({ dueAt: null, keeps });
    expect(planReminder({ ...row, at: '2026-11-30T13:59:59Z' }, false, now)).toMatchObject({ dueAt: keeps, keeps });
  });

  it('is still due for a visit that was made in time and is heard of late', () => {
    const dueAt = new Date('2026-11-30T14:00:00Z');
    expect(planReminder(row, false, new Date('2026-11-30T14:00:01Z'))).toMatchObject({ dueAt });
    expect(planReminder(row, false, new Date('2026-12-01T13:59:59Z'))).toMatchObject({ dueAt });
  });

  it.each([
    [
      'the night the clocks go forward, 23 hours',
      '2026-03-08T09:00:00-04:00',
      'America/New_York',
      '2026-03-07T14:00:00.000Z',
    ],
    [
      'the night the clocks go back, 25 hours',
      '2026-11-01T09:00:00-05:00',
      'America/New_York',
      '2026-10-31T13:00:00.000Z',
    ],
    [
      'a time that the day before skips, later',
      '2026-03-09T02:30:00-04:00',
      'America/New_York',
      '2026-03-08T07:30:00.000Z',
    ],
    [
      'a time that the day before has twice, the first',
      '2026-11-02T01:30:00-05:00',
      'America/New_York',
      '2026-11-01T05:30:00.000Z',
    ],
    ['another zone', '2026-11-01T08:00:00-07:00', 'America/Denver', '2026-10-31T14:00:00.000Z'],
    ['a zone without summer time', '2026-03-08T09:00:00-07:00', 'America/Phoenix', '2026-03-07T16:00:00.000Z'],
    [
      'the first of March after a leap day',
      '2028-03-01T09:00:00-05:00',
      'America/New_York',
      '2028-02-29T14:00:00.000Z',
    ],
    ['New Year', '2027-01-01T09:00:00-05:00', 'America/New_York', '2026-12-31T14:00:00.000Z'],
    ['a start told in another offset', '2026-12-01T14:00:00Z', 'America/New_York', '2026-11-30T14:00:00.000Z'],
  ])('crosses %s', (_what, start, zone, expected) => {
    expect(due(start, zone)).toBe(expected);
  });

  it('keeps the clock on the wall wherever the day before has that time', () => {
    const zones = fc.constantFrom('America/New_York', 'America/Denver', 'America/Los_Angeles', 'Europe/Berlin');
    // Opening hours: no clock changes between 4 AM and midnight.
    const minutes = fc.integer({ min: 4 * 60, max: 24 * 60 - 1 });
    const days = fc.date({ min: new Date('2026-01-02'), max: new Date('2036-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(zones, days, minutes, (zone, day, minute) => {
        const date = Temporal.PlainDate.from(day.toISOString().slice(0, 10));
        const time = Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 });
        const start = date.toZonedDateTime({ timeZone: zone, plainTime: time });
        const planned = due(start.toInstant().toString(), zone);
        const local = Temporal.Instant.from(planned ?? '').toZonedDateTimeISO(zone);
        expect(local.toPlainTime().toString()).toBe(time.toString());
        expect(local.toPlainDate().add({ days: 1 }).toString()).toBe(date.toString());
      }),
      { numRuns: 500 },
    );
  });
});
