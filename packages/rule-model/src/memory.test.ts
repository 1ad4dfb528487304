import { type Belief, current } from './belief.ts';
import { readExchanges } from './exchanges.ts';
import { readFacts } from './facts.ts';
import { remember } from './memory.ts';
import type { Message } from './messages.ts';

const user = (content: string): Message => ({ role: 'user', content });
const ours = (content: string): Message => ({ role: 'assistant', content });
const call = (id: string, name: string, args: unknown): Message => ({
  role: 'assistant',
  content: null,
  tool_calls: [{ id, function: { name, arguments: JSON.stringify(args) } }],
});
const result = (id: string, content: unknown): Message => ({
  role: 'tool',
  tool_call_id: id,
  content: JSON.stringify(content),
});
const believe = (...messages: Message[]): Belief => remember(readExchanges(messages), readFacts(messages), false);

const greeting = ours('This is the automated assistant. How can I help you today?');

describe('memory', () => {
  it('knows nothing before a word was said', () => {
    expect(believe()).toMatchObject({ requests: [], finished: [], lost: 0, said: '' });
  });

  it.each([
    ["It's a custom dune buggy.", 'custom dune buggy.'],
    ['Well, it still drives, but something is loose under it when I brake.', null],
  ])('takes a description for the vehicle, and no story: %s', (said, words) => {
    const belief = believe(
      greeting,
      user('I need an oil change'),
      ours('Which car is it: the year, make and model?'),
      user(said),
    );
    expect(current(belief)).toMatchObject({ vehicle: null, vehicleWords: words });
  });

  it.each([
    ['Okay, what can I change?', "It's 3 8 5 0 2 6 5 5 0 4 1.", '38502655041'],
    // We were cut short before we had asked.
    ['Okay, what can I', '385-0265-5041.', '38502655041'],
  ])('corrects the number by one of any length, after "%s"', (asked, corrected, digits) => {
    const belief = believe(
      greeting,
      user('I need an oil change on Tuesday at nine for my 2018 Subaru Outback'),
      ours('And a good phone number for you?'),
      user('215-555-0148.'),
      ours('I have your number as two one five, five five five, zero one four eight. Shall I book it?'),
      user("No, the phone number isn't right."),
      ours(asked),
      user(corrected),
    );
    expect(belief.caller.phone).toMatchObject({ digits });
    expect(current(belief)).toMatchObject({ wish: { time: 'at nine' } });
  });

  it('keeps what each turn told until it is needed', () => {
    const belief = believe(
      greeting,
      user('I need an oil change on Tuesday for my 2018 Subaru Outback'),
      ours('May I have your first and last name?'),
      user('Bob Miller'),
    );
    expect(current(belief)).toMatchObject({
      goal: 'book',
      services: ['oil change'],
      wish: { day: 'on tuesday', time: null },
      vehicle: { year: 2018, make: 'Subaru', model: 'Outback' },
    });
    expect(belief.caller.name).toMatchObject({ first: 'Bob', last: 'Miller' });
  });

  it('closes a request when its change is done, and keeps who called', () => {
    const belief = believe(
      greeting,
      user('My name is Bob Miller, I need an oil change on Tuesday at nine'),
      call('1', 'book_appointment', { slot: 'A' }),
      result('1', { ok: true, state: 'done', say: 'Done.' }),
      ours('Done. Is there anything else I can help you with?'),
    );
    expect(belief.requests).toEqual([]);
    expect(belief.finished).toEqual([{ goal: 'book', say: 'Done.' }]);
    expect(belief.caller.name?.last).toBe('Miller');
  });

  it('takes what an earlier model passed to a tool for known, where nothing else is', () => {
    const belief = believe(
      call('1', 'get_available_slots', { services: ['brakes'], when: 'Friday at ten', for_appointment: null }),
      result('1', { ok: false, no: 'fully-booked', say: 'Full.' }),
      call('2', 'book_appointment', {
        slot: 'B',
        first_name: 'Dana',
        last_name: 'Whitfield',
        phone: '2155550123',
        vehicle: '2011 Honda Civic',
        notes: 'squeaks',
      }),
      result('2', { ok: false, no: 'slot-taken', say: 'Gone.' }),
    );
    expect(current(belief)).toMatchObject({
      goal: 'book',
      services: ['brakes'],
      wish: { day: 'friday', time: 'at ten' },
      vehicle: { make: 'Honda', model: 'Civic' },
      notes: 'squeaks',
    });
    expect(belief.caller).toMatchObject({
      name: { first: 'Dana', last: 'Whitfield' },
      phone: { digits: '2155550123' },
    });
  });

  it('counts turns that brought nothing, until one does', () => {
    const lost = [greeting, user('blorp'), ours('What does the car need to have done?'), user('wibble')];
    expect(believe(...lost).lost).toBe(2);
    expect(believe(...lost, ours('What can we do for your car?'), user('an oil change')).lost).toBe(0);
  });

  it('remembers what it asked, promised and warned of', () => {
    const belief = believe(
      greeting,
      user('no brakes'),
      ours("Please don't drive it. I can connect you with someone. Which day suits you?"),
    );
    expect(belief).toMatchObject({ warned: true, promised: true, asks: { when: 1 } });
  });

  it('hears an answer to words that were cut off in the light of what the tool had offered', () => {
    const offers = [
      { slot: 'A', start: '2026-11-24T09:00:00-05:00', say: 'Tuesday, November 24th at 9 AM' },
      { slot: 'B', start: '2026-11-24T11:00:00-05:00', say: 'Tuesday, November 24th at 11 AM' },
    ];
    const belief = believe(
      greeting,
      user('I need an oil change on Tuesday'),
      call('1', 'get_available_slots', { services: ['oil change'], when: 'Tuesday' }),
      result('1', { ok: true, asWished: true, offers, say: 'I have 9 AM or 11 AM. Which would you like?' }),
      ours('I have Tuesday, November 24th at—'),
      user('eleven'),
    );
    expect(belief.heard.asked).toBe('slot');
    expect(current(belief)?.offer?.slot).toBe('B');
  });
});
