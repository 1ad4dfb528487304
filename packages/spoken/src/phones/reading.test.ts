import fc from 'fast-check';
import { joinPhone, readPhone } from './reading.ts';
import { sayPhone } from './saying.ts';

const NUMBER = { digits: '6104823057', status: 'complete', e164: '+16104823057', verified: true };

describe('a phone number in one piece', () => {
  it.each([
    'six one oh, four eighty-two, thirty fifty-seven',
    'six one zero four eight two three zero five seven',
    "it's 610-482-3057.",
    'My name is Dana Whitfield and my number is (610) 482-3057',
    'you can reach me at 610.482.3057 any time after 3 p.m.',
    'area code 610, 482 3057',
    '482-3057, area code 610',
    '482-3057 and 610 is the area code',
    '610-482-3057 extension 12',
    '610-482-3058, no, 3057',
    '610-482-3058, sorry, the last four are 3057',
    '614-482-3057, no wait, 610-482-3057',
    '610-482-3058. No wait, 3057. 610-482-3057.',
    'six one oh for eight too three oh five seven',
    'I have a 2018 Outback, my number is 610 482 3057 and it costs $89',
    'one moment, six one oh, um, four eight two, uh, three oh five seven',
    'six one 5:06 no, let me start over, 610 482 3057',
  ])('hears it in "%s"', (text) => {
    expect(readPhone(text)).toEqual(NUMBER);
  });

  it('hears the digits that only sound like other words, at either end too', () => {
    expect(readPhone('my number is too one five, five five five, oh one for for.').digits).toBe('2155550144');
    expect(readPhone('215 555 0144 for my car').digits).toBe('2155550144');
  });

  it.each([
    ['four 5:06 seven', '45067'],
    ['my number is 513', '513'],
    ['555-0147', '5550147'],
    ['5 5 5 0 1 8 2', '5550182'],
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
    expect(readPhone('482 3057', { areaCode: '610' })).toEqual(NUMBER);
    expect(readPhone('610 482 3057', { areaCode: '717' })).toEqual(NUMBER);
    expect(readPhone('482 3057', { areaCode: '61' }).status).toBe('partial');
  });

  it('takes a leading 1', () => {
    expect(readPhone('1 610 482 3057')).toEqual({ ...NUMBER, digits: '16104823057' });
  });

  it('keeps a number that the numbering plan doubts', () => {
    expect(readPhone('211-045-0000')).toEqual({
      digits: '2110450000',
      status: 'complete',
      e164: '+12110450000',
      verified: false,
    });
  });

  it('refuses eleven digits without a leading 1, and keeps what was said', () => {
    expect(readPhone('730-5518-2946')).toEqual({
      digits: '73055182946',
      status: 'too-long',
      e164: null,
      verified: false,
    });
  });
});

describe('a phone number in pieces', () => {
  it.each([
    [['610', '482', '3057']],
    [['six one oh.', 'four eight two', 'three thousand fifty seven']],
    [['610-482', '3057']],
    [['610 48', '23057']],
    [['6104823', '057']],
    [['61', '0482', '3057']],
    [['6', '1', '0', '4', '8', '2', '3', '0', '5', '7']],
    [['482-3057', 'oh, area code 610']],
    [['482-3057.', 'Oh, no problem, 610.']],
    [['area code 610', '482-3057']],
    [['610 482', '482 3057']],
    [['610-482-3057', 'yes', '610-482-3057']],
    [['610 482 3057', 'three oh five seven']],
    [['610-482-3058', "no, it's 3057 at the end, 3057"]],
    [['610-482-3058', 'the last four are 3057']],
    [['610-427-3057', "no, it's 482 instead of 427"]],
    [['610-427-3057', "instead of the 427, it's 482"]],
    [['610-427-3057', 'not 427, 482']],
    [['610-427-3057', '482, not 427']],
    [['610-427-3057', 'change the 427 to 482']],
    [['610-427-3057', 'no, 482']],
    [['614-482-3057', 'sorry, area code 610']],
    [['614-482-3057', 'it starts with 610']],
    [['610-427-1057', 'All of it but the end: no, it is 482-3057.']],
    [['555-000-0000', 'no, that was wrong. 610-482-3057']],
    [['610-482-3057', 'that one is wrong... no it is right', 'yes correct']],
    [['610-48', '482-3057']],
    [['9', 'let me start over: 610-482-3057']],
    [['It is 610-482.', 'Sorry. 3057']],
    [['610. Let me see. 482. 3057.']],
    [['six one oh for eight too 3057']],
  ])('joins %j', (pieces) => {
    expect(joinPhone(pieces)).toEqual(NUMBER);
  });

  it('appends the eleventh digit after a leading 1', () => {
    expect(joinPhone(['1 610 482 305', '7']).e164).toBe('+16104823057');
  });

  it('corrects a part of a piece that is not whole yet', () => {
    expect(joinPhone(['610 427', 'no, 482', '3057'])).toEqual(NUMBER);
  });

  it('corrects two digits where they fit best', () => {
    expect(joinPhone(['610-482-3097', 'sorry, 3057'])).toEqual(NUMBER);
    expect(joinPhone(['610-482-8057', 'no, 23'])).toEqual(NUMBER);
  });

  it('ignores a stray digit after a whole number', () => {
    expect(joinPhone(['610-482-3057', 'one'])).toEqual(NUMBER);
  });

  it('swaps the area code of a number with a leading 1', () => {
    expect(joinPhone(['1 614 482 3057', 'area code 610']).e164).toBe('+16104823057');
  });

  it('has nothing when nothing was said', () => {
    expect(joinPhone([])).toEqual({ digits: '', status: 'none', e164: null, verified: false });
  });
});

describe('a phone number as it is said', () => {
  it('is said digit by digit, in groups', () => {
    expect(sayPhone('+16104823057')).toBe('six one zero, four eight two, three zero five seven');
    expect(sayPhone('4823057')).toBe('four eight two, three zero five seven');
    expect(sayPhone('61048')).toBe('six one zero, four eight');
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
