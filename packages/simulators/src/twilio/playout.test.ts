import fc from 'fast-check';
import { LONGEST_QUEUE_BYTES, Playout } from './playout.ts';

function played(run: (playout: Playout) => void): number[] {
  const bytes: number[] = [];
  run(new Playout((audio) => bytes.push(...audio)));
  return bytes;
}
const audio = (length: number, value = 1) => new Uint8Array(length).fill(value);

describe('playout', () => {
  it('plays what is queued in order, and silence when there is nothing', () => {
    const bytes = played((playout) => {
      playout.playTo(2);
      playout.add(audio(2, 1), 3);
      playout.add(audio(1, 2), 3);
      playout.playTo(8);
    });
    expect(bytes).toEqual([255, 255, 255, 1, 1, 2, 255, 255]);
  });

  it('begins audio when it arrives, however seldom the clock ticks', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(60), fc.nat(60)), { maxLength: 12 }), (arrivals) => {
        const schedule = arrivals.map(([, length], index) => {
          const waits = arrivals.slice(0, index + 1).map(([wait]) => wait);
          return [waits.reduce((sum, wait) => sum + wait, 0), length] as const;
        });
        const run = (ticks: number) =>
          played((playout) => {
            for (const [position, length] of schedule) {
              for (let tick = playout.position; tick < position; tick += ticks) playout.playTo(tick);
              playout.add(audio(length), position);
            }
            playout.playTo(1_500);
          });
        expect(run(16)).toEqual(run(1));
      }),
      { numRuns: 40 },
    );
  });

  it('reaches a mark when what is before it was played, or at once', () => {
    const reached: string[] = [];
    played((playout) => {
      playout.mark(() => reached.push('at once'), 0);
      playout.add(audio(100), 0);
      playout.mark((whole) => reached.push(`after 100: ${whole}`), 0);
      playout.playTo(99);
      reached.push('99');
      playout.playTo(100);
    });
    expect(reached).toEqual(['at once', '99', 'after 100: true']);
  });

  it('drops at a clear what was not played, and gives every mark back', () => {
    const reached: boolean[] = [];
    const bytes = played((playout) => {
      playout.add(audio(100), 0);
      playout.mark((whole) => reached.push(whole), 0);
      playout.add(audio(100), 0);
      playout.mark((whole) => reached.push(whole), 0);
      expect(playout.clear(120)).toBe(80);
      expect(playout.queuedBytes).toBe(0);
      playout.add(audio(5, 2), 130);
      playout.playTo(136);
    });
    expect(reached).toEqual([true, false]);
    expect(bytes.slice(118)).toEqual([1, 1, ...Array(10).fill(255), 2, 2, 2, 2, 2, 255]);
  });

  it('counts audio that came too late to follow', () => {
    const playout = new Playout(() => {});
    playout.add(audio(100), 0);
    playout.add(audio(100), 140);
    playout.add(audio(100), 5_000);
    playout.playTo(6_000);
    expect(playout.starved).toEqual({ times: 1, samples: 40 });
  });

  it('keeps ten minutes at most', () => {
    const playout = new Playout(() => {});
    expect(playout.add(audio(LONGEST_QUEUE_BYTES), 0)).toBe(true);
    expect(playout.add(audio(1), 0)).toBe(false);
    playout.playTo(1);
    expect(playout.add(audio(1), 1)).toBe(true);
  });
});
