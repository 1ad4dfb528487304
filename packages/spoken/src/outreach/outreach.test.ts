import { readKeyword } from './keywords.ts';
import { noRefusals, refusals } from './refusal.cases.ts';
import { readRefusal } from './refusal.ts';
import { asksForSpanish } from './spanish.ts';
import { readsComing, readWhoAnswers } from './who-answers.ts';

describe('wanting no more calls', () => {
  it('is understood in at least 99 of 100 ways, in English and Spanish', () => {
    const missed = refusals.filter((text) => !readRefusal(text));
    expect(refusals.length).toBeGreaterThanOrEqual(200);
    expect(missed.length / refusals.length > 0.01 ? missed : []).toEqual([]);
  });

  it('is not taken from other words', () => {
    expect(noRefusals.filter((text) => readRefusal(text))).toEqual([]);
  });

  it('is not a bare "stop" in a call that they made', () => {
    expect(readRefusal('Stop.', false)).toBe(false);
    expect(readRefusal('Stop calling me.', false)).toBe(true);
  });
});

describe('the answer to "Am I speaking with Dana?"', () => {
  it.each([
    ['Yes.', 'right'],
    ['Speaking.', 'right'],
    ['This is Dana.', 'right'],
    ['Yeah, this is she.', 'right'],
    ["That's me.", 'right'],
    ['No, this is her husband.', 'other-person'],
    ["She's not here right now.", 'other-person'],
    ['No.', 'other-person'],
    ['You have the wrong number.', 'wrong-number'],
    ['There is nobody here by that name.', 'wrong-number'],
    ['Who is this?', 'who-is-this'],
    ['What is this about?', 'who-is-this'],
    ['Are you a robot?', 'who-is-this'],
    ["Hold on, I'll get her.", 'wait'],
    ["I'm driving right now.", 'bad-time'],
    ['Let me talk to a real person.', 'wants-person'],
    ['¿Habla español?', 'spanish'],
    ['No hablo inglés.', 'spanish'],
    ['Hello?', 'unclear'],
  ])('%s is %s', (text, expected) => {
    expect(readWhoAnswers(text, ['Dana', 'Whitfield'])).toBe(expected);
  });
});

describe('who asks for Spanish', () => {
  it.each([
    '¿Habla español?',
    '¿Hablan español ahí?',
    '¿Alguien habla español, por favor?',
    'En español, por favor.',
    'No hablo inglés.',
    'Do you speak Spanish?',
    'Is there anyone there who speaks Spanish?',
    'Can I talk to somebody in Spanish?',
    "I don't speak English very well.",
    'Spanish, please.',
  ])('%s', (text) => {
    expect(asksForSpanish(text)).toBe(true);
  });
  it.each([
    'I live on Spanish Trail.',
    'It is a Seat, the Spanish make.',
    'Por favor.',
    'I do not understand the price.',
  ])('not: %s', (text) => {
    expect(asksForSpanish(text)).toBe(false);
  });
});

describe('the answer to a reminder', () => {
  it.each(["Yes, I'll be there.", 'See you tomorrow.', 'Sounds good.', 'Yes, thanks for the reminder.'])(
    '%s',
    (text) => {
      expect(readsComing(text)).toBe(true);
    },
  );
  it.each(["I can't make it.", 'Can we move it?', 'Yes, but later.', 'No.', 'What time was that?'])(
    'not: %s',
    (text) => {
      expect(readsComing(text)).toBe(false);
    },
  );
});

describe('a keyword', () => {
  it.each([
    ['STOP', 'stop', 'en'],
    [' Stop. ', 'stop', 'en'],
    ['Alto', 'stop', 'es'],
    ['start', 'start', 'en'],
    ['Ayuda', 'help', 'es'],
    ['please stop texting me', 'stop', 'en'],
  ])('%s', (body, type, language) => {
    expect(readKeyword(body)).toEqual({ type, language });
  });
  it('is none in other messages', () => {
    expect(readKeyword('I will be ten minutes late')).toBeUndefined();
  });
});
