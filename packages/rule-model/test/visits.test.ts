import { Call } from './call.ts';
import { dana, luis, oneMaria, otherMaria } from './people.ts';

describe('cancelling', () => {
  it('proves who calls, is read back, and is done after a yes', () => {
    const call = new Call({ known: [dana] });
    expect(call.say('I need to cancel my appointment.')).toMatch(/name/i);
    expect(call.say('My name is Dana Whitfield.')).toMatch(/vehicle|day/i);
    expect(call.say("It's the 2018 Subaru Outback.")).toMatch(/Shall I cancel it/);
    expect(call.calls('search_customers_by_name')).toEqual([
      expect.objectContaining({ first_name: 'Dana', last_name: 'Whitfield', vehicle: '2018 Subaru Outback' }),
    ]);
    expect(call.say('Yes.')).toMatch(/cancelled/);
    call.say("That's all.");
    expect(call.over).toBe('hung-up');
    expect(call.shop.visits.map(({ state }) => state)).toEqual(['cancelled']);
  });

  it('leaves the visit alone after a no', () => {
    const call = new Call({ known: [dana] });
    call.say('Cancel my appointment, please.', 'my name is Dana Whitfield', '2018 Subaru Outback');
    expect(call.say('No.')).toMatch(/left|haven't/i);
    call.say('No, thanks.');
    expect(call.over).toBe('hung-up');
    expect(call.shop.visits.map(({ state }) => state)).toEqual(['booked']);
  });

  it('finds the one of the day that was named', () => {
    const call = new Call({ known: [luis] });
    call.say('I have to cancel my appointment on Tuesday next week', 'my name is Luis Ortega', '2018 Subaru Outback');
    expect(call.calls('get_upcoming_appointments').at(-1)).toEqual({ appointment_day: 'on tuesday next week' });
    expect(call.calls('cancel_appointment')).toEqual([{ appointment: '1', appointment_day: null, reason: null }]);
    expect(call.last()).toMatch(/December 1st.*Shall I cancel/s);
  });

  it.each([['Thursday next week'], ['Thursday'], ['the second one'], ['the one for the Civic'], ['the brakes']])(
    'asks which of two visits is meant: %s',
    (words) => {
      const call = new Call({ known: [luis] });
      call.say('I need to cancel my appointment', 'my name is Luis Ortega', '2018 Subaru Outback');
      expect(call.last()).toMatch(/which/i);
      expect(call.say(words)).toMatch(/December 3rd.*Shall I cancel/s);
    },
  );

  it('says so when nothing is booked', () => {
    const call = new Call({ known: [{ ...dana, visits: [] }] });
    call.say('I need to cancel my appointment', 'my name is Dana Whitfield', '2018 Subaru Outback');
    expect(call.last()).toMatch(/don't see anything booked.*\?/i);
    call.say('no');
    expect(call.over).toBe('hung-up');
  });

  it('asks whether to move or cancel when the caller cannot come', () => {
    const call = new Call({ known: [dana] });
    expect(call.say("I can't make it to my appointment.")).toMatch(/move.*cancel|time.*cancel/i);
    call.say('Cancel it, please', 'my name is Dana Whitfield', '2018 Subaru Outback', 'yes');
    expect(call.shop.visits.map(({ state }) => state)).toEqual(['cancelled']);
  });
});

describe('moving', () => {
  it('finds another time for the visit and moves it after a yes', () => {
    const call = new Call({ known: [dana] });
    call.say(
      'Can you move my appointment to Thursday next week at ten?',
      'my name is Dana Whitfield',
      '2018 Subaru Outback',
    );
    expect(call.calls('get_available_slots')).toEqual([
      { services: ['oil change'], when: 'thursday next week at ten', visit: null, for_appointment: '1' },
    ]);
    expect(call.last()).toMatch(/December 3rd at 10 AM.*right/s);
    call.say('Yes.');
    expect(call.shop.visits.map(({ start }) => start)).toEqual(['2026-12-03T10:00:00-05:00']);
  });

  it.each([
    ['yes, please', '2026-12-03T14:00:00-05:00'],
    ['no', '2026-12-01T09:00:00-05:00'],
  ])('onto another visit of the same vehicle is left to the caller: %s', (words, start) => {
    const visits = luis.visits?.map((visit) => ({ ...visit, vehicle: '2018 Subaru Outback' })) ?? [];
    const call = new Call({ known: [{ ...luis, visits }] });
    call.say('I need to move my appointment on Tuesday next week', 'my name is Luis Ortega', '2018 Subaru Outback');
    call.say('Thursday next week at two in the afternoon', 'That works.');
    expect(call.last()).toMatch(/already a visit for that vehicle/);
    call.say(words, 'yes');
    expect(call.shop.visits[0]?.start).toBe(start);
  });

  it('asks for the new time when none was named', () => {
    const call = new Call({ known: [dana] });
    call.say('I need to reschedule', 'my name is Dana Whitfield', '2018 Subaru Outback');
    expect(call.last()).toMatch(/when|day/i);
    call.say('the same day at two in the afternoon, so Tuesday next week at two', 'yes');
    expect(call.shop.visits.map(({ start }) => start)).toEqual(['2026-12-01T14:00:00-05:00']);
  });

  it('tells the visit from the wish in one sentence', () => {
    const call = new Call({ known: [luis] });
    call.say(
      'Please move my appointment from Thursday next week to Friday next week at nine',
      'my name is Luis Ortega',
      '2011 Honda Civic',
    );
    expect(call.calls('get_available_slots')).toEqual([
      { services: ['brake service'], when: 'friday next week at nine', visit: null, for_appointment: '2' },
    ]);
  });

  it('asks which of two visits it is', () => {
    const call = new Call({ known: [luis] });
    call.say('I need to reschedule my appointment', 'my name is Luis Ortega', '2018 Subaru Outback');
    expect(call.last()).toMatch(/which/i);
    call.say('the one on Tuesday next week');
    expect(call.last()).toMatch(/when|day/i);
    call.say('Wednesday next week at nine', 'yes');
    expect(call.shop.visits.map(({ start }) => start)).toContain('2026-12-02T09:00:00-05:00');
  });

  it('moves it where the caller would rather have it when asked again', () => {
    const call = new Call({ known: [dana] });
    call.say('Move my appointment to Thursday next week at ten', 'my name is Dana Whitfield', '2018 Subaru Outback');
    call.say('No, make it eleven.', 'yes');
    expect(call.shop.visits.map(({ start }) => start)).toEqual(['2026-12-03T11:00:00-05:00']);
  });

  it('turns an unsure caller who names another day into a move', () => {
    const call = new Call({ known: [dana] });
    call.say(
      "I can't make it on Tuesday",
      'Can I come Friday next week at nine instead?',
      'my name is Dana Whitfield',
      '2018 Subaru Outback',
      'yes',
    );
    expect(call.shop.visits.map(({ start }) => start)).toEqual(['2026-12-04T09:00:00-05:00']);
  });
});

describe('hearing what is booked', () => {
  it('is told once it is known who calls', () => {
    const call = new Call({ known: [dana] });
    call.say('When is my appointment?', 'my name is Dana Whitfield');
    expect(call.said.join(' ')).not.toMatch(/December/);
    expect(call.say('2018 Subaru Outback')).toMatch(/December 1st at 9 AM.*else/s);
    call.say('No, thank you.');
    expect(call.over).toBe('hung-up');
  });

  it('finds the right one of two people with one name', () => {
    const call = new Call({ others: [oneMaria, otherMaria] });
    call.say('Do I have an appointment booked?', 'my name is Maria Gomez');
    expect(call.last()).toMatch(/number/i);
    call.say('215 555 0162');
    if (/vehicle|day/i.test(call.last())) call.say('the 2020 Ford Escape');
    expect(call.last()).toMatch(/Friday, November 27th at 11 AM/);
    expect(call.said.join(' ')).not.toMatch(/Camry|November 25th/);
  });

  it('goes on to move what was told', () => {
    const call = new Call({ known: [dana] });
    call.say('When is my appointment?', 'my name is Dana Whitfield', '2018 Subaru Outback');
    call.say('Could you move it to Friday next week at nine?', 'yes');
    expect(call.shop.visits.map(({ start }) => start)).toEqual(['2026-12-04T09:00:00-05:00']);
  });

  it('gives up after three refusals and gets a person', () => {
    const call = new Call({ others: [oneMaria, otherMaria] });
    call.say(
      'When is my appointment?',
      'my name is John Smith',
      '215 555 0000',
      'the 1999 Ford Focus',
      'it was on Monday',
    );
    call.say('the 2001 Ford Focus');
    expect(call.said.join(' ')).toMatch(/\[transfer\]/);
    expect(call.said.join(' ')).not.toMatch(/November 2/);
  });
});

describe('a visit booked in this very call', () => {
  const booked = (): Call => {
    const call = new Call();
    call.say('An oil change for my 2018 Subaru Outback, Wednesday at nine.', 'my name is Bob Miller', '215 555 0177');
    call.say('Yes.');
    return call;
  };

  it('is moved without more proof', () => {
    const call = booked();
    call.say("Actually, could you move that to ten o'clock the same day?");
    expect(call.calls('search_customers_by_name')).toEqual([]);
    expect(call.calls('get_available_slots').at(-1)).toMatchObject({
      for_appointment: '1',
      when: expect.stringMatching(/^Wednesday, November 25th at ten/),
    });
  });

  it.each([
    ['Actually, can you make that half an hour later on the same day?', 'at 9:30 AM'],
    ['Could you make it an hour earlier?', 'at 8 AM'],
  ])('is moved by as much as is said: %s', (words, at) => {
    const call = booked();
    call.say(words);
    expect(call.calls('get_available_slots').at(-1)).toMatchObject({
      for_appointment: '1',
      when: `Wednesday, November 25th ${at}`,
    });
    if (!/right\?$/.test(call.last())) call.say('That works.');
    expect(call.say('Yes.')).toMatch(`now on Wednesday, November 25th ${at}`);
  });

  it('is moved by as much on another day that is named', () => {
    const call = booked();
    call.say('Actually, can you make that an hour later on Friday?');
    expect(call.calls('get_available_slots').at(-1)).toMatchObject({
      for_appointment: '1',
      when: expect.stringMatching(/friday at 10 AM$/),
    });
  });

  it('is asked about when only the direction is said', () => {
    const call = booked();
    expect(call.say('Actually, can you make that a bit later?')).toMatch(/when|time|day/i);
    call.say('ten the same day');
    if (!/right\?$/.test(call.last())) call.say('That works.');
    expect(call.say('Yes.')).toMatch('now on Wednesday, November 25th at 10 AM');
  });

  it('is cancelled without more proof', () => {
    const call = booked();
    expect(call.say("You know what, cancel that again, I can't make it.")).toMatch(/Shall I cancel it/);
    expect(call.say('Yes.')).toMatch(/cancelled/);
  });
});

it('hands somebody over who cannot prove who they are, instead of refusing again and again', () => {
  const call = new Call({ known: [dana] });
  call.say('When is my appointment?', 'my name is Dana Whitfield', 'It is a Honda Civic.');
  expect(call.say('It is a Honda Civic, I told you.')).not.toMatch(/sorry/i);
  expect(call.over).toBe('transferred');
});
