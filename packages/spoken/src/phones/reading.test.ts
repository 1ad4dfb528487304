import fc from 'fast-check';
import { joinPhone, readPhone } from './reading.ts';
import { sayPhone } from './saying.ts';

const NUMBER = { digits: '2156592008', status: 'complete', e164: '+12156592008', verified: true };

describe('a phone number in one piece', () => {
  it.each([
    'two one five, six fifty-nine, twenty oh eight',
    'two one five six five nine two zero zero eight',
    "it's 215-659-2008.",
    'My name is Dana Whitfield and my number is (215) 659-2008',
    'you can reach me at 215.659.2008 any time after 3 p.m.',
    'area code 215, 659 2008',
    '659-2008, area code 215',
    '659-2008 and 215 is the area code',
    '215-659-2008 extension 12',
    '215-659-2009, no, 2008',
    '215-659-2009, sorry, the last four are 2008',
    '214-659-2008, no wait, 215-659-2008',
    'I have a 2018 Outback, my number is 215 659 2008 and it costs $89',
    'one moment, two one five, um, six five nine, uh, two oh oh eight',
    'two one 5:06 no, let me start over, 215 659 2008',
  ])('hears it in "%s"', (text) => {
    expect(readPhone(text)).toEqual(NUMBER);
  });

  it.each([
    ['four 5:06 seven', '45067'],
    ['my number is 513', '513'],
    ['555-1212', '5551212'],
    ['5 5 5 2 1 4 6', '5552146'],
  ])('keeps the digits of "%s" as a part', (text, digits) => {
    expect(readPhone(text)).toEqual({ digits, status: 'partial', e164: null, verified: false });
  });

  it.each([
    'next Friday at 8:30',
    'at 3:00 p.m. please',
    'the 8th',
    'is there a fee of $89',
    'I drive a 2018 Subaru Outback and it leaks',
    'one moment',
    'that one',
    'yes',
    '',
  ])('hears no number in "%s"', (text) => {
    expect(readPhone(text).status).toBe('none');
  });

  it('puts a known area code in front of seven digits only', () => {
    expect(readPhone('659 2008', { areaCode: '215' })).toEqual(NUMBER);
    expect(readPhone('215 659 2008', { areaCode: '610' })).toEqual(NUMBER);
    expect(readPhone('659 2008', { areaCode: '21' }).status).toBe('partial');
  });

  it('takes a leading 1', () => {
    expect(readPhone('1 215 659 2008')).toEqual({ ...NUMBER, digits: '12156592008' });
  });

  it('keeps a number that the numbering plan doubts', () => {
    expect(readPhone('555-555-5555')).toEqual({
      digits: '5555555555',
      status: 'complete',
      e164: '+15555555555',
      verified: false,
    });
  });

  it('refuses eleven digits without a leading 1, and keeps what was said', () => {
    expect(readPhone('749-1426-4534')).toEqual({
      digits: '74914264534',
      status: 'too-long',
      e164: null,
      verified: false,
    });
  });
});

describe('a phone number in pieces', () => {
  it.each([
    [['215', '659', '2008']],
    [['two one five.', 'six five nine', 'two thousand eight']],
    [['215-659', '2008']],
    [['215 65', '92008']],
    [['2156592', '008']],
    [['21', '5659', '2008']],
    [['2', '1', '5', '6', '5', '9', '2', '0', '0', '8']],
    [['659-2008', 'oh, area code 215']],
    [['659-2008.', 'Sure. No problem. 215.']],
    [['area code 215', '659-2008']],
    [['215 659', '659 2008']],
    [['215-659-2008', 'yes', '215-659-2008']],
    [['215 659 2008', 'two oh oh eight']],
    [['215-659-2009', "no, it's 2008 at the end, 2008"]],
    [['215-659-2009', 'the last four are 2008']],
    [['215-690-2008', "no, it's 659 instead of 690"]],
    [['215-690-2008', "instead of the 690, it's 659"]],
    [['215-690-2008', 'not 690, 659']],
    [['215-690-2008', '659, not 690']],
    [['215-690-2008', 'change the 690 to 659']],
    [['215-690-2008', 'no, 659']],
    [['214-659-2008', 'sorry, area code 215']],
    [['214-659-2008', 'it starts with 215']],
    [['215-690-1008', 'Yes. Except the number is 659-2008.']],
    [['555-000-0000', 'no, that was wrong. 215-659-2008']],
    [['215-659-2008', 'that one is wrong... no it is right', 'yes correct']],
    [['215-65', '659-2008']],
    [['9', 'let me start over: 215-659-2008']],
  ])('joins %j', (pieces) => {
    expect(joinPhone(pieces)).toEqual(NUMBER);
  });

  it('appends the eleventh digit after a leading 1', () => {
    expect(joinPhone(['1 215 659 200', '8']).e164).toBe('+12156592008');
  });

  it('corrects a part of a piece that is not whole yet', () => {
    expect(joinPhone(['215 690', 'no, 659', '2008'])).toEqual(NUMBER);
  });

  it('corrects two digits where they fit best', () => {
    expect(joinPhone(['215-659-2098', 'sorry, 2008'])).toEqual(NUMBER);
    expect(joinPhone(['215-659-3008', 'no, 92'])).toEqual(NUMBER);
  });

  it('ignores a stray digit after a whole number', () => {
    expect(joinPhone(['215-659-2008', 'one'])).toEqual(NUMBER);
  });

  it('swaps the area code of a number with a leading 1', () => {
    expect(joinPhone(['1 214 659 2008', 'area code 215']).e164).toBe('+12156592008');
  });

  it('has nothing when nothing was said', () => {
    expect(joinPhone([])).toEqual({ digits: '', status: 'none', e164: null, verified: false });
  });
});

describe('a phone number as it is said', () => {
  it('is said digit by digit, in groups', () => {
    expect(sayPhone('+12156592008')).toBe('two one five, six five nine, two zero zero eight');
    expect(sayPhone('6592008')).toBe('six five nine, two zero zero eight');
    expect(sayPhone('21565')).toBe('two one five, six five');
    expect(sayPhone('')).toBe('');
  });

  it('is read back as it was said', () => {
    const digits = fc.stringMatching(/^[2-9]\d{9}$/);
    fc.assert(
      fc.property(digits, (number) => {
        expect(readPhone(sayPhone(number)).digits).toBe(number);
      }),
      { numRuns: 500 },
    );
  });

  it('comes together from pieces cut anywhere', () => {
    const cut = fc.tuple(fc.stringMatching(/^[2-9]\d\d[2-9]\d{6}$/), fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(cut, ([number, at]) => {
        const pieces = [number.slice(0, at), number.slice(at)];
        // Three digits behind seven bare ones are taken for an area code that came last.
        fc.pre(at !== 7);
        expect(joinPhone(pieces).digits).toBe(number);
      }),
      { numRuns: 500 },
    );
  });

  it('takes any texts', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 60 }), { maxLength: 5 }), (texts) => {
        expect(joinPhone(texts).digits).toMatch(/^\d*$/);
      }),
      { numRuns: 500 },
    );
  });
});
