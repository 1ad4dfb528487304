import { Call } from './call.ts';
import { dana } from './people.ts';

/** A new caller up to the question for their number. */
function untilPhone(): Call {
  const call = new Call();
  call.say('I need an oil change', "It's a 2018 Subaru Outback", 'Wednesday at nine', 'my name is Bob Miller');
  return call;
}

/** A new caller up to the question for their name. */
function untilName(): Call {
  const call = new Call();
  call.say('I need an oil change', "It's a 2018 Subaru Outback", 'Wednesday at nine');
  return call;
}

const phoneOf = (call: Call): unknown => call.calls('book_appointment').at(-1)?.phone;
const nameOf = (call: Call): unknown[] => {
  const made = call.calls('book_appointment').at(-1);
  return [made?.first_name, made?.last_name];
};

describe('numbers', () => {
  it.each([
    [['215 555', '0177']],
    [['two one five', 'five five five', 'oh one seven seven']],
    [['215-555.', '01.', '77.']],
    [['5550177', 'area code is 215']],
    [['215 555 0177']],
    [['1 215 555 0177']],
    [['Sure, my number is 215-555-0177.']],
    [['it is area code 215, 555 0177']],
  ])('come whole out of %j', (pieces) => {
    const call = untilPhone();
    call.say(...pieces);
    expect(String(phoneOf(call)).slice(-10)).toBe('2155550177');
    expect(call.last()).toMatch(/Shall I book it/);
  });

  it('are not taken after the first piece', () => {
    const call = untilPhone();
    call.say('215 555');
    expect(call.calls('book_appointment')).toEqual([]);
    expect(call.last()).toMatch(/rest/i);
  });

  it('may arrive in pieces before we have spoken', () => {
    const call = untilPhone();
    call.messages.push({ role: 'user', content: '215 555' });
    call.say('0177');
    expect(phoneOf(call)).toBe('2155550177');
  });

  it.each([
    [['No, the number is 215 555 0188.'], '2155550188'],
    [["No, it's 0188 instead of 0177."], '2155550188'],
  ])('are corrected after the read-back: %j', (turns, digits) => {
    const call = untilPhone();
    call.say('215 555 0177', ...turns);
    expect(phoneOf(call)).toBe(digits);
  });

  it('with a digit too many are asked for once more and then taken as they are', () => {
    const call = untilPhone();
    expect(call.say('303 555 017 44')).toMatch(/number/i);
    call.say('303 555 017 44');
    expect(call.last()).toMatch(/Shall I book it/);
  });
});

describe('numbers without an area code', () => {
  it('are taken as they are once the caller leaves it at that', () => {
    const call = untilPhone();
    expect(call.say('555 0177')).toMatch(/area code/i);
    expect(call.say("It's just that.")).toMatch(/Shall I book it/);
    expect(phoneOf(call)).toBe('5550177');
  });

  it('are asked about once more when the answer was something else', () => {
    const call = untilPhone();
    call.say('555 0177', 'Yes.');
    expect(call.last()).toMatch(/area code/i);
    call.say('2 1 5');
    expect(phoneOf(call)).toBe('2155550177');
  });

  it('change nothing about the car', () => {
    const call = untilPhone();
    call.say('215 555', '2012.');
    expect(call.calls('book_appointment').at(-1)).toMatchObject({
      vehicle: '2018 Subaru Outback',
      phone: '2155552012',
    });
  });
});

describe('wishes', () => {
  it('say which Friday when this week is out', () => {
    const call = new Call();
    call.say('I need an oil change', "It's a 2018 Subaru Outback", "I'm really busy this week, so next Friday please.");
    expect(call.calls('get_available_slots').at(-1)).toMatchObject({ when: 'friday of next week' });
  });

  it('that are only said again leave the offers on the table', () => {
    const call = new Call({ taken: ['2026-11-25T09:00:00-05:00'] });
    call.say('I need an oil change', "It's a 2018 Subaru Outback", 'Wednesday at nine', 'Wednesday at nine');
    expect(call.last()).toMatch(/Which/);
    call.say('Okay, Wednesday at 8 AM works.');
    expect(call.last()).toMatch(/name/i);
  });

  it('for two kinds of work are cut to the chief one when no bay can do both', () => {
    const call = new Call({ oneThingAtATime: true });
    call.say('I need new tires, and a wheel alignment', "It's a 2018 Subaru Outback", 'Wednesday at nine');
    expect(call.calls('get_available_slots').at(-1)).toMatchObject({ services: [expect.stringMatching(/tire/)] });
    call.say('my name is Bob Miller', '215 555 0177');
    expect(call.calls('book_appointment').at(-1)?.notes).toMatch(/alignment/);
  });
});

describe('the end of a call', () => {
  it.each([
    ["No, that's all I needed. Thank you so much for your help with everything."],
    ['Okay, thank you. No, that would be it. Bye.'],
    ["Yep, that's it."],
  ])('is heard in "%s"', (words) => {
    const call = untilPhone();
    call.say('215 555 0177', 'Yes.', words);
    expect(call.over).toBe('hung-up');
  });

  it('does not come while a detail is only said again', () => {
    const call = untilPhone();
    call.say('215 555 0177', 'No.');
    expect(call.last()).toMatch(/change/i);
    expect(call.say('The number is 215 555 0177.')).toMatch(/Shall I book it/);
  });
});

describe('names', () => {
  it.each([
    [['Bob Miller.'], ['Bob', 'Miller']],
    [
      ['Bob.', 'Miller.'],
      ['Bob', 'Miller'],
    ],
    [['My first name is Bob and my last name is Miller.'], ['Bob', 'Miller']],
    [
      ["It's Bob", 'last name Miller'],
      ['Bob', 'Miller'],
    ],
    [['Sure, this is Bob Miller.'], ['Bob', 'Miller']],
    [['Bob Muller, M I L L E R.'], ['Bob', 'Miller']],
    [['Bob Miller B O B M I L L E R'], ['Bob', 'Miller']],
  ])('come out of %j', (turns, name) => {
    const call = untilName();
    call.say(...turns);
    if (/spell/i.test(call.last())) call.say('M I L L E R');
    call.say('215 555 0177');
    expect(nameOf(call)).toEqual(name);
  });

  it('are corrected by spelling after the read-back', () => {
    const call = untilName();
    call.say('Bob Muller', '215 555 0177', 'No, the last name is Miller, M I L L E R', 'yes');
    expect(call.shop.booked.map(({ arguments: args }) => args.last_name)).toEqual(['Miller']);
  });

  it('come with the number in one breath', () => {
    const call = untilName();
    call.say("My name is Bob Miller and it's 215-555-0177.");
    if (/spell/i.test(call.last())) call.say('M I L L E R');
    expect(nameOf(call)).toEqual(['Bob', 'Miller']);
    expect(phoneOf(call)).toBe('2155550177');
  });

  it('may be spelled to their end when the number was asked for already', () => {
    const call = untilName();
    call.say('Joseph Carrie', 'Joseph j o s e p h.', 'carry c a r r y.', '215 555 0177');
    expect(nameOf(call)).toEqual(['Joseph', 'Carry']);
  });

  it('may be first names only', () => {
    const call = untilName();
    call.say('Bob', 'just Bob', '215 555 0177');
    expect(nameOf(call)[0]).toBe('Bob');
    expect(call.last()).toMatch(/Shall I book it/);
  });
});

describe('answers as people give them', () => {
  it('takes "now." for no', () => {
    const call = untilPhone();
    call.say('215 555 0177', 'yes');
    call.say('now.');
    expect(call.over).toBe('hung-up');
  });

  it('takes an answer to another question, and asks its own again', () => {
    const call = new Call();
    call.say('I need an oil change');
    expect(call.last()).toMatch(/year, make/i);
    expect(call.say('Wednesday at nine')).toMatch(/year|car/i);
    expect(call.say('2018 Subaru Outback')).toMatch(/name/i);
    expect(call.calls('get_available_slots')).toHaveLength(1);
  });

  it('takes several in one breath', () => {
    const call = untilPhone();
    call.say('215 555 0177', "That's correct, but next Wednesday would be better, at ten");
    expect(call.calls('get_available_slots').at(-1)).toMatchObject({ when: expect.stringMatching(/wednesday/) });
  });

  it('follows a change of mind about the car', () => {
    const call = new Call();
    call.say('I need an oil change for my 2018 Subaru Outback');
    call.say("Wait, no, it's for the 2011 Honda Civic. Wednesday at nine", 'my name is Bob Miller', '215 555 0177');
    expect(call.calls('book_appointment').at(-1)).toMatchObject({ vehicle: '2011 Honda Civic' });
  });

  it('follows a change of mind about the work', () => {
    const call = new Call();
    call.say(
      'I need an oil change',
      'Actually, no, I need my brakes checked',
      '2018 Subaru Outback',
      'Wednesday at nine',
    );
    expect(call.calls('get_available_slots').at(-1)).toMatchObject({ services: ['brake service'] });
  });

  it('follows a change of mind about the time, also inside a sentence', () => {
    const call = new Call();
    call.say('I need an oil change', '2018 Subaru Outback', 'Tuesday, no, Wednesday at ten');
    expect(call.calls('get_available_slots')).toEqual([expect.objectContaining({ when: 'wednesday at ten' })]);
  });

  it('adds a second job that is mentioned later', () => {
    const call = new Call();
    call.say('I need an oil change', '2018 Subaru Outback and please also look at the brakes', 'Wednesday at nine');
    expect(call.calls('get_available_slots').at(-1)).toMatchObject({ services: ['oil change', 'brake service'] });
  });

  it('asks for the year of a car that came without one, once', () => {
    const call = new Call();
    call.say('I need an oil change', "It's a Subaru Outback");
    expect(call.last()).toMatch(/year/i);
    call.say("It's a 2018", 'Wednesday at nine', 'my name is Bob Miller', '215 555 0177');
    expect(call.calls('book_appointment').at(-1)).toMatchObject({ vehicle: '2018 Subaru Outback' });
  });

  it('takes a car it does not know in the words of the caller', () => {
    const call = new Call();
    call.say('I need an oil change', "It's a Zorblatt nine thousand", 'A Zorblatt, I said', 'Wednesday at nine');
    call.say('my name is Bob Miller', '215 555 0177');
    expect(call.calls('book_appointment').at(-1)?.vehicle).toMatch(/Zorblatt/);
  });
});

describe('two requests in one call', () => {
  it('are served one after the other', () => {
    const call = new Call({ known: [dana] });
    call.say(
      'I need to cancel my appointment and book an oil change for Friday at nine',
      'my name is Dana Whitfield',
      '2018 Subaru Outback',
    );
    expect(call.last()).toMatch(/Shall I cancel/);
    call.say('yes');
    call.say("Yes, let's book the oil change", 'yes');
    expect(call.shop.visits.map(({ state }) => state)).toEqual(['cancelled']);
    expect(call.shop.booked.map(({ start }) => start)).toEqual(['2026-11-27T09:00:00-05:00']);
  });

  it('are mentioned before the goodbye when one was forgotten', () => {
    const call = new Call({ known: [dana] });
    call.say(
      'I need to cancel my appointment and book an oil change for Friday at nine',
      'my name is Dana Whitfield',
      '2018 Subaru Outback',
      'yes',
    );
    expect(call.say("No, that's all.")).toMatch(/oil change/i);
    call.say('No.');
    expect(call.over).toBe('hung-up');
  });

  it('may be a second car', () => {
    const call = untilPhone();
    call.say('215 555 0177', 'yes');
    call.say('I also need an oil change for my 2011 Honda Civic, on Friday at ten', 'yes', "that's it, thanks");
    expect(call.shop.booked.map(({ start, arguments: args }) => [start, args.vehicle])).toEqual([
      ['2026-11-25T09:00:00-05:00', '2018 Subaru Outback'],
      ['2026-11-27T10:00:00-05:00', '2011 Honda Civic'],
    ]);
    expect(call.over).toBe('hung-up');
  });
});
