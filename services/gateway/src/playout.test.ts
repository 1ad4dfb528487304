import { generationOf } from '@bayline/contracts';
import fc from 'fast-check';
import { Playout } from './playout.ts';
import { FakeLine } from './testing/fake-line.ts';

const settings = { leadMs: 100, maxLeadMs: 400, maxQueuedMs: 60_000 };
const END = Buffer.alloc(0);
const first = generationOf(1, 0);
const second = generationOf(1, 1);

/** Audio whose bytes all say which reply it is. */
const audio = (ms: number, sign: number): Buffer => Buffer.alloc(ms * 8, sign);

/** A playout on a line, both driven in steps of 20 ms. */
class Bench {
  readonly line = new FakeLine();
  readonly marksBack: number[] = [];
  readonly playout = new Playout(settings, {
    ready: () => this.line.ready(),
    frame: (bytes, start, end) => this.line.frame(bytes, start, end),
    mark: (name) => this.line.mark(name),
    clear: () => this.line.clear(),
    played: (generation, state, playedMs) => this.line.tell(generation, state, playedMs),
    markBack: (generation) => void this.marksBack.push(generation),
  });
  now = 10_000;
  /** Marks on their way back, with the moment of their arrival. */
  #returning: { name: string; at: number }[] = [];
  readonly #wayMs: number;

  constructor(wayMs = 40) {
    this.#wayMs = wayMs;
  }

  /** Lets time pass; `plays` false is a line that hears nothing of us meanwhile. */
  pass(ms: number, options: { pump?: boolean; plays?: boolean } = {}): void {
    const { pump = true, plays = true } = options;
    for (let step = 0; step < ms; step += 20) {
      this.now += 20;
      if (plays) this.#returning.push(...this.line.play().map((name) => ({ name, at: this.now + this.#wayMs })));
      const due = this.#returning.filter(({ at }) => at <= this.now);
      this.#returning = this.#returning.filter(({ at }) => at > this.now);
      for (const { name } of due) this.playout.marked(name, this.now);
      if (pump) this.playout.pump(this.now);
    }
  }

  receive(generation: number, bytes: Buffer): string {
    return this.playout.receive(generation, bytes, this.now);
  }
}

const soundOf = (frames: readonly Buffer[]): string => [...new Set(frames.map((frame) => frame[0]))].join(',');

describe('a reply', () => {
  it('is sent a lead ahead of the line and no further', () => {
    const bench = new Bench();
    bench.receive(first, audio(1_000, 1));
    expect(bench.line.sent).toHaveLength(5);
    for (let i = 0; i < 20; i += 1) {
      bench.pass(20);
      expect(bench.line.bufferedMs).toBeLessThanOrEqual(100);
    }
    expect(bench.line.dryMs).toBe(0);
  });

  it('is told of from its first frame to its last mark', () => {
    const bench = new Bench();
    bench.receive(first, audio(1_210, 1));
    bench.receive(first, END);
    bench.pass(2_000);
    expect(bench.line.states(first)).toEqual(['started', 'playing', 'playing', 'finished']);
    expect(bench.line.lastTold(first)).toEqual({ state: 'finished', playedMs: 1_210 });
    expect(bench.marksBack).toEqual([first, first, first, first]);
    expect(bench.playout.outcome(first)).toBe('finished');
    expect(bench.playout.idle).toBe(true);
  });

  it('tells what was played meanwhile, by the clock and the marks', () => {
    const bench = new Bench();
    bench.receive(first, audio(3_000, 1));
    bench.pass(1_100);
    const told = bench.line.played.filter(({ state }) => state === 'playing').map(({ playedMs }) => playedMs);
    expect(told).toEqual([500, 1_000]);
  });

  it('is finished by the clock when its marks never come back', () => {
    const bench = new Bench(1e9);
    bench.receive(first, audio(200, 1));
    bench.receive(first, END);
    bench.pass(2_000);
    expect(bench.playout.outcome(first)).toBe('coming');
    bench.pass(400);
    expect(bench.line.lastTold(first)).toEqual({ state: 'finished', playedMs: 200 });
  });

  it('whose end comes after its audio is finished when it was heard', () => {
    const bench = new Bench();
    bench.receive(first, audio(200, 1));
    bench.pass(100);
    bench.receive(first, END);
    expect(bench.playout.outcome(first)).toBe('coming');
    bench.pass(100);
    expect(bench.playout.outcome(first)).toBe('coming');
    bench.pass(80);
    expect(bench.line.lastTold(first)).toEqual({ state: 'finished', playedMs: 200 });
  });

  it('that has no audio at all is over at once', () => {
    const bench = new Bench();
    bench.receive(first, END);
    expect(bench.line.lastTold(first)).toEqual({ state: 'finished', playedMs: 0 });
  });

  it('follows the one before it without a gap', () => {
    const bench = new Bench();
    bench.receive(first, audio(300, 1));
    bench.receive(first, END);
    bench.receive(second, audio(300, 2));
    bench.receive(second, END);
    bench.pass(1_000);
    expect(bench.line.heard).toHaveLength(30);
    expect(soundOf(bench.line.heard.slice(0, 15))).toBe('1');
    expect(soundOf(bench.line.heard.slice(15))).toBe('2');
    expect(bench.line.played.map(({ state }) => state)).toEqual(['started', 'started', 'finished', 'finished']);
  });

  it('whose end was lost does not hold up the next one', () => {
    const bench = new Bench();
    bench.receive(first, audio(210, 1));
    bench.pass(400);
    bench.receive(second, audio(200, 2));
    bench.receive(second, END);
    bench.pass(600);
    expect(bench.line.lastTold(first)).toEqual({ state: 'finished', playedMs: 210 });
    expect(bench.line.lastTold(second)).toEqual({ state: 'finished', playedMs: 200 });
    expect(bench.receive(first, audio(20, 1))).toBe('old');
  });

  it('is kept up to a limit', () => {
    const bench = new Bench();
    for (let i = 0; i < 70; i += 1) bench.receive(first, audio(1_000, 1));
    expect(bench.receive(first, audio(1_000, 1))).toBe('full');
    expect(bench.receive(first, END)).toBe('kept');
  });
});

describe('a cancelled reply', () => {
  it('is cleared at once, and told as far as it was heard', () => {
    const bench = new Bench();
    bench.receive(first, audio(5_000, 1));
    bench.pass(1_000);
    bench.playout.cancel(first, bench.now);
    expect(bench.line.clears).toBe(1);
    expect(bench.line.lastTold(first)).toEqual({ state: 'cleared', playedMs: 1_000 });
    const sent = bench.line.sent.length;
    bench.receive(first, audio(1_000, 1));
    bench.pass(1_000);
    expect(bench.line.sent).toHaveLength(sent);
    expect(bench.line.heard).toHaveLength(50);
  });

  it('is not heard any further because its marks come back', () => {
    const bench = new Bench();
    bench.receive(first, audio(5_000, 1));
    bench.pass(1_000);
    bench.playout.cancel(first, bench.now);
    const told = bench.line.played.length;
    bench.pass(1_000);
    expect(bench.line.played).toHaveLength(told);
    expect(bench.playout.outcome(first)).toBe('cleared');
  });

  it('may be one of which nothing has arrived yet', () => {
    const bench = new Bench();
    bench.playout.cancel(second, bench.now);
    expect(bench.line.clears).toBe(0);
    expect([bench.receive(first, audio(20, 1)), bench.receive(second, audio(20, 1))]).toEqual(['old', 'old']);
    expect(bench.playout.outcome(second)).toBe('cleared');
    expect(bench.receive(generationOf(1, 2), audio(20, 3))).toBe('kept');
  });

  it('takes those that wait behind it along, and leaves later ones alone', () => {
    const bench = new Bench();
    bench.receive(first, audio(1_000, 1));
    bench.receive(first, END);
    bench.receive(second, audio(1_000, 2));
    bench.receive(generationOf(1, 2), audio(200, 3));
    bench.pass(100);
    bench.playout.cancel(second, bench.now);
    bench.pass(600);
    expect(soundOf(bench.line.heard)).toBe('1,3');
    expect(bench.line.lastTold(second)).toEqual({ state: 'cleared', playedMs: 0 });
  });

  it('does not clear the line when a later one is on it already', () => {
    const bench = new Bench();
    bench.receive(first, audio(200, 1));
    bench.receive(first, END);
    bench.receive(second, audio(400, 2));
    bench.pass(120);
    bench.playout.cancel(first, bench.now);
    expect(bench.line.clears).toBe(0);
    expect(bench.playout.outcome(second)).toBe('coming');
  });
});

describe('another owner', () => {
  const successor = generationOf(2, 0);

  it('lets the one before be heard to its end', () => {
    const bench = new Bench();
    bench.receive(first, audio(400, 1));
    bench.playout.ownedFrom(2);
    expect(bench.receive(first, audio(400, 1))).toBe('kept');
    bench.receive(first, END);
    bench.pass(1_200);
    expect(bench.line.lastTold(first)).toEqual({ state: 'finished', playedMs: 800 });
  });

  it('silences the one before with its own first words', () => {
    const bench = new Bench();
    bench.receive(first, audio(2_000, 1));
    bench.pass(500);
    bench.playout.ownedFrom(2);
    bench.receive(successor, audio(400, 2));
    expect(bench.line.lastTold(first)).toEqual({ state: 'cleared', playedMs: 500 });
    expect(bench.line.clears).toBe(1);
    bench.pass(600);
    expect(soundOf(bench.line.heard.slice(-20))).toBe('2');
  });

  it('is the only one who may begin', () => {
    const bench = new Bench();
    bench.playout.ownedFrom(2);
    expect(bench.receive(second, audio(400, 1))).toBe('old');
    expect(bench.receive(successor, audio(400, 1))).toBe('kept');
  });

  it('of the speech leaves nothing half said', () => {
    const bench = new Bench();
    bench.receive(first, audio(1_000, 1));
    bench.receive(first, END);
    bench.receive(second, audio(1_000, 2));
    bench.pass(200);
    bench.playout.abandonIncomplete(bench.now);
    bench.pass(1_500);
    expect(bench.line.lastTold(first)).toEqual({ state: 'finished', playedMs: 1_000 });
    expect(bench.line.lastTold(second)).toEqual({ state: 'cleared', playedMs: 0 });
  });
});

describe('a phrase of our own', () => {
  it('is heard and not told of', () => {
    const bench = new Bench();
    bench.playout.say(audio(500, 9), bench.now);
    bench.pass(1_000);
    expect(bench.line.heard).toHaveLength(25);
    expect(bench.line.played).toEqual([]);
    expect(bench.playout.idle).toBe(true);
  });

  it('fills the silence of a reply whose audio does not come', () => {
    const bench = new Bench();
    bench.receive(first, audio(200, 1));
    bench.pass(400);
    expect(bench.playout.isQuiet(bench.now)).toBe(true);
    bench.playout.say(audio(200, 9), bench.now);
    expect(bench.playout.isQuiet(bench.now)).toBe(false);
    bench.pass(400);
    bench.receive(first, audio(200, 1));
    bench.receive(first, END);
    bench.pass(500);
    expect(soundOf(bench.line.heard)).toBe('1,9');
    expect(bench.line.heard).toHaveLength(30);
    expect(bench.line.lastTold(first)).toEqual({ state: 'finished', playedMs: 400 });
  });

  it('is stopped by an interruption', () => {
    const bench = new Bench();
    bench.playout.say(audio(2_000, 9), bench.now);
    bench.pass(100);
    bench.playout.cancel(first, bench.now);
    expect(bench.line.clears).toBe(1);
    expect(bench.playout.idle).toBe(true);
  });
});

describe('a troubled line', () => {
  it('that ran dry because we were late gets a wider lead', () => {
    const bench = new Bench();
    bench.receive(first, audio(5_000, 1));
    bench.pass(400);
    bench.pass(300, { pump: false });
    bench.pass(200);
    expect(bench.playout.underruns).toBe(1);
    expect(bench.playout.leadMs).toBe(200);
    const dry = bench.line.dryMs;
    bench.pass(180, { pump: false });
    bench.pass(200);
    expect(bench.line.dryMs).toBe(dry);
  });

  it('that stalls on its way shows in its marks', () => {
    const bench = new Bench();
    bench.receive(first, audio(5_000, 1));
    bench.pass(700);
    bench.pass(200, { plays: false });
    bench.pass(1_000);
    expect(bench.playout.underruns).toBe(1);
    expect(bench.playout.leadMs).toBe(200);
    bench.playout.cancel(first, bench.now);
    expect(bench.line.lastTold(first)).toEqual({ state: 'cleared', playedMs: bench.line.heard.length * 20 });
  });

  it('whose mark is overdue is not believed to have played more', () => {
    const bench = new Bench();
    bench.receive(first, audio(5_000, 1));
    bench.pass(600);
    bench.pass(2_000, { plays: false });
    bench.playout.cancel(first, bench.now);
    const told = bench.line.lastTold(first);
    expect(told?.state).toBe('cleared');
    expect(told?.playedMs).toBeLessThanOrEqual(1_020);
  });

  it('that takes nothing is sent nothing', () => {
    const bench = new Bench();
    bench.line.full = true;
    bench.receive(first, audio(1_000, 1));
    expect(bench.line.sent).toEqual([]);
    bench.line.full = false;
    bench.pass(20);
    expect(bench.line.sent.length).toBeGreaterThan(0);
    expect(bench.playout.underruns).toBe(0);
  });
});

describe('whatever happens', () => {
  const act = fc.oneof(
    fc.record({ type: fc.constant('audio' as const), n: fc.nat(5), ms: fc.integer({ min: 0, max: 600 }) }),
    fc.record({ type: fc.constant('cancel' as const), n: fc.nat(5) }),
    fc.record({ type: fc.constant('pass' as const), ms: fc.integer({ min: 20, max: 800 }) }),
    fc.record({ type: fc.constant('own' as const), epoch: fc.integer({ min: 1, max: 2 }) }),
    fc.constant({ type: 'abandon' as const }),
    fc.constant({ type: 'say' as const }),
  );

  it('nothing of a cancelled reply is sent, nobody hears more than was said, and every reply is told to its end', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        const bench = new Bench();
        let cancelled = 0;
        const given = new Map<number, number>();
        for (const step of acts) {
          const sentBefore = bench.line.sent.length;
          if (step.type === 'audio') {
            const generation = generationOf(1 + Math.floor(step.n / 3), step.n % 3);
            const kept = bench.receive(generation, audio(step.ms, step.n + 1));
            if (kept === 'kept') given.set(generation, (given.get(generation) ?? 0) + step.ms);
            if (generation < cancelled) expect(kept).toBe('old');
          } else if (step.type === 'cancel') {
            const generation = generationOf(1 + Math.floor(step.n / 3), step.n % 3);
            cancelled = Math.max(cancelled, generation + 1);
            bench.playout.cancel(generation, bench.now);
            expect(bench.line.sent).toHaveLength(sentBefore);
          } else if (step.type === 'pass') bench.pass(Math.ceil(step.ms / 20) * 20);
          else if (step.type === 'own') bench.playout.ownedFrom(step.epoch);
          else if (step.type === 'abandon') bench.playout.abandonIncomplete(bench.now);
          else bench.playout.say(audio(100, 99), bench.now);
        }
        bench.playout.abandonIncomplete(bench.now);
        bench.pass(30_000);
        expect(bench.playout.idle).toBe(true);
        for (const [generation, ms] of given) {
          const told = bench.line.lastTold(generation);
          expect(['finished', 'cleared']).toContain(told?.state);
          expect(told?.playedMs).toBeLessThanOrEqual(ms);
          expect(bench.line.states(generation).filter((state) => state !== 'playing').length).toBeLessThanOrEqual(2);
        }
      }),
      { numRuns: 150 },
    );
  });
});
