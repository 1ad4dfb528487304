import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { sayClock, sayDay, sayMoment, sayTime } from './saying.ts';
import {
  addDays,
  clockOfMinutes,
  daysBetween,
  edgeIso,
  isLocalDate,
  isoIn,
  localDateOf,
  localTimeOf,
  minutesOfClock,
  weekdayOf,
  zonedIso,
} from './zones.ts';

const zone = 'America/New_York';
const now = new Date('2026-11-23T15:05:00Z');

describe('local times', () => {
  it.each([
    ['2026-11-24', '09:00', zone, '2026-11-24T09:00:00-05:00'],
    ['2026-07-04', '9:00', zone, '2026-07-04T09:00:00-04:00'],
    ['2026-11-24', '09:00', 'America/Phoenix', '2026-11-24T09:00:00-07:00'],
    ['2027-03-14', '02:30', zone, null],
    ['2027-03-14', '03:00', zone, '2027-03-14T03:00:00-04:00'],
    ['2027-11-07', '01:30', zone, '2027-11-07T01:30:00-04:00'],
    ['2027-03-28', '01:30', 'Europe/London', null],
    ['2026-10-04', '02:15', 'Australia/Lord_Howe', null],
    ['2026-10-04', '02:30', 'Australia/Lord_Howe', '2026-10-04T02:30:00+11:00'],
    ['2026-02-29', '09:00', zone, null],
    ['2026-11-24', '24:00', zone, null],
    ['2026-11-24', 'nine', zone, null],
    ['tomorrow', '09:00', zone, null],
  ])('%s %s in %s is %s', (date, clock, place, iso) => {
    expect(zonedIso(date, clock, place)).toBe(iso);
  });

  it('throw for a zone that does not exist: that is configuration', () => {
    expect(() => zonedIso('2026-11-24', '09:00', 'Nowhere/Land')).toThrow(RangeError);
  });

  it('are found for an instant', () => {
    expect(localDateOf(new Date('2026-11-24T04:30:00Z'), zone)).toBe('2026-11-23');
    expect(localTimeOf(new Date('2026-11-24T04:30:00Z'), zone)).toBe('23:30');
    expect(isoIn(new Date('2026-11-24T04:30:00.500Z'), zone)).toBe('2026-11-23T23:30:00-05:00');
  });

  it('come back from every instant, but for the second of two equal hours', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
        (instant) => {
          const iso = zonedIso(localDateOf(instant, zone), localTimeOf(instant, zone), zone);
          expect(iso).not.toBeNull();
          const back = Date.parse(iso ?? '');
          const minute = Math.floor(instant.getTime() / 60_000) * 60_000;
          expect([minute, minute - 3_600_000]).toContain(back);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('are those of the calendar, in every zone and year', () => {
    const zones = [
      zone,
      'America/St_Johns',
      'Australia/Lord_Howe',
      'Asia/Gaza',
      'Africa/Monrovia',
      'Pacific/Apia',
      'UTC',
    ];
    const instants = fc.date({ min: new Date('0000-06-01'), max: new Date('9999-01-01'), noInvalidDate: true });
    const nearOurs = fc.date({ min: new Date('1960-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(fc.oneof(instants, nearOurs), fc.constantFrom(...zones), (instant, place) => {
        const exact = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(place);
        expect(localDateOf(instant, place)).toBe(exact.toPlainDate().toString());
        expect(localTimeOf(instant, place)).toBe(exact.toPlainTime().toString({ smallestUnit: 'minute' }));
        expect(isoIn(instant, place)).toBe(exact.toString({ timeZoneName: 'never', smallestUnit: 'second' }));
      }),
      { numRuns: 500 },
    );
  });

  it('are exact to the minute on the night the clocks change', () => {
    const minutes = Array.from({ length: 12 * 60 }, (_, minute) => new Date(Date.UTC(2027, 2, 14, 2, minute)));
    for (const instant of minutes) {
      const exact = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);
      expect(localTimeOf(instant, zone)).toBe(exact.toPlainTime().toString({ smallestUnit: 'minute' }));
    }
  });

  it('have edges also where the clocks go forward', () => {
    expect(edgeIso('2027-03-14', 150, zone)).toBe('2027-03-14T03:30:00-04:00');
    expect(edgeIso('2026-11-24', 1_440, zone)).toBe('2026-11-25T00:00:00-05:00');
    expect(edgeIso('2027-03-14', 0, 'America/Havana')).toBe('2027-03-14T01:00:00-04:00');
  });
});

describe('local dates', () => {
  it('count', () => {
    expect(weekdayOf('2026-11-23')).toBe(1);
    expect(weekdayOf('2026-11-29')).toBe(7);
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
    expect(daysBetween('2026-11-23', '2026-12-03')).toBe(10);
    expect(daysBetween('2026-12-03', '2026-11-23')).toBe(-10);
  });

  it('are real or not', () => {
    expect(isLocalDate('2028-02-29')).toBe(true);
    expect(isLocalDate('2027-02-29')).toBe(false);
    expect(isLocalDate('2027-13-01')).toBe(false);
    expect(isLocalDate('2027-1-1')).toBe(false);
  });

  it('have clock times in minutes', () => {
    expect(minutesOfClock('07:30')).toBe(450);
    expect(minutesOfClock('25:00')).toBeNull();
    expect(clockOfMinutes(450)).toBe('07:30');
    expect(clockOfMinutes(1_440)).toBe('24:00');
  });
});

describe('days and times as they are said', () => {
  it.each([
    ['2026-11-24', 'Tuesday, November 24th'],
    ['2026-12-01', 'Tuesday, December 1st'],
    ['2026-12-02', 'Wednesday, December 2nd'],
    ['2027-01-03', 'Sunday, January 3rd'],
    ['2027-11-11', 'Thursday, November 11th, 2027'],
    ['2025-11-11', 'Tuesday, November 11th, 2025'],
  ])('%s is %s', (date, said) => {
    expect(sayDay(date, zone, now)).toBe(said);
  });

  it('are those of the zone', () => {
    const instant = new Date('2026-11-24T04:30:00Z');
    expect(sayDay(instant, zone, now)).toBe('Monday, November 23rd');
    expect(sayDay(instant.toISOString(), 'Europe/London', now)).toBe('Tuesday, November 24th');
    expect(sayTime(instant, zone)).toBe('11:30 PM');
    expect(sayMoment('2026-11-24T09:00:00-05:00', zone, now)).toBe('Tuesday, November 24th at 9 AM');
  });

  it.each([
    [0, 'midnight'],
    [30, '12:30 AM'],
    [540, '9 AM'],
    [605, '10:05 AM'],
    [720, 'noon'],
    [750, '12:30 PM'],
    [870, '2:30 PM'],
    [1_440, 'midnight'],
  ])('%s minutes are %s', (minutes, said) => {
    expect(sayClock(minutes)).toBe(said);
  });
});
