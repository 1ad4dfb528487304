import { askedFor } from './asked.ts';
import { customerTurns, type Gold, type Recorded, readRecorded } from './conversations.ts';
import { Customer } from './customer.ts';
import { daysIn, fits, offeredIn } from './offers.ts';
import { mark, median, type PlayedDialog, scoreOf } from './scoring.ts';

const TODAY = '2026-10-12';

/** A conversation of invented words: each line with the kinds it answers. */
function recorded(
  lines: readonly (readonly [string, ...(keyof Gold['answers'])[]])[],
  gold: Partial<Gold> = {},
): Recorded {
  const answers: Gold['answers'] = {};
  for (const [index, [, ...kinds]] of lines.entries()) {
    for (const kind of kinds) answers[kind] = [...(answers[kind] ?? []), index];
  }
  return {
    id: 'invented',
    turns: lines.map(([text, ...kinds], i) => ({ i, speaker: kinds.length === 0 ? 'agent' : 'customer', text })),
    gold: { id: 'invented', from_agent: [], ...gold, answers },
  };
}

const harriet = recorded(
  [
    ['Hi, I need my van looked at.', 'open'],
    ['What is wrong?'],
    ['It hums.', 'problem'],
    ['It hums loudly.', 'problem'],
    ['Your number?'],
    ['610 482', 'phone'],
    ['And the rest?'],
    ['3057', 'phone'],
    ['When?'],
    ['Wednesday, please.', 'when'],
    ['Fine.', 'confirm'],
  ],
  {
    name: { first: 'Harriet', last: 'Moss' },
    phone: '6104823057',
    vehicle: { year: 2016, make: 'Kia', model: 'Sedona' },
    service: 'other',
    when: { kind: 'weekday', weekday: 'wednesday' },
    outcome: 'booked',
  },
);

describe('what the agent asks for', () => {
  it.each([
    ['Thanks for calling. How can I help you today?', 'help'],
    ["What's the best phone number to reach you at?", 'phone'],
    ['Thanks. And the area code?', 'area-code'],
    ['What are the year, make and model of the car?', 'vehicle'],
    ['What year is it?', 'year'],
    ['When would you like to come in?', 'when'],
    ['I have Tuesday, October 13th at 8 AM or 9 AM. Which would you like?', 'offer'],
    ['Do you mean this Friday, October 16th, or Friday of next week, October 23rd?', 'which-day'],
    ['Okay, a visit under Harriet Moss. Shall I book it?', 'confirm'],
    ['How do you spell your last name?', 'spelling'],
    ['You are all set. Is there anything else I can help you with?', 'more'],
    ['What would you like me to change?', 'change'],
    ['One moment.', 'nothing'],
  ])('%s', (text, asked) => {
    expect(askedFor(text)).toBe(asked);
  });
});

describe('a recorded customer', () => {
  it('opens and answers in their own words, those of one breath together', () => {
    const customer = new Customer(harriet, TODAY);
    expect(customer.open()).toEqual(['Hi, I need my van looked at.']);
    expect(customer.answer('What seems to be the problem?')).toEqual(['It hums.', 'It hums loudly.']);
    expect(customer.answer('What is your phone number?')).toEqual(['610 482']);
    expect(customer.answer("What's the rest of the number?")).toEqual(['3057']);
    expect(customer.answer('One moment.')).toBeNull();
  });

  it('says what anybody would say to what they were never asked', () => {
    const customer = new Customer(harriet, TODAY);
    expect(customer.answer('What is your name?')).toEqual(['My name is Harriet Moss.']);
    expect(customer.answer('How do you spell your last name?')).toEqual(['m o s s.']);
    expect(customer.answer('Which car is it: the year, make and model?')).toEqual(["It's a 2016 Kia Sedona."]);
  });

  it('takes an offered time that fits, and any other after wishing once more', () => {
    const customer = new Customer(harriet, TODAY);
    customer.answer('When would you like to come in?');
    const tuesday = 'I have Tuesday, October 13th at 8 AM or 10:30 AM. Which would you like?';
    expect(customer.answer(tuesday)).toEqual(['Wednesday, please.']);
    expect(customer.answer(tuesday)).toEqual(['Okay, Tuesday at 8 AM works.']);
    const wednesday = 'I have Wednesday, October 14th at noon. Does that work for you?';
    expect(customer.answer(wednesday)).toEqual(['Yes, that works.']);
  });

  it('says no to a number that is read back wrong', () => {
    const customer = new Customer(harriet, TODAY);
    const wrong = 'I have your number as six one zero, four eight two, three zero five eight. Shall I book it?';
    expect(customer.answer(wrong)?.[0]).toMatch(/isn't right/);
    const right = 'I have your number as six one zero, four eight two, three zero five seven. Shall I book it?';
    expect(customer.answer(right)).toEqual(['Fine.']);
  });
});

describe('offers', () => {
  it('are every day and time that can be had', () => {
    const text =
      'Monday, October 12th at 9 AM is not free. The closest times are Tuesday, October 13th at 7:30 AM or noon.';
    expect(offeredIn(text, TODAY)).toEqual([
      { date: '2026-10-13', time: '07:30', say: 'Tuesday at 7:30 AM' },
      { date: '2026-10-13', time: '12:00', say: 'Tuesday at noon' },
    ]);
    expect(daysIn('this Friday, October 16th, or January 3rd', TODAY).map(({ date }) => date)).toEqual([
      '2026-10-16',
      '2027-01-03',
    ]);
  });

  it('fit a wish by its day and its hour', () => {
    const tuesday = { date: '2026-10-13', time: '09:00' };
    expect(fits(tuesday, { kind: 'tomorrow' }, TODAY)).toBe(true);
    expect(fits(tuesday, { kind: 'today' }, TODAY)).toBe(false);
    expect(fits(tuesday, { kind: 'weekday', weekday: 'tuesday', part_of_day: 'afternoon' }, TODAY)).toBe(false);
    expect(fits(tuesday, { kind: 'asap' }, TODAY)).toBe(true);
    expect(fits(tuesday, { kind: 'none', time: '09:00' }, TODAY)).toBe(true);
    expect(fits(tuesday, null, TODAY)).toBe(true);
  });
});

describe('the score', () => {
  const row = {
    ...{ customerFirst: 'harriet', customerLast: 'Moss', phone: '+16104823057' },
    ...{ year: 2016, make: 'Kia', model: 'Sedona', service: 'other', services: ['other'], start: '2026-10-14T10:00' },
  };
  const played = (appointment: PlayedDialog['appointment']): PlayedDialog => ({
    id: 'invented',
    appointment,
    turns: 9,
  });

  it('is what stands against what was meant', () => {
    const all = { booked: true, name: true, phone: true, vehicle: true, service: true, when: true };
    expect(mark(harriet, played(row), TODAY)).toEqual(all);
    const other = { ...row, phone: '+16104823058', model: 'Soul', start: '2026-10-15T10:00' };
    expect(mark(harriet, played(other), TODAY)).toEqual({ ...all, phone: false, vehicle: false, when: false });
    expect(Object.values(mark(harriet, played(null), TODAY))).toEqual(Array(6).fill(false));
  });

  it('leaves out what only the agent said', () => {
    const gold = { ...harriet.gold, from_agent: ['name', 'vehicle.make'] };
    expect(mark({ ...harriet, gold }, played(row), TODAY)).toMatchObject({ name: null, vehicle: null, phone: true });
    expect(scoreOf('name', [mark({ ...harriet, gold }, played(row), TODAY)])).toEqual({ correct: 0, scored: 0 });
  });

  it('counts turns by the breath', () => {
    expect(customerTurns(harriet)).toBe(5);
    expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([])]).toEqual([2, 2.5, null]);
  });
});

it('finds nothing where no folder is', () => {
  expect(readRecorded('/no/such/folder')).toBeNull();
});
