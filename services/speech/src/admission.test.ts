import { type Load, refusalOf } from './admission.ts';

const idle: Load = {
  draining: false,
  calls: 0,
  sttStreams: Number.POSITIVE_INFINITY,
  ttsSockets: Number.POSITIVE_INFINITY,
  callsPerTtsSocket: 3,
  eventLoopDelayMs: 0,
  mostEventLoopDelayMs: 50,
  providerDown: false,
};

describe('one more call', () => {
  it('is taken when there is room', () => {
    expect(refusalOf(idle, false)).toBeNull();
    expect(refusalOf({ ...idle, calls: 10_000 }, false)).toBeNull();
  });

  it('is refused when the recogniser streams are used up', () => {
    expect(refusalOf({ ...idle, calls: 4, sttStreams: 5 }, false)).toBeNull();
    expect(refusalOf({ ...idle, calls: 5, sttStreams: 5 }, false)).toBe('busy');
    expect(refusalOf({ ...idle, calls: 5, sttStreams: 5 }, true)).toBe('busy');
  });

  it('is refused when too many share the synthesis sockets', () => {
    expect(refusalOf({ ...idle, calls: 5, ttsSockets: 2 }, false)).toBeNull();
    expect(refusalOf({ ...idle, calls: 6, ttsSockets: 2 }, false)).toBe('busy');
  });

  it('is refused when the process is late, unless it is a live call that moves here', () => {
    const late = { ...idle, eventLoopDelayMs: 51 };
    expect(refusalOf(late, false)).toBe('busy');
    expect(refusalOf(late, true)).toBeNull();
  });

  it('is refused when draining, and when neither hearing nor speaking works', () => {
    expect(refusalOf({ ...idle, draining: true }, true)).toBe('draining');
    expect(refusalOf({ ...idle, providerDown: true }, false)).toBe('provider-down');
  });
});
