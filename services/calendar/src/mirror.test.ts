import fc from 'fast-check';
import { remaining, type Stretch } from './mirror.ts';

const stretch = fc
  .tuple(fc.nat(30), fc.integer({ min: 1, max: 10 }))
  .map(([from, long]): Stretch => ({ from, to: from + long }));
const covers = (stretches: readonly Stretch[], at: number): boolean =>
  stretches.some(({ from, to }) => from <= at && at < to);

it('what remains of busy stretches is what none of ours covers', () => {
  fc.assert(
    fc.property(fc.array(stretch, { maxLength: 5 }), fc.array(stretch, { maxLength: 5 }), (busy, ours) => {
      const left = remaining(busy, ours);
      for (let at = 0; at < 45; at += 1) expect(covers(left, at)).toBe(covers(busy, at) && !covers(ours, at));
    }),
    { numRuns: 300 },
  );
});
