import fc from 'fast-check';
import { readCardinal, readDigits } from './reading.ts';
import { sayCardinal, sayDigits, sayMoney, sayOrdinal, writeOrdinal } from './saying.ts';

describe('digits', () => {
  it.each([
    ['six one oh, four eighty-two, thirty fifty-seven', '6104823057'],
    ['610-482-3057', '6104823057'],
    ['(610) 482.3057', '6104823057'],
    ['double four', '44'],
    ['triple five one', '5551'],
    ['treble 7', '777'],
    ['double oh seven', '007'],
    ['eight hundred five five five', '800555'],
    ['one eight hundred', '1800'],
    ['five thousand', '5000'],
    ['two thousand eight', '2008'],
    ['two hundred twelve', '212'],
    ['two hundred twelve, five', '2125'],
    ['eight hundred, five', '8005'],
    ['twenty three hundred', '2300'],
    ['nineteen eighty four', '1984'],
    ['ninety nine', '99'],
    ['forty, two', '402'],
    ['oh five', '05'],
    ['five oh', '50'],
    ['Oh, seven nine four', '794'],
    ['oh well', ''],
    ['zero zero nought nil', '0000'],
    ['two for one', '241'],
    ['for two', '2'],
    ['I want to come in', ''],
    ['niner fife two', '952'],
    ['a tree fell', ''],
    ['one tree two', '132'],
    ['four 5:06 seven', '45067'],
    ['', ''],
  ])('%s is %s', (said, digits) => {
    expect(readDigits(said)).toBe(digits);
  });

  it('reads back every row of digits it says', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{1,17}$/), (digits) => {
        expect(readDigits(sayDigits(digits))).toBe(digits);
      }),
      { numRuns: 500 },
    );
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(readDigits(text)).toMatch(/^\d*$/);
        expect(typeof readCardinal(text)).toMatch(/number|object/);
      }),
      { numRuns: 500 },
    );
  });
});

describe('cardinals', () => {
  it.each([
    ['twenty five', 25],
    ['twenty-five', 25],
    ['25', 25],
    ['a hundred and five', 105],
    ['two hundred', 200],
    ['two thousand eighteen', 2018],
    ['one million two hundred thousand', 1_200_000],
    ['1,200 miles', 1_200],
    ['about forty two thousand miles', 42_000],
    ['zero', 0],
    ['hundred', null],
    ['five six', 5],
    ['twenty twenty', 20],
    ['nothing', null],
  ])('%s is %s', (said, value) => {
    expect(readCardinal(said)).toBe(value);
  });

  it('reads back every number it says', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), (value) => {
        expect(readCardinal(sayCardinal(value))).toBe(value);
      }),
      { numRuns: 500 },
    );
  });
});

describe('numbers as they are said', () => {
  it.each([
    [0, 'zero'],
    [14, 'fourteen'],
    [40, 'forty'],
    [99, 'ninety-nine'],
    [105, 'one hundred five'],
    [2_018, 'two thousand eighteen'],
    [1_000_001, 'one million one'],
    [-3, 'minus three'],
    [2.4, 'two'],
    [Number.NaN, 'NaN'],
  ])('%s is %s', (value, said) => {
    expect(sayCardinal(value)).toBe(said);
  });

  it.each([
    [1, 'first', '1st'],
    [2, 'second', '2nd'],
    [3, 'third', '3rd'],
    [8, 'eighth', '8th'],
    [11, 'eleventh', '11th'],
    [12, 'twelfth', '12th'],
    [20, 'twentieth', '20th'],
    [23, 'twenty-third', '23rd'],
    [112, 'one hundred twelfth', '112th'],
    [121, 'one hundred twenty-first', '121st'],
  ])('%s is %s or %s', (value, said, written) => {
    expect(sayOrdinal(value)).toBe(said);
    expect(writeOrdinal(value)).toBe(written);
  });

  it.each([
    [89, 'USD', 'eighty-nine dollars'],
    [1, 'USD', 'one dollar'],
    [49.5, 'USD', 'forty-nine dollars and fifty cents'],
    [0.01, 'USD', 'one cent'],
    [1_299.99, 'USD', 'one thousand two hundred ninety-nine dollars and ninety-nine cents'],
    [-20, 'CAD', 'minus twenty dollars'],
    [2, 'GBP', 'two pounds'],
    [5, 'CHF', 'five CHF'],
    [0, 'USD', 'zero dollars'],
    [Number.POSITIVE_INFINITY, 'USD', 'Infinity'],
  ])('%s %s is %s', (amount, currency, said) => {
    expect(sayMoney(amount, currency)).toBe(said);
  });
});
