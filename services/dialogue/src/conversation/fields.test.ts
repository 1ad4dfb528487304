import { standingQuestion } from './answering.ts';
import { defaultPatience, isFull, patienceFor } from './endpointing.ts';
import { fillingOf } from './fields.ts';
import type { Message } from './history.ts';

describe('a field', () => {
  it.each([
    ['phone', ['two one five five five five zero'], 'open'],
    ['phone', ['two one five five five five zero one four two'], 'complete'],
    ['phone', ['one two one five five five five zero one four'], 'open'],
    ['phone', ['one two one five five five five zero one four two'], 'complete'],
    ['phone', ['215', '555', '0142'], 'complete'],
    ['phone', ['215', '555'], 'open'],
    ['phone', ["It's my wife's phone."], 'none'],
    ['vin', ['one H G C M eight two six three three'], 'open'],
    ['vin', ['1HGCM82633A004352'], 'complete'],
    ['vin', ['1HGCM826', '33A004352'], 'complete'],
    ['vin', ['three three A zero zero four three'], 'open'],
    ['vin', ['the last eight are 3 A 0 0 4 3 5 2'], 'complete'],
    ['vin', ["I don't have it with me"], 'none'],
    ['vin-ending', ['3 A 0 0 4 3 5 2'], 'complete'],
    ['vin-ending', ['3 A 0 0 4'], 'open'],
    ['spelling', ['W H I T'], 'open'],
    ['yes-no', ['yes'], 'complete'],
    ['yes-no', ['nope'], 'complete'],
    ['yes-no', ['yes but'], 'none'],
    ['time', ['December'], 'open'],
    ['time', ['next'], 'open'],
    ['time', ['between nine and'], 'open'],
    ['time', ['next Tuesday'], 'none'],
    ['email', ['dana dot w at'], 'open'],
    ['email', ['dana at example dot com'], 'complete'],
    ['open', ['215'], 'none'],
  ] as const)('%s with %j is %s', (asked, pieces, filling) => {
    expect(fillingOf(asked, pieces)).toBe(filling);
  });

  it('of letters is full when they spell a name that was said', () => {
    expect(fillingOf('spelling', ['Whitfield. W H I T F I E L D'])).toBe('complete');
    expect(fillingOf('spelling', ['W H I T F I E L D'], ['Dana Whitfield'])).toBe('complete');
  });
});

const asks = (content: string): Message => ({ role: 'assistant', content });
const says = (content: string): Message => ({ role: 'user', content });

describe('the standing question', () => {
  it('remembers the pieces of a number over several turns', () => {
    const messages = [
      says('I need an oil change.'),
      asks('What is the best phone number to reach you?'),
      says('two one five'),
      asks('Go on, what is the rest of the number?'),
      says('five five five'),
      asks('And the rest of the number?'),
    ];
    expect(standingQuestion(messages)).toMatchObject({ asked: 'phone', pieces: ['two one five', 'five five five'] });
    expect(isFull('oh one four two', standingQuestion(messages))).toBe(true);
    expect(patienceFor('oh one', standingQuestion(messages))).toBe(defaultPatience.fieldMs);
  });

  it('stands while we say something by the way', () => {
    const messages = [asks('Could you read me the VIN?'), says('Hello?'), asks('Are you still there?')];
    expect(standingQuestion(messages)).toMatchObject({ asked: 'vin', pieces: [] });
  });

  it('begins anew when a whole number was wrong', () => {
    const messages = [
      asks('What is the best phone number to reach you?'),
      says('215 555 0142'),
      asks('And your phone number once more?'),
    ];
    expect(standingQuestion(messages).pieces).toEqual([]);
  });
});
