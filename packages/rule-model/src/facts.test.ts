import { readFacts } from './facts.ts';
import type { Message } from './messages.ts';

const facts = (...lines: string[]): ReturnType<typeof readFacts> =>
  readFacts([
    { role: 'system', content: 'You are a receptionist.' },
    { role: 'system', content: lines.join('\n') },
  ]);

describe('the facts of a call', () => {
  it('are read line by line', () => {
    expect(
      facts(
        'Shop: Bayline Motors',
        'Address: 12 Main Street',
        'Phone: two one five, five five five, zero one zero zero',
        'Hours: Monday to Friday 7:30 AM to 6 PM; closed Sunday',
        'Closed: Thursday, November 26th (Thanksgiving)',
        'Closed: Friday, December 25th (Christmas)',
        'Services: oil change (30 min, from $49); transmission service (3 h, from $1,250.50); detailing',
        'Desk hours: Monday to Friday 8 AM to 5 PM',
        'Tow: none',
        'Asks e-mail: yes',
      ),
    ).toMatchObject({
      shop: 'Bayline Motors',
      address: '12 Main Street',
      hours: 'Monday to Friday 7:30 AM to 6 PM; closed Sunday',
      closed: ['Thursday, November 26th (Thanksgiving)', 'Friday, December 25th (Christmas)'],
      services: [
        { name: 'oil change', minutes: 30, price: '$49' },
        { name: 'transmission service', minutes: 180, price: '$1,250.50' },
        { name: 'detailing', minutes: null, price: null },
      ],
      tow: null,
      asksEmail: true,
      clock: null,
    });
  });

  it.each([
    ['number shown, one customer has it', 'one'],
    ['number shown, nobody has it', 'none'],
    ['number shown, several customers have it', 'several'],
    ['number withheld', 'withheld'],
    ['who knows', 'unknown'],
  ])('tell of the number that calls: %s', (line, caller) => {
    expect(facts(`Caller: ${line}`).caller).toBe(caller);
  });

  it.each([
    ['Monday, November 23rd 2026, 10:05 AM (America/New_York)', '2026-11-23T15:05:00.000Z'],
    ['Monday, November 23rd 2026, noon (America/New_York)', '2026-11-23T17:00:00.000Z'],
    ['Tuesday, March 2nd, 2027, 12:30 AM (America/Denver)', '2027-03-02T07:30:00.000Z'],
  ])('tell the moment of the call: %s', (line, instant) => {
    expect(facts(`Now: ${line}`).clock?.now.toISOString()).toBe(instant);
  });

  it('take the year of a moment without one from what tools have told', () => {
    const told: Message = {
      role: 'tool',
      tool_call_id: '1',
      content: '{"offers":[{"start":"2026-11-24T09:00:00-05:00"}]}',
    };
    const system: Message = { role: 'system', content: 'Now: Monday, November 23rd, 10:05 AM (America/New_York)' };
    expect(readFacts([system, told]).clock?.now.toISOString()).toBe('2026-11-23T15:05:00.000Z');
    expect(readFacts([system]).clock).toBeNull();
    const later: Message = {
      role: 'tool',
      tool_call_id: '1',
      content: '{"offers":[{"start":"2027-01-04T09:00:00-05:00"}]}',
    };
    expect(readFacts([system, later]).clock?.now.toISOString()).toBe('2026-11-23T15:05:00.000Z');
  });

  it.each([
    ['Monday, November 23rd 2026, 10:05 AM (Nowhere/Land)'],
    ['Monday, Brumaire 23rd 2026, 10:05 AM (UTC)'],
    ['soon'],
  ])('leave out a moment that is none: %s', (line) => {
    expect(facts(`Now: ${line}`).clock).toBeNull();
  });
});
