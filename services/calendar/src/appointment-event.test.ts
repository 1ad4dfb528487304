import type { AppointmentRow } from '@bayline/contracts';
import fc from 'fast-check';
import { draftOf, eventIdOf, isOurs } from './appointment-event.ts';
import type { CalendarEvent } from './shop-calendars.ts';

const row: AppointmentRow = {
  appointmentId: '3f2b8a52-0a3b-4c41-9a52-2f10a5d3c0aa',
  shopId: '3f2b8a52-0a3b-4c41-9a52-2f10a5d3c001',
  version: 2,
  bayId: '3f2b8a52-0a3b-4c41-9a52-2f10a5d3c0b1',
  bayName: 'Bay 1',
  zone: 'America/New_York',
  start: '2026-11-24T09:00:00-05:00',
  end: '2026-11-24T10:00:00-05:00',
  services: ['oil change', 'tires'],
  vehicle: '2018 Subaru Outback',
  customerFirstName: 'Dana',
  customerEmail: 'dana@example.com',
  customerPhone: '+12155550123',
  notes: 'Squeaks when cold',
  callId: null,
  at: '2026-11-23T10:00:00Z',
};

describe('the event of an appointment', () => {
  it('says service, vehicle and first name, and carries id and version', () => {
    expect(draftOf(row)).toEqual({
      id: '3f2b8a520a3b4c419a522f10a5d3c0aa',
      appointmentId: row.appointmentId,
      version: 2,
      summary: 'Oil change, tires - 2018 Subaru Outback - Dana',
      description: expect.stringContaining('Notes: Squeaks when cold'),
      location: 'Bay 1',
      start: new Date('2026-11-24T14:00:00Z'),
      end: new Date('2026-11-24T15:00:00Z'),
      zone: 'America/New_York',
      guest: 'dana@example.com',
      standing: true,
    });
  });

  it('leaves out what is not known', () => {
    const draft = draftOf({ ...row, vehicle: null, notes: null, customerEmail: null });
    expect(draft.summary).toBe('Oil change, tires - Dana');
    expect(draft.description).not.toMatch(/Vehicle|Notes|null/);
    expect(draft.guest).toBeNull();
  });

  it('never carries the phone number', () => {
    expect(JSON.stringify(draftOf(row))).not.toContain('5550123');
  });

  it('has an id that Google allows, and of its own', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (one, other) => {
        expect(eventIdOf(one)).toMatch(/^[a-v0-9]{5,1024}$/);
        expect(eventIdOf(one) === eventIdOf(other)).toBe(one === other);
      }),
      { numRuns: 500 },
    );
  });
});

describe('an event', () => {
  const event: CalendarEvent = {
    id: eventIdOf(row.appointmentId),
    etag: '"1"',
    cancelled: false,
    busy: true,
    start: null,
    end: null,
    appointmentId: row.appointmentId,
    version: 1,
    written: null,
    standing: true,
  };

  it('is ours when it has the id of its appointment, and a copy of it is not', () => {
    expect(isOurs(event)).toBe(true);
    expect(isOurs({ ...event, id: 'copy123' })).toBe(false);
    expect(isOurs({ ...event, appointmentId: null })).toBe(false);
  });
});
