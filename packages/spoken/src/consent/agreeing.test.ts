import { judgeYes } from './yes-no.ts';

const booking =
  'Okay, an oil change and a tire rotation for your 2018 Subaru Outback on Tuesday, November 24th at 9:30 AM.';
const move = 'That moves your oil change from Monday, November 23rd at 2 PM to Tuesday, November 24th at 9 AM.';
const cancel = 'I have your oil change on Tuesday, November 24th at 9 AM.';

describe('a yes that repeats what was read back', () => {
  it.each([
    "Yes, it's for the Outback.",
    'Yes, for the Subaru.',
    'Yep, my Outback.',
    'Yes, Tuesday.',
    'Yes, Tuesday at nine thirty.',
    'Yeah, Tuesday the twenty-fourth at 9:30 a.m.',
    'Correct, the oil change and tire rotation.',
    'Yes please, Tuesday, November 24th.',
    "Yes, that's right, the 2018 Outback.",
    'Sure, 9:30 on Tuesday.',
  ])('is a yes: %p', (words) => {
    expect(judgeYes(words, 'book', booking)).toBe('yes');
  });

  it.each([
    "Yes, it's for the Civic.",
    'Yes, but for the Outback.',
    'Yes, Tuesday at ten.',
    'Yes, Tuesday at 9:30 PM.',
    'Yes, Wednesday.',
    'Yes, only the oil change.',
    'Yes, just the oil change.',
    'Yes, not the Outback.',
    'Yes, the Outback or the Subaru.',
    'Yes, the Outback and the Civic.',
    'Yes, Tuesday instead.',
    'Yes, the oil change without the tire rotation.',
    'Yes, if Tuesday is right.',
    "Yes, it's for the Outback, isn't it?",
    'Yes, is it for the Outback?',
    'Yes, November 25th.',
    "It's for the Outback.",
    'The Outback.',
    'Yes, it is for.',
    'Yes and the',
    'No, Tuesday.',
  ])('is none: %p', (words) => {
    expect(judgeYes(words, 'book', booking)).not.toBe('yes');
  });

  it('to a move agrees with the new time only', () => {
    expect(judgeYes('Yes, to Tuesday at nine.', 'move', move)).toBe('yes');
    expect(judgeYes('Yes, Monday at two.', 'move', move)).toBe('other');
  });

  it('to a cancellation may mean that the visit should stand', () => {
    expect(judgeYes('Yes, I have the oil change on Tuesday.', 'cancel', cancel)).toBe('other');
  });
});
