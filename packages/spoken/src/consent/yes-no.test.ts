import fc from 'fast-check';
import { NO, OTHER, YES } from './yes-no.cases.ts';
import { judgeYes } from './yes-no.ts';

const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');

describe('an answer', () => {
  it.each(lines(YES))('"%s" is a yes', (answer) => {
    expect(judgeYes(answer)).toBe('yes');
  });

  it.each(lines(NO))('"%s" is a no', (answer) => {
    expect(judgeYes(answer)).toBe('no');
  });

  it.each(lines(OTHER))('"%s" is neither', (answer) => {
    expect(judgeYes(answer)).toBe('other');
  });

  it('is judged by at least 150 examples', () => {
    expect(lines(YES).length + lines(NO).length + lines(OTHER).length).toBeGreaterThanOrEqual(150);
  });

  it('that names another change than the proposed one is no yes to it', () => {
    expect(judgeYes('yes, cancel it', 'cancel')).toBe('yes');
    expect(judgeYes('go ahead and cancel it', 'cancel')).toBe('yes');
    expect(judgeYes('yes, cancel it', 'book')).toBe('other');
    expect(judgeYes('yes, book it', 'cancel')).toBe('other');
    expect(judgeYes('please move it', 'move')).toBe('yes');
    expect(judgeYes('reschedule it', 'move')).toBe('yes');
    expect(judgeYes('yes, confirm it', 'cancel')).toBe('yes');
    expect(judgeYes('yes, cancel it')).toBe('yes');
  });

  it('that is very long says more than yes', () => {
    expect(judgeYes(Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 'yes' : 'sure')).join(' '))).toBe('other');
    expect(judgeYes('')).toBe('other');
  });

  it('with one word more that may change it is no proof', () => {
    const yeses = fc.constantFrom(...lines(YES));
    const changes = fc.constantFrom(
      'but',
      'except',
      'if',
      'unless',
      'Wednesday',
      'ten',
      'not',
      'instead',
      'wait',
      'tomorrow',
      'cancel',
    );
    fc.assert(
      fc.property(yeses, changes, fc.constantFrom('noon', 'later', 'Tuesday', 'the tires'), (yes, change, tail) => {
        expect(judgeYes(`${yes} ${change} ${tail}`)).not.toBe('yes');
      }),
      { numRuns: 500 },
    );
  });

  it('may be any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        expect(['yes', 'no', 'other']).toContain(judgeYes(text));
      }),
      { numRuns: 500 },
    );
  });
});
