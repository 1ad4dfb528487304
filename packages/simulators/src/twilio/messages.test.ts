import { segments } from './messages.ts';

describe('segments', () => {
  it.each([
    ['x'.repeat(160), 1],
    ['x'.repeat(161), 2],
    ['x'.repeat(307), 3],
    ['€'.repeat(80), 1],
    ['€'.repeat(81), 2],
    ['ж'.repeat(70), 1],
    ['ж'.repeat(71), 2],
  ])('are counted as networks do (%#)', (body, count) => {
    expect(segments(body)).toBe(count);
  });
});
