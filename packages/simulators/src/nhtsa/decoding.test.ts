import fc from 'fast-check';
import { answerFor } from './answer.ts';
import { ALPHABET, checkDigitOf } from './characters.ts';
import { decodeVin } from './decoding.ts';
import { modelLines } from './model-lines.ts';

const YEAR_LETTERS = 'ABCDEFGHJKLMNPRSTVWXY123456789';

function withCheckDigit(vin: string): string {
  return vin.slice(0, 8) + checkDigitOf(vin) + vin.slice(9);
}

/** A VIN of a model line and year, with the check digit it should carry. */
function vinOf(prefix: string, year: number): string {
  const eight = prefix.replaceAll('.', 'A').padEnd(8, year < 2010 ? '1' : 'A');
  return withCheckDigit(`${eight}0${YEAR_LETTERS[(year - 1980) % 30]}A123456`);
}

describe('the check digit', () => {
  it.each([
    ['1HGCM82633A004352', '3'],
    ['1M8GDM9AXKP042788', 'X'],
    ['5YJSA1DG9DFP14705', '9'],
    ['11111111111111111', '1'],
    ['WAULDAF87PN012340', '7'],
    ['1FTFW1ET5BFC10312', '2'],
  ])('of %s is %s', (vin, digit) => {
    expect(checkDigitOf(vin)).toBe(digit);
  });
});

describe('decoding a VIN', () => {
  it('knows more than a hundred model lines, each by a VIN of its own', () => {
    const clean = modelLines.filter((line) => {
      const decoded = decodeVin(vinOf(line.prefixes[0] ?? '', line.from), undefined);
      return decoded.codes.join() === '0' && decoded.line?.model === line.model && decoded.year === line.from;
    });
    expect(clean).toHaveLength(modelLines.length);
    expect(modelLines.length).toBeGreaterThan(100);
  });

  it('never gives one VIN to two models', () => {
    for (const line of modelLines) {
      for (const prefix of line.prefixes) {
        for (let year = line.from; year <= line.to; year += 1) {
          expect(decodeVin(vinOf(prefix, year), undefined)).toMatchObject({ year, line: { model: line.model } });
        }
      }
    }
  });

  it('says clean for a clean one', () => {
    expect(decodeVin('1hgcm82633a004352', undefined)).toMatchObject({
      codes: [0],
      year: 2003,
      line: { make: 'HONDA', model: 'Accord' },
    });
  });

  it('tells a wrong check digit, and decodes all the same', () => {
    expect(decodeVin('1HGCM82643A004352', undefined)).toMatchObject({ codes: [1], line: { model: 'Accord' } });
  });

  it('suggests the one VIN that a wrong character in positions 4 to 8 was', () => {
    const decoded = decodeVin('1HGXM82633A004352', undefined);
    expect(decoded).toMatchObject({ codes: [3], suggested: '1HGCM82633A004352', line: { model: 'Accord' } });
  });

  it('marks the doubtful place with ! when several characters may stand there', () => {
    const decoded = decodeVin('2HKRW3H8*JH', undefined);
    expect(decoded.codes).toEqual([4, 6, 14]);
    expect(decoded.suggested).toBe('2HKRW!H8*JH');
    expect(decoded.possible).toBe('(6:1256)');
  });

  it('takes wildcards and beginnings, and calls them incomplete', () => {
    expect(decodeVin('5UXWX7C5*BA', undefined)).toMatchObject({ codes: [6], year: 2011, line: { model: 'X3' } });
    expect(decodeVin('1HGCM826', undefined)).toMatchObject({ codes: [6], line: { model: 'Accord' } });
  });

  it('calls illegal characters and an illegal year by their codes', () => {
    expect(decodeVin('1HGCM82633Q00435O', undefined).codes).toContain(400);
    expect(decodeVin('1HGCM8263ZA004352', undefined).codes).toContain(11);
  });

  it('does not know an unregistered manufacturer', () => {
    expect(decodeVin('1M8GDM9AXKP042788', undefined)).toMatchObject({ codes: [7], line: undefined });
  });

  it('knows the make and nothing more of a model line that is not in the table', () => {
    const decoded = decodeVin(withCheckDigit('JS2YB4130756A0001'.slice(0, 17)), undefined);
    expect(decoded.maker?.make).toBe('SUZUKI');
    expect(decoded.codes).toEqual([8, 14]);
  });

  it('names only the manufacturer when makes share its identifier', () => {
    expect(decodeVin('1C4', undefined).maker).toMatchObject({ make: '', manufacturer: 'FCA US LLC' });
  });

  it('takes the given model year for the cycle, and objects when it cannot be', () => {
    expect(decodeVin('1HGCM826*3', 2003).year).toBe(2003);
    expect(decodeVin('1HGCM82633A004352', 1999).codes).toContain(12);
  });

  it('never throws, whatever it is given', () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...ALPHABET, '*', 'I', 'O', 'é') }));
    fc.assert(
      fc.property(text, fc.option(fc.integer(), { nil: undefined }), (vin, year) => {
        const [result] = answerFor(decodeVin(vin, year)).Results;
        expect(result?.ErrorCode).toMatch(/^\d+(,\d+)*$/);
      }),
      { numRuns: 500 },
    );
  });
});
