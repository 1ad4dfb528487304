import { eventIdOf } from './appointment-event.ts';
import { doneByPerson, mayBeOurs } from './own-events.ts';
import type { CalendarEvent } from './shop-calendars.ts';

const appointmentId = '3f2b8a52-0a3b-4c41-9a52-2f10a5d3c0aa';
const [start, end] = [new Date('2026-11-24T14:00:00Z'), new Date('2026-11-24T15:00:00Z')];
const event: CalendarEvent = {
  ...{ id: eventIdOf(appointmentId), etag: '"1"', cancelled: false, busy: true, appointmentId, version: 3 },
  ...{ start: { at: start }, end: { at: end }, written: { calendarId: 'bay-1', start, end }, standing: true },
};
const later = { at: new Date('2026-11-24T16:00:00Z') };

describe('what a person did to an event of ours', () => {
  it('is nothing when it is as we wrote it', () => {
    expect(doneByPerson(event, 'bay-1')).toBeNull();
  });

  it('is a move when its time, its length or its calendar differs', () => {
    expect(doneByPerson({ ...event, start: later, end: later }, 'bay-1')).toMatchObject({
      type: 'moved',
      start: later.at,
    });
    expect(doneByPerson({ ...event, end: later }, 'bay-1')).toMatchObject({ type: 'moved', start, end: later.at });
    expect(doneByPerson(event, 'bay-2')).toMatchObject({ type: 'moved', start, end });
  });

  it('is a move without a time when it became a whole day', () => {
    const day = { start: { date: '2026-11-24' }, end: { date: '2026-11-25' } };
    expect(doneByPerson({ ...event, ...day }, 'bay-1')).toEqual({ type: 'moved', start: null, end: null });
  });

  it('is a deletion, unless it was we who deleted it', () => {
    expect(doneByPerson({ ...event, cancelled: true }, 'bay-1')).toEqual({ type: 'deleted' });
    expect(doneByPerson({ ...event, cancelled: true, standing: false }, 'bay-1')).toBeNull();
  });

  it('is nothing for a copy of it, and for what says nothing of our writing', () => {
    expect(doneByPerson({ ...event, id: 'copy123', start: later }, 'bay-1')).toBeNull();
    expect(doneByPerson({ ...event, written: null, start: later }, 'bay-1')).toBeNull();
  });

  it('may be hidden behind an id that is all a reading tells', () => {
    const bare = { ...event, cancelled: true, appointmentId: null, version: null, written: null };
    expect(mayBeOurs(bare)).toBe(true);
    expect(mayBeOurs({ ...bare, id: 'k5vpersons' })).toBe(false);
    expect(mayBeOurs({ ...bare, cancelled: false })).toBe(false);
  });
});
