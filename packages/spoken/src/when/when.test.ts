import fc from 'fast-check';
import { sayDay, sayMoment, sayTime } from '../time/saying.ts';
import { edgeIso } from '../time/zones.ts';
import type { When, WhenContext } from './meaning.ts';
import { WHEN_TABLES } from './when.cases.ts';
import { resolveWhen } from './when.ts';

/** An answer as a line of the table. */
function outline(when: When): string {
  if (when.type === 'none') return 'none';
  if (when.type === 'ambiguous') return `? ${when.ask}`;
  if (when.type === 'impossible') return `! ${when.why}: ${when.say}`;
  const { from, to, exact, date, days, hours, partOfDay } = when;
  const parts = [
    `${local(from)} > ${from.slice(0, 10) === to.slice(0, 10) ? to.slice(11, 16) : local(to)}`,
    exact === null ? '' : `=${exact.slice(11, 16)}`,
    date === null ? 'no day' : '',
    days === null ? '' : `only ${days.map((day) => day.slice(5)).join(' ')}`,
    date === null && hours !== null && exact === null ? `hours ${hours.from}-${hours.to}` : '',
    partOfDay ?? '',
    when.confidence < 0.7 ? 'unsure' : '',
  ];
  return `${parts.filter((part) => part !== '').join(' ')} : ${when.say}`;
}

function local(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}

describe.each(WHEN_TABLES)('on $title', ({ cases, title: _, now, ...shop }) => {
  const lines = cases.split('\n').map((line) => line.trim());
  const pairs = lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split(' => '));

  it.each(pairs)('%s => %s', (words, meaning) => {
    expect(outline(resolveWhen(words ?? '', { ...shop, now: new Date(now) }))).toBe(meaning);
  });
});

const monday: WhenContext = {
  now: new Date('2026-11-23T15:05:00Z'),
  zone: 'America/New_York',
  opens: '07:30',
  closes: '18:00',
};

describe('the table', () => {
  it('has at least 300 expressions in at least four zones', () => {
    const expressions = WHEN_TABLES.flatMap(({ cases }) => cases.split('\n').filter((line) => line.includes(' => ')));
    expect(expressions.length).toBeGreaterThanOrEqual(300);
    expect(new Set(WHEN_TABLES.map(({ zone }) => zone)).size).toBeGreaterThanOrEqual(4);
  });
});

describe('an answer', () => {
  it('carries instants with the offset of the zone', () => {
    expect(resolveWhen('next week Tuesday at half past two', monday)).toEqual({
      type: 'window',
      from: '2026-12-01T14:30:00-05:00',
      to: '2026-12-01T14:45:00-05:00',
      exact: '2026-12-01T14:30:00-05:00',
      date: '2026-12-01',
      days: null,
      hours: { from: '14:30', to: '14:45' },
      partOfDay: null,
      zone: 'America/New_York',
      say: 'Tuesday, December 1st at 2:30 PM',
      confidence: 0.95,
    });
  });

  it('takes the first of two half past ones when the clocks go back', () => {
    const context = { now: new Date('2027-11-05T15:00:00Z'), zone: 'America/New_York' };
    expect(resolveWhen('Sunday at 1:30 am', context)).toMatchObject({ exact: '2027-11-07T01:30:00-04:00' });
  });

  it('knows the half hour by which Lord Howe Island changes its clocks', () => {
    const context = { now: new Date('2026-10-01T00:00:00Z'), zone: 'Australia/Lord_Howe' };
    expect(resolveWhen('October 4th at 2:15 am', context)).toMatchObject({ type: 'impossible', why: 'no-such-time' });
    expect(resolveWhen('October 4th at 2:30 am', context)).toMatchObject({ exact: '2026-10-04T02:30:00+11:00' });
  });

  it('asks between the readings of an ambiguity, the usual one first', () => {
    const when = resolveWhen('next Friday at 9', monday);
    expect(when).toMatchObject({
      type: 'ambiguous',
      ask: 'Do you mean this Friday, November 27th, or Friday of next week, December 4th?',
      options: [
        { date: '2026-12-04', exact: '2026-12-04T09:00:00-05:00', say: 'Friday, December 4th at 9 AM' },
        { date: '2026-11-27', exact: '2026-11-27T09:00:00-05:00', say: 'Friday, November 27th at 9 AM' },
      ],
    });
  });

  it('takes the usual reading when the caller was asked before and says the same again', () => {
    const context = { ...monday, askedBefore: true };
    expect(resolveWhen('next Friday', context)).toMatchObject({ type: 'window', date: '2026-12-04' });
    expect(resolveWhen('Monday', context)).toMatchObject({ type: 'window', date: '2026-11-30' });
    expect(resolveWhen('Tuesday at 9 or Wednesday at 2', context)).toMatchObject({ date: '2026-11-24' });
  });

  it('is settled by the answer to its question', () => {
    for (const answer of [
      'Friday of next week',
      'next Friday, the 4th',
      'December 4th',
      'not this Friday but the next one',
    ]) {
      expect(resolveWhen(answer, monday)).toMatchObject({ type: 'window', date: '2026-12-04' });
    }
    expect(resolveWhen('next Friday, this Friday', monday)).toMatchObject({ type: 'window', date: '2026-11-27' });
  });

  it('reads hours without morning or afternoon by the opening hours', () => {
    const late = { ...monday, opens: '14:00', closes: '23:00' };
    expect(resolveWhen('tomorrow at 8', monday)).toMatchObject({ exact: '2026-11-24T08:00:00-05:00' });
    expect(resolveWhen('tomorrow at 8', late)).toMatchObject({ exact: '2026-11-24T20:00:00-05:00' });
    const always = { ...monday, opens: '00:00', closes: '24:00' };
    expect(resolveWhen('tomorrow at 8', always)).toMatchObject({ exact: '2026-11-24T08:00:00-05:00' });
    expect(resolveWhen('tomorrow at 2', { ...monday, opens: '09:00', closes: '05:00' })).toMatchObject({
      exact: '2026-11-24T14:00:00-05:00',
    });
  });

  it('needs no opening hours', () => {
    const { now, zone } = monday;
    expect(resolveWhen('tomorrow at 3', { now, zone })).toMatchObject({ exact: '2026-11-24T15:00:00-05:00' });
    expect(resolveWhen('tomorrow first thing', { now, zone })).toMatchObject({ from: '2026-11-24T08:00:00-05:00' });
  });
});

describe('any text', () => {
  const context = fc.record({
    now: fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
    zone: fc.constantFrom(
      'America/New_York',
      'America/Denver',
      'America/Phoenix',
      'Pacific/Honolulu',
      'Europe/London',
      'America/Havana',
    ),
    opens: fc.constantFrom('00:00', '07:30', '08:00', '22:00', 'x'),
    closes: fc.constantFrom('18:00', '24:00', '02:00', ''),
  });
  const words = fc
    .array(
      fc.constantFrom(
        ...'next this last Monday Friday tomorrow today morning noon at after before between and or no not the of in to by from until 3rd 31st first week weekend month December February may 2 10 8:30 half past quarter weeks days ago on early late end Christmas as soon possible any time'.split(
          ' ',
        ),
      ),
      { maxLength: 9 },
    )
    .map((list) => list.join(' '));

  it('gets an answer that holds together', () => {
    fc.assert(
      fc.property(fc.oneof(words, fc.string({ unit: 'binary', maxLength: 60 })), context, (text, at) => {
        const when = resolveWhen(text, at);
        if (when.type === 'ambiguous') expect(when.options.length).toBeGreaterThan(1);
        if (when.type !== 'window') return;
        expect(Date.parse(when.from)).toBeLessThan(Date.parse(when.to));
        expect(Date.parse(when.from)).toBeGreaterThanOrEqual(Math.floor(at.now.getTime() / 1_000) * 1_000);
        if (when.exact !== null) expect(Date.parse(when.exact)).toBeGreaterThanOrEqual(at.now.getTime());
        expect(when.confidence).toBeGreaterThan(0);
        expect(when.confidence).toBeLessThanOrEqual(1);
        expect(when.say).not.toBe('');
      }),
      {
        numRuns: 500,
        examples: [
          [
            '31st not early',
            { now: new Date('2020-01-01'), zone: 'America/New_York', opens: '22:00', closes: '18:00' },
          ],
        ],
      },
    );
  });

  it('understands every moment as it is said', () => {
    const moments = fc.record({
      days: fc.integer({ min: 1, max: 360 }),
      quarter: fc.integer({ min: 0, max: 95 }),
      zone: fc.constantFrom('America/New_York', 'America/Denver', 'America/Phoenix'),
    });
    fc.assert(
      fc.property(moments, ({ days, quarter, zone }) => {
        const now = new Date('2026-11-23T15:05:00Z');
        const date = new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);
        const moment = edgeIso(date, quarter * 15, zone);
        fc.pre(quarter !== 0);
        const when = resolveWhen(sayMoment(moment, zone, now), { ...monday, zone });
        expect(when).toMatchObject({ type: 'window', exact: moment, date: moment.slice(0, 10) });
      }),
      { numRuns: 500 },
    );
  });

  it('understands every time of day as it is said', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_439 }), (minute) => {
        const moment = edgeIso('2026-11-24', minute, monday.zone);
        const when = resolveWhen(`tomorrow at ${sayTime(moment, monday.zone)}`, monday);
        expect(when).toMatchObject({ type: 'window', exact: moment });
      }),
      { numRuns: 500 },
    );
  });

  it('understands every day as it is said', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 700 }), (days) => {
        const date = new Date(Date.UTC(2026, 10, 23 + days)).toISOString().slice(0, 10);
        const when = resolveWhen(sayDay(date, monday.zone, monday.now), monday);
        expect(when).toMatchObject({ type: 'window', date });
      }),
      { numRuns: 500 },
    );
  });
});
