import { plain, sentencesOf } from './plain-text.ts';

describe('plain text', () => {
  it('is lower case with straight apostrophes and single spaces', () => {
    expect(plain('  It’s  the\nOUTBACK ')).toBe("it's the outback");
  });

  it('ends no sentence at "a.m."', () => {
    expect(sentencesOf('Can I come at 9 a.m. on Friday? I hope so. Thanks')).toEqual([
      'Can I come at 9 a.m. on Friday?',
      'I hope so.',
      'Thanks',
    ]);
  });

  it('ends a sentence where it was cut off', () => {
    expect(sentencesOf('I have Tuesday at— What else?')).toEqual(['I have Tuesday at—', 'What else?']);
  });
});
