import { type Resumable, resume } from './resuming.ts';

const at = (seconds: number): Date => new Date(Date.UTC(2026, 10, 23, 15, 0, seconds));
const live: Resumable = { streams: 0, resumes: [], handedOverAt: null, endedAt: null };

describe('a call whose stream has ended', () => {
  it('gets a new stream, counted up', () => {
    expect(resume(live, at(0))).toEqual({ type: 'stream', stream: 1, resumes: [at(0)] });
  });

  it('goes to the desk at the third resume within a minute', () => {
    const twice = { ...live, streams: 2, resumes: [at(0), at(30)] };
    expect(resume(twice, at(59))).toEqual({ type: 'desk' });
    expect(resume(twice, at(61))).toEqual({ type: 'stream', stream: 3, resumes: [at(30), at(61)] });
  });

  it('gets the same answer when the ask is repeated', () => {
    const once = { ...live, streams: 1, resumes: [at(0)] };
    expect(resume(once, at(0))).toEqual({ type: 'stream', stream: 1, resumes: [at(0)] });
  });

  it('is left alone when it has ended, and rings the desk when it was handed over', () => {
    expect(resume({ ...live, endedAt: at(0) }, at(5))).toEqual({ type: 'ended' });
    expect(resume({ ...live, endedAt: at(0), handedOverAt: at(0) }, at(5))).toEqual({ type: 'desk' });
  });

  it('comes back from a desk that did not answer', () => {
    const handedOver = { ...live, endedAt: at(0), handedOverAt: at(0) };
    expect(resume(handedOver, at(25), { deskUnanswered: true })).toEqual({
      type: 'stream',
      stream: 1,
      resumes: [at(25)],
    });
  });
});
