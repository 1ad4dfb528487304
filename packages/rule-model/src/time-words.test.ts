import { timeMentions } from './time-words.ts';
import { mergeWishes, sayWish, type Wish, wishOf } from './wishes.ts';

const said = (text: string, expected = false): string | null => sayWish(wishOf(timeMentions(text, expected), text));
const wish = (text: string): Wish => wishOf(timeMentions(text, true), text) ?? { day: null, time: null, soon: null };

describe('when a caller would like to come', () => {
  it.each([
    ['Hi, I need an oil change Tuesday morning, please.', 'tuesday morning'],
    ['Can you do Thursday the 3rd of December around 2 30?', 'thursday the 3rd of december around 2 30'],
    ['a week from Thursday at half past two', 'a week from thursday at half past two'],
    ['the day after tomorrow, after four', 'the day after tomorrow after four'],
    ['Tuesday morning of next week', 'tuesday next week morning'],
    ['any time after ten', 'after ten'],
    ['Is early next week possible?', 'early next week'],
    ['November twenty fifth at 8 15', 'november twenty fifth at 8 15'],
    ['Monday or Tuesday, first thing', 'monday or tuesday first thing'],
    ['on Christmas Eve at 10am', 'on christmas eve at 10am'],
    ['11/25 at 9', '11/25 at 9'],
    ["two o'clock tomorrow", "tomorrow at two o'clock"],
    ['end of the month', 'end of the month'],
    ['as soon as possible', 'as soon as possible'],
    ['ASAP', 'asap'],
    ["I don't have a preference", "don't have a preference"],
    ['the next available appointment', 'the next available appointment'],
  ])('%s', (text, words) => {
    expect(said(text)).toBe(words);
  });

  it.each([
    ['Tuesday, no, Wednesday at ten', 'wednesday at ten'],
    ["I can't do Tuesday but Wednesday is fine", 'wednesday'],
    ['Not Tuesday. Friday.', 'friday'],
    ['I work until five, so after five thirty', 'after five thirty'],
    ['Monday morning works, I have a ride for today', 'monday morning'],
  ])('takes back what the caller took back: %s', (text, words) => {
    expect(said(text, true)).toBe(words);
  });

  it.each([
    ["It's been leaking since Monday"],
    ['That was all for today, thank you'],
    ['Good morning'],
    ['My number is 215 555 0177'],
    ['We live at 45 Main Street'],
    ["It's a 2016 BMW 5 Series"],
    ['It stalls whenever I stop'],
    ["It wouldn't start this morning"],
    ['the first one'],
  ])('hears no wish in: %s', (text) => {
    expect(said(text)).toBeNull();
  });

  it.each([
    ['nine thirty', 'nine thirty'],
    ['eleven? or no, make that eleven thirty', 'eleven thirty'],
    ['8 or 9 on Friday', 'on friday at 8 or 9'],
    ['the ten is fine', 'ten'],
    ['this morning', 'this morning'],
  ])('takes a bare hour only when a time was asked for: %s', (text, words) => {
    expect(said(text, true)).toBe(words);
  });

  it.each([
    ['So when could I bring it round?'],
    ['How soon could you guys look at it?'],
    ['When would you be able to fit me in?'],
    ['What do you have?'],
    ['What times are available?'],
    ['What works best for you?'],
  ])('is left to us by a question back: %s', (text) => {
    expect(wish(text)).toMatchObject({ day: null, time: null, soon: expect.stringMatching(/^(?:when|how|what)/) });
  });

  it.each([
    ['What do you have for my number?'],
    ['When can I get it back?'],
    ['When will it be ready?'],
    ['When can I come pick it up?'],
  ])('is not what a question back is about: %s', (text) => {
    expect(said(text, true)).toBeNull();
  });

  it('is not left to us by a question that opens the call: the caller may well have a day in mind', () => {
    expect(said('The brakes are grinding, when can you see it?')).toBeNull();
  });

  it.each([["It's 3 8 5 0 2 6 5 5 0 4 1."], ['No, 8 1 2.']])(
    'does not take a digit of a number for an hour: %s',
    (text) => {
      expect(said(text, true)).toBeNull();
    },
  );

  it('does not take a pronoun for an hour', () => {
    expect(said('I have two cars, one is a Ford', true)).toBeNull();
  });
});

describe('wishes over several turns', () => {
  it.each([
    ['Tuesday', 'in the morning', 'tuesday in the morning'],
    ['Tuesday at nine', 'Wednesday', 'wednesday at nine'],
    ['Tuesday at nine', 'ten thirty', 'tuesday at ten thirty'],
    ['next Friday', 'the 8th', 'friday the 8th'],
    ['Friday', 'next week', 'friday next week'],
    ['sometime next week', 'Tuesday', 'tuesday next week'],
    ['next week', 'this Tuesday', 'this tuesday'],
    ['Tuesday morning', 'any time is fine', 'tuesday'],
    ['Tuesday', 'as soon as possible', 'as soon as possible'],
    ['Tuesday', 'When can you take it?', 'tuesday'],
    ['whenever', 'Friday', 'friday'],
  ])('%s, then %s: %s', (earlier, later, words) => {
    expect(sayWish(mergeWishes(wish(earlier), wish(later)))).toBe(words);
  });

  it('has no words when nothing was wished', () => {
    expect(sayWish(null)).toBeNull();
    expect(mergeWishes(null, wish('Friday'))).toEqual(wish('Friday'));
  });
});
