import { Call } from './call.ts';
import { dana, luis } from './people.ts';

/** A new caller up to the question for their name: the oil change is for Wednesday at nine. */
function newCallerWithTime(): Call {
  const call = new Call();
  call.say('I need an oil change', "It's a 2018 Subaru Outback", 'Wednesday at nine');
  return call;
}

it.each([
  ['a time that was found', []],
  ['a booking that was read back', ['my name is Bill Miller', '215 555 0177']],
])('takes another time by its distance: %s', (_, turns) => {
  const call = newCallerWithTime();
  call.say(...turns, 'Actually, make it an hour later.');
  expect(call.calls('get_available_slots').at(-1)).toMatchObject({
    when: 'Wednesday, November 25th at 10 AM',
    for_appointment: null,
  });
});

it('takes an hour that a story tells of for no wish', () => {
  const call = newCallerWithTime();
  call.say('My name is Bill Miller, and the warning light comes on an hour later.');
  expect(call.calls('get_available_slots').at(-1)?.when).toMatch(/(?:nine|at 9 AM)$/);
});

describe('a second matter', () => {
  const booked = (): Call => {
    const call = new Call();
    call.say('An oil change for my 2018 Subaru Outback, Wednesday at nine.', 'my name is Bill Miller', '215 555 0177');
    call.say('Yes.');
    return call;
  };

  it('is for the car that was just booked in, unless another is spoken of', () => {
    expect(booked().say('Can you also rotate the tires while it is there?')).toMatch(/when|what day/i);
    expect(booked().say("I also need brakes for my wife's car.")).toMatch(/make and model/i);
  });

  it('is dropped when nothing more is wanted after all', () => {
    const call = booked();
    call.say('Can you also rotate the tires?', 'No, thanks.');
    expect(call.last()).toMatch(/else/i);
  });

  it('is none when the caller only says that they will come', () => {
    const call = booked();
    call.say("Excellent, I'll drop it off in the morning. Thanks for your help.");
    expect(call.over).toBe('hung-up');
  });
});

it('says each day of the offered times once', () => {
  const call = new Call();
  call.say('I need an oil change on Friday', "It's a 2018 Subaru Outback.", 'Well, you tell me.');
  expect(call.last()).toMatch(/Friday, November 27th at 8 AM, [\d:]+ PM or [\d:]+ PM/);
});

it('takes the first of the times when the caller is content with any of them', () => {
  const call = new Call();
  call.say('I need an oil change on Friday', "It's a 2018 Subaru Outback.", 'Okay, that works.', 'Okay, that works.');
  expect(call.last()).toMatch(/name/i);
});

it('books a check for somebody who does not know what the car needs', () => {
  const call = new Call();
  expect(call.say('I need an appointment for my car.', "I'd just like someone to look at it.")).toMatch(/year/i);
});

describe('a new caller who books', () => {
  it('is asked for work, vehicle, time, name and number, one at a time, and is booked', () => {
    const call = new Call();
    expect(call.say('Hi, I would like to make an appointment.')).toMatch(/car|problem|done/i);
    expect(call.say('It needs an oil change.')).toMatch(/year, make/i);
    expect(call.say("It's a 2018 Subaru Outback.")).toMatch(/when|what day/i);
    expect(call.say('Wednesday at nine, please.')).toMatch(/name/i);
    expect(call.say('My name is Bob Miller.')).toMatch(/phone/i);
    expect(call.say('My number is 215 555 0177.')).toMatch(/Shall I book it/);
    call.say('Yes.');
    expect(call.say("No, that's all, thank you.")).toMatch(/goodbye/i);
    expect(call.over).toBe('hung-up');
    expect(call.shop.booked).toEqual([
      {
        start: '2026-11-25T09:00:00-05:00',
        arguments: expect.objectContaining({
          first_name: 'Bob',
          last_name: 'Miller',
          phone: '2155550177',
          vehicle: '2018 Subaru Outback',
        }),
      },
    ]);
  });

  it('passes the time in the words it was said in', () => {
    const call = newCallerWithTime();
    expect(call.calls('get_available_slots')).toEqual([
      { services: ['oil change'], when: 'wednesday at nine', visit: null, for_appointment: null },
    ]);
  });

  it('is not asked again for what came in one breath', () => {
    const call = new Call();
    call.say(
      "Hi, my name is Bob Miller and I'd like to bring in my 2018 Subaru Outback for an oil change on Wednesday at nine.",
    );
    expect(call.last()).toMatch(/phone/i);
    call.say('215 555 0177', 'Yes.');
    expect(call.shop.booked).toHaveLength(1);
    expect(call.shop.booked[0]?.arguments).toMatchObject({ first_name: 'Bob', last_name: 'Miller' });
  });

  it('may answer before the question', () => {
    const call = new Call();
    call.say('I need an oil change', "It's a 2018 Subaru Outback and my number is 215 555 0177");
    call.say('Wednesday at nine');
    call.say('my name is Bob Miller');
    expect(call.last()).toMatch(/Shall I book it/);
    expect(call.calls('book_appointment')[0]).toMatchObject({ phone: '2155550177' });
  });

  it('may be reached at the number of the call', () => {
    const call = newCallerWithTime();
    call.say('my name is Bob Miller', 'This number is fine');
    expect(call.calls('book_appointment')).toEqual([expect.objectContaining({ phone: null })]);
  });

  it('gives a number even for a number that is withheld', () => {
    const call = new Call({ withheld: true });
    call.say('I need an oil change', "It's a 2018 Subaru Outback", 'Wednesday at nine', 'my name is Bob Miller');
    call.say('the one I am calling from');
    expect(call.last()).toMatch(/number/i);
    call.say('215 555 0177', 'yes');
    expect(call.shop.booked).toHaveLength(1);
  });

  it('is asked for an e-mail address where the shop wants one', () => {
    const call = new Call({ asksEmail: true });
    call.say('I need an oil change', "It's a 2018 Subaru Outback", 'Wednesday at nine', 'my name is Bob Miller');
    expect(call.say('215 555 0177')).toMatch(/e-mail/i);
    call.say('bob at example dot com', 'yes');
    expect(call.shop.booked[0]?.arguments.email).toBe('bob@example.com');
  });

  it('is asked for no e-mail address elsewhere', () => {
    const call = newCallerWithTime();
    call.say('my name is Bob Miller', '215 555 0177', 'yes');
    expect(call.said.join(' ')).not.toMatch(/e-mail/i);
  });

  it('spells a VIN instead of naming the vehicle', () => {
    const call = new Call();
    call.say('I need an oil change', 'I have the VIN, it is 1 H G C M 8 2 6 3 3 A 0 0 4 3 5 2');
    expect(call.calls('decode_vin')).toHaveLength(1);
    call.say('Wednesday at nine', 'my name is Bob Miller', '215 555 0177', 'yes');
    expect(call.shop.booked[0]?.arguments).toMatchObject({ vehicle: '2003 Honda Accord', vin: '1HGCM82633A004352' });
  });

  it('tells the shop what the car does', () => {
    const call = new Call();
    call.say("My brakes make a grinding noise when I stop, I'd like to have that checked.");
    call.say('2018 Subaru Outback', 'Wednesday at nine', 'my name is Bob Miller', '215 555 0177', 'yes');
    expect(call.calls('get_available_slots')[0]).toMatchObject({ services: ['brake service'] });
    expect(call.shop.booked[0]?.arguments.notes).toMatch(/grinding noise/);
  });

  it('asks for the work when a visit is all that is wished', () => {
    expect(new Call().say('I need an appointment')).toMatch(/done|problem|car/i);
  });
});

describe('choosing a time', () => {
  const offered = (): Call => {
    const call = new Call();
    call.say('I need an oil change on Wednesday', "It's a 2018 Subaru Outback");
    return call;
  };

  it.each([
    ['The first one.', '2026-11-25T08:00:00-05:00'],
    ['Eight works.', '2026-11-25T08:00:00-05:00'],
    ['The last one, please.', '2026-11-25T16:30:00-05:00'],
    ['12:30', '2026-11-25T12:30:00-05:00'],
    ['Any of those is fine.', '2026-11-25T08:00:00-05:00'],
    ['Can I do 2 PM instead?', '2026-11-25T14:00:00-05:00'],
    ['Actually Friday at ten would be better.', '2026-11-27T10:00:00-05:00'],
  ])('%s', (words, start) => {
    const call = offered();
    call.say(words, 'my name is Bob Miller', '215 555 0177', 'yes');
    expect(call.shop.booked.map((one) => one.start)).toEqual([start]);
  });

  it('asks which one when a yes does not tell', () => {
    const call = offered();
    expect(call.say('Yes.')).toMatch(/which/i);
    call.say('the second one', 'my name is Bob Miller', '215 555 0177', 'yes');
    expect(call.shop.booked).toHaveLength(1);
  });

  it('looks for later times of the same day', () => {
    const call = offered();
    call.say('Is there anything later?');
    expect(call.calls('get_available_slots').at(-1)).toMatchObject({
      when: expect.stringMatching(/^Wednesday.*after 4:30 PM$/),
    });
  });

  it('asks for another time when none of them works, and finds it', () => {
    const call = offered();
    expect(call.say("No, I can't do any of those.")).toMatch(/day|time/i);
    call.say('Friday morning');
    expect(call.calls('get_available_slots').at(-1)).toMatchObject({
      when: expect.stringMatching(/^friday.*morning$/),
    });
  });

  it('offers another time when the wished one is taken', () => {
    const call = new Call({ taken: ['2026-11-25T09:00:00-05:00'] });
    call.say('I need an oil change', "It's a 2018 Subaru Outback");
    expect(call.say('Wednesday at nine')).toMatch(/taken/);
    call.say('the first one', 'my name is Bob Miller', '215 555 0177', 'yes');
    expect(call.shop.booked).toHaveLength(1);
  });

  it('offers the next day when the shop is closed', () => {
    const call = new Call();
    call.say('I need an oil change', "It's a 2018 Subaru Outback");
    expect(call.say('Thursday morning')).toMatch(/closed that day/i);
    call.say('The first one then', 'my name is Bob Miller', '215 555 0177', 'yes');
    expect(call.shop.booked.map(({ start }) => start)).toEqual(['2026-11-27T08:00:00-05:00']);
  });

  it('puts the question which day was meant, and takes the answer', () => {
    const call = new Call();
    call.say('I need an oil change', "It's a 2018 Subaru Outback");
    expect(call.say('next Friday at ten')).toMatch(/do you mean/i);
    call.say('the fourth', 'my name is Bob Miller', '215 555 0177', 'yes');
    expect(call.shop.booked.map(({ start }) => start)).toEqual(['2026-12-04T10:00:00-05:00']);
  });

  it.each([
    ['next Friday', '2026-12-04T10:00:00-05:00'],
    ['this Friday', '2026-11-27T10:00:00-05:00'],
    ['the first one', '2026-11-27T10:00:00-05:00'],
    ['November 27th', '2026-11-27T10:00:00-05:00'],
  ])('and takes it in other words: %s', (words, start) => {
    const call = new Call();
    call.say('I need an oil change', "It's a 2018 Subaru Outback", 'next Friday at ten', words);
    call.say('my name is Bob Miller', '215 555 0177', 'yes');
    expect(call.shop.booked.map((one) => one.start)).toEqual([start]);
  });

  it('merges the day and the time of two turns', () => {
    const call = new Call();
    call.say('I need an oil change Wednesday', "It's a 2018 Subaru Outback", 'around three please');
    expect(call.calls('get_available_slots').at(-1)).toMatchObject({ when: 'wednesday around three' });
  });

  it.each([['As soon as possible.'], ['Whenever you can take me.'], ["I don't have a preference."]])(
    'leaves it to the shop: %s',
    (words) => {
      const call = new Call();
      call.say('I need an oil change', "It's a 2018 Subaru Outback", words);
      expect(call.calls('get_available_slots')).toHaveLength(1);
      expect(call.last()).toMatch(/which/i);
    },
  );
});

describe('a known caller who books', () => {
  it('gives a name, is greeted by it, and keeps the vehicle on file', () => {
    const call = new Call({ known: [dana] });
    expect(call.say('Hi, I need an oil change Tuesday morning.')).toMatch(/name/i);
    expect(call.say('My name is Dana Whitfield.')).toMatch(/Dana.*Outback.*Tuesday/s);
    expect(call.calls('lookup_customer')).toEqual([{ phone: null, name: 'Dana Whitfield' }]);
    call.say('the first one', 'Yes, please.');
    expect(call.shop.booked).toEqual([
      {
        start: '2026-11-24T08:00:00-05:00',
        arguments: expect.objectContaining({ phone: null, vehicle: '2018 Subaru Outback' }),
      },
    ]);
    expect(call.said.join(' ')).not.toMatch(/phone number/i);
  });

  it('is looked up once, however long the call', () => {
    const call = new Call({ known: [dana] });
    call.say('my name is Dana Whitfield', 'I need an oil change', 'Wednesday at nine', 'how much is it?', 'yes');
    expect(call.calls('lookup_customer')).toHaveLength(1);
  });

  it('says which of two vehicles it is for', () => {
    const call = new Call({ known: [luis] });
    expect(call.say('I need an oil change on Wednesday at nine', 'my name is Luis Ortega')).toMatch(
      /Outback or .*Civic/,
    );
    call.say('the Civic', 'yes');
    expect(call.shop.booked[0]?.arguments.vehicle).toMatch(/Honda Civic/);
  });

  it('is not asked which when they said it', () => {
    const call = new Call({ known: [luis] });
    call.say('I need an oil change for my Civic on Wednesday at nine', 'my name is Luis Ortega');
    expect(call.last()).toMatch(/Shall I book it/);
  });

  it('is treated as new when the name does not belong to the number', () => {
    const call = new Call({ known: [dana] });
    call.say('I need an oil change', 'my name is Bob Miller');
    expect(call.last()).toMatch(/year, make/i);
    call.say('2015 Toyota Camry', 'Wednesday at nine', '215 555 0177', 'yes');
    expect(call.shop.booked[0]?.arguments).toMatchObject({ first_name: 'Bob', phone: '2155550177' });
  });

  it('may share the number with somebody', () => {
    const call = new Call({ known: [dana, luis] });
    call.say('I need an oil change on Wednesday at nine', 'my name is Dana Whitfield');
    expect(call.last()).toMatch(/Shall I book it/);
  });
});

describe('the read-back', () => {
  const readBack = (): Call => {
    const call = newCallerWithTime();
    call.say('my name is Bob Miller', '215 555 0177');
    return call;
  };

  it.each([
    ['No, make it ten.', { start: '2026-11-25T10:00:00-05:00' }],
    ['Yes, but can we do Friday at two instead?', { start: '2026-11-27T14:00:00-05:00' }],
  ])('is changed to another time: %s', (words, booked) => {
    const call = readBack();
    call.say(words, 'yes');
    expect(call.shop.booked).toEqual([expect.objectContaining(booked)]);
  });

  it('is changed to another name', () => {
    const call = readBack();
    call.say('No, my name is Bob Muller', 'yes');
    expect(call.shop.booked[0]?.arguments).toMatchObject({ last_name: 'Muller' });
  });

  it('is changed to another vehicle', () => {
    const call = readBack();
    call.say("No, sorry, it's for my 2011 Honda Civic", 'yes');
    expect(call.shop.booked[0]?.arguments).toMatchObject({ vehicle: '2011 Honda Civic' });
  });

  it('gains a second job and keeps its time', () => {
    const call = readBack();
    call.say('Yes, and can you also check the brakes?', 'yes');
    expect(call.calls('get_available_slots').at(-1)).toMatchObject({ services: ['oil change', 'brake service'] });
    expect(call.shop.booked.map(({ start }) => start)).toEqual(['2026-11-25T09:00:00-05:00']);
  });

  it('asks what to change after a plain no', () => {
    const call = readBack();
    expect(call.say('No.')).toMatch(/change/i);
    expect(call.say('The time.')).toMatch(/day|time|when/i);
    call.say('Friday at ten', 'yes');
    expect(call.shop.booked.map(({ start }) => start)).toEqual(['2026-11-27T10:00:00-05:00']);
  });

  it('is read again after a question, and booked once', () => {
    const call = readBack();
    call.say('How long will that take?');
    expect(call.said.slice(-2).join(' ')).toMatch(/30 minutes.*Shall I book it/s);
    call.say('Okay, yes.', 'yes');
    expect(call.shop.booked).toHaveLength(1);
  });

  it('is dropped when the caller thinks better of it', () => {
    const call = readBack();
    call.say('Never mind, forget it.');
    expect(call.last()).toMatch(/haven't|left/i);
    call.say('No.', 'No, goodbye.');
    expect(call.over).toBe('hung-up');
    expect(call.shop.booked).toEqual([]);
  });
});
