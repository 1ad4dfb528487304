import { cutBreath, cutPiece, takeMarker } from './sentences.ts';

describe('cutting speech into pieces', () => {
  it.each([
    ['Certainly sir, happy to help. And', true, 'Certainly sir, '],
    ['Sure, happy to help. And', true, 'Sure, happy to help. '],
    ['Certainly sir, happy to help. And', false, 'Certainly sir, happy to help. '],
    ['We open at 7:30 AM, ', false, ''],
    ['It is $49.50 in all. Good', false, 'It is $49.50 in all. '],
    ['Ask for Mr. Smith at the desk. Then', false, 'Ask for Mr. Smith at the desk. '],
    ['We open at 9 a.m. on Monday. Then', false, 'We open at 9 a.m. on Monday. '],
    ['Really? Yes', true, 'Really? '],
    ['No stop yet', true, ''],
    ['Happy to help.', true, 'Happy to help.'],
    ['Happy to help, of course,', true, 'Happy to help, '],
    ['It opens at 7.', true, ''],
    ['We open at 9 a.m.', true, ''],
    ['Ask for Mr.', true, ''],
    ['Goodbye! [hang', false, 'Goodbye! '],
    ['I will connect you [transfer. x', true, ''],
  ])('%p (first: %p) gives %p', (text, first, piece) => {
    expect(cutPiece(text, first).piece).toBe(piece);
  });

  it('loses nothing', () => {
    const text = 'Certainly, I can do that. What day suits you? Mornings are best, usually.';
    let rest = text;
    let spoken = '';
    for (let cut = cutPiece(rest, true); cut.piece !== ''; cut = cutPiece(rest, false)) {
      spoken += cut.piece;
      rest = cut.rest;
    }
    expect(spoken + rest).toBe(text);
  });
});

describe('markers', () => {
  it.each([
    ['Goodbye! [hangup]', 'Goodbye!', 'hangup'],
    ['One moment. [ Transfer ]', 'One moment.', 'transfer'],
    ['Bye. [hang-up]', 'Bye.', 'hangup'],
    ['[hangup]', '', 'hangup'],
    ['Nothing here.', 'Nothing here.', null],
  ])('%p', (text, spoken, marker) => {
    expect(takeMarker(text)).toEqual({ text: spoken, marker });
  });
});

describe('a breath before the first clause is whole', () => {
  it.each([
    ['The price for an oil change starts from forty', 'The price for an oil change starts '],
    ['The service desk can tell you whether we do', ''],
    ['Our address is twelve Main Street in Phila', 'Our address is twelve Main Street '],
    ['You can drop it off (the key goes in ', ''],
  ])('%p is cut to %p', (text, piece) => {
    expect(cutBreath(text, 5)).toEqual({ piece, rest: text.slice(piece.length) });
  });

  it('is not taken while the word that may follow is not whole', () => {
    expect(cutBreath('The price for an oil change starts from', 5).piece).toBe('');
  });

  it('is not taken after fewer words', () => {
    expect(cutBreath('Transmission maintenance starts from forty', 5).piece).toBe('');
  });
});
