import { shiftIn, wishBeside } from './time-shifts.ts';

it.each([
  ['can you make that half an hour later on the same day', 30],
  ['an hour earlier, please', -60],
  ['Could it be an hour and a half later?', 90],
  ['two hours sooner', -120],
  ['forty-five minutes later', 45],
  ['a half hour earlier', -30],
  ['later', null],
  ['it takes an hour', null],
  ['twenty-two hours', null],
])('%s: %s', (words, minutes) => {
  expect(shiftIn(words)?.minutes ?? null).toBe(minutes);
});

it.each([
  ['an oil change on Wednesday, November 25th at 9 AM', 30, 'at 9:30 AM'],
  ['Wednesday, November 25th at 11:30 AM', 30, 'at 12 PM'],
  ['Wednesday, November 25th at 12:15 PM', -30, 'at 11:45 AM'],
  ['Wednesday, November 25th, at 1 PM', 120, 'at 3 PM'],
])('%s, and %s minutes: %s', (say, minutes, time) => {
  expect(wishBeside(say, minutes)).toEqual({ day: 'Wednesday, November 25th', time, soon: null });
});

it('goes to no other day, and nowhere from no time', () => {
  expect(wishBeside('Wednesday, November 25th at 11:30 PM', 60)).toBeNull();
  expect(wishBeside('Wednesday, November 25th at 12:30 AM', -60)).toBeNull();
  expect(wishBeside('some time on Wednesday', 60)).toBeNull();
});
