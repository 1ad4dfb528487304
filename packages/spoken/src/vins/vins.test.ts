import fc from 'fast-check';
import { checkDigitOf, checkVin } from './check-digit.ts';
import { doubtfulCharacter, doubtfulCharacters } from './doubt.ts';
import { joinVin, readVin } from './reading.ts';
import { saySuffix, sayVin } from './saying.ts';

const ACCORD = '1HGCM82633A004352';

/** A well-formed VIN with the right check digit and a serial number of digits. */
const vins = fc
  .tuple(
    fc.stringMatching(/^[1-5JKW][A-HJ-NPR-Z0-9]{7}$/),
    fc.stringMatching(/^[A-HJ-NPR-TV-Y1-9][A-HJ-NPR-Z0-9]{2}\d{5}$/),
  )
  .map(([head, tail]) => head + checkDigitOf(`${head}0${tail}`) + tail);

describe('the check digit', () => {
  it.each([
    [ACCORD, true],
    ['1M8GDM9AXKP042788', true],
    ['5YJSA1DG9DFP14705', true],
    ['11111111111111111', true],
    ['WAULDAF87PN012340', true],
    ['1FTFW1ET5BFC10312', false],
    ['1hgcm82633a004352', true],
  ])('of %s agrees: %s', (vin, checkDigitOk) => {
    expect(checkVin(vin)).toEqual({ wellFormed: true, checkDigitOk });
  });

  it.each([
    '',
    '1HGCM82633A00435',
    '1HGCM82633A0043522',
    '1HGCM82633O004352',
    '1HGCM82633A00435I',
    '1HGCM82633A00435?',
  ])('is not asked of "%s", which is no VIN', (vin) => {
    expect(checkVin(vin)).toEqual({ wellFormed: false, checkDigitOk: false });
  });
});

describe('a VIN that is spelled', () => {
  it.each([
    'one H G C M eight two six three three A zero zero four three five two',
    'one hotel golf charlie mike eight two six three three alpha oh oh four three five two',
    'The VIN is 1HGCM82633A004352.',
    '1hgcm 82633 a004352',
    '1 H G, C as in Charlie, M as in Mike, 8 2 6, 3 3, A as in apple, double oh four three five two',
    'it is a one h g see m eighty two sixty three three a zero zero forty three fifty two',
    'one, H like hotel, G, C, M, um, eight two six and then double three A O O 4 3 5 2',
    '1 HG CM 8 2 6 3 3 A 0 0 4 3 5 2',
    'one H G boy no, I mean, one h g c m 8 2 6 3 3 a 0 0 4 3 5 2',
    'I H G C M 8 2 6 3 3 A Q O 4 3 5 2',
  ])('is heard in "%s"', (text) => {
    expect(readVin(text)).toEqual({ characters: ACCORD, status: 'complete' });
  });

  it.each([
    ['the last eight are 3 A 0 0 4 3 5 2', '3A004352', 'last-eight'],
    ['three alpha zero zero, four three five two', '3A004352', 'last-eight'],
    ['one h g c m', '1HGCM', 'partial'],
    ['it ends in four three five two', '4352', 'partial'],
    ['1HGCM82633A0043521', '1HGCM82633A0043521', 'too-long'],
    ['x ray double u seven', 'XW7', 'partial'],
    ['vin B', 'B', 'partial'],
  ])('of which there is a part in "%s"', (text, characters, status) => {
    expect(readVin(text)).toEqual({ characters, status });
  });

  it.each(['', 'I need an oil change', 'yes', 'I see', 'a Subaru', 'oh', 'it is an SUV, OK', 'my name is Mike Vance'])(
    'is not in "%s"',
    (text) => {
      expect(readVin(text)).toEqual({ characters: '', status: 'none' });
    },
  );

  it('comes together from pieces', () => {
    expect(joinVin(['one h g c m', 'eight two six three', 'um three a zero zero', 'four three five two'])).toEqual({
      characters: ACCORD,
      status: 'complete',
    });
  });

  it('is read back as it is said', () => {
    fc.assert(
      fc.property(vins, (vin) => {
        expect(readVin(sayVin(vin)).characters).toBe(vin);
      }),
      { numRuns: 500 },
    );
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        expect(readVin(text).characters).toMatch(/^[A-HJ-NPR-Z0-9]*$/);
        expect(doubtfulCharacters(text)).toBeInstanceOf(Array);
        expect(typeof saySuffix(text)).toBe('string');
      }),
      { numRuns: 500 },
    );
  });
});

describe('a VIN that is said', () => {
  it('is said by the alphabet, in groups', () => {
    expect(sayVin(ACCORD)).toBe(
      'one Hotel Golf Charlie, Mike eight two six, three three Alpha zero, zero four three five, two',
    );
    expect(saySuffix('3A004352')).toBe('three Alpha zero zero, four three five two');
    expect(saySuffix('?')).toBe('');
  });
});

describe('the doubtful character', () => {
  it.each([
    ['1HGCN82633A004352', 5, 'N', 'M'],
    ['1HGCM82633A004392', 16, '9', '5'],
  ])('of %s is number %s', (vin, position, heard, likely) => {
    expect(doubtfulCharacter(vin)).toMatchObject({ position, heard, likely });
  });

  it('is asked about in letters that cannot be misheard', () => {
    expect(doubtfulCharacter('1HGCN82633A004352')?.ask).toBe(
      'Let me check the fifth character: is it M as in Mike, or N as in November?',
    );
    expect(doubtfulCharacter('1HGCM82633A004392')?.ask).toBe(
      'Let me check the sixteenth character: is it the number five, or the number nine?',
    );
  });

  it('reads an O as a zero when that makes it right', () => {
    expect(doubtfulCharacter('1HGCM82633A0O4352')).toMatchObject({ position: 13, heard: 'O', likely: '0' });
  });

  it('is none when the VIN is right, or is no VIN', () => {
    expect(doubtfulCharacter(ACCORD)).toBeNull();
    expect(doubtfulCharacter('1HGCM')).toBeNull();
  });

  it('never proposes a VIN that is wrong itself', () => {
    const confused = fc.tuple(
      vins,
      fc.integer({ min: 0, max: 16 }),
      fc.constantFrom(...'ABCDEFGHJKLMNPRSTUVWXYZ0123456789'),
    );
    fc.assert(
      fc.property(confused, ([vin, at, character]) => {
        const heard = vin.slice(0, at) + character + vin.slice(at + 1);
        for (const { position, likely } of doubtfulCharacters(heard)) {
          const proposed = heard.slice(0, position - 1) + likely + heard.slice(position);
          expect(checkVin(proposed)).toEqual({ wellFormed: true, checkDigitOk: true });
        }
      }),
      { numRuns: 500 },
    );
  });

  it('has the right one among its proposals for every confusion the check digit can see', () => {
    const pairs = fc.constantFrom('MN', 'NM', 'FS', 'PT', '59', '95', 'DT');
    fc.assert(
      fc.property(vins, pairs, (vin, pair) => {
        const at = vin.indexOf(pair.charAt(0));
        fc.pre(at !== -1);
        const heard = vin.slice(0, at) + pair.charAt(1) + vin.slice(at + 1);
        fc.pre(!checkVin(heard).checkDigitOk);
        const found = doubtfulCharacters(heard).some(
          (doubt) => doubt.position === at + 1 && doubt.likely === pair.charAt(0),
        );
        expect(found).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
