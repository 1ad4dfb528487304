import { readOrders } from './settings.ts';

const noFile = (): string => {
  throw new Error('no file was expected');
};

describe('what the environment orders', () => {
  it('is every provider on a free port when nothing is said', () => {
    expect(readOrders({}, noFile)).toEqual(
      ['twilio', 'deepgram', 'openai', 'google', 'nhtsa'].map((name) => ({ name, port: 0, given: {} })),
    );
  });

  it('names providers, ports and settings; variables go before the file', () => {
    const file = JSON.stringify({
      deepgram: { seed: 3, stt: { interimMs: 500, segmentMs: 4_000 } },
      twilio: { seed: 9 },
    });
    const orders = readOrders(
      {
        SIMULATORS_ONLY: 'Deepgram, twilio',
        SIMULATED_DEEPGRAM_PORT: '4020',
        SIMULATORS_SETTINGS: 'settings.json',
        SIMULATE_DEEPGRAM__STT__INTERIM_MS: '250',
        SIMULATE_DEEPGRAM__FAULTS: '{"next":[]}',
        SIMULATE_TWILIO__ON_ABRUPT_CLOSE: 'end',
      },
      (path) => (path === 'settings.json' ? file : ''),
    );
    expect(orders).toEqual([
      { name: 'twilio', port: 0, given: { seed: 9, onAbruptClose: 'end' } },
      {
        name: 'deepgram',
        port: 4_020,
        given: { seed: 3, stt: { interimMs: 250, segmentMs: 4_000 }, faults: { next: [] } },
      },
    ]);
  });

  it.each([
    [{ SIMULATORS_ONLY: 'twilio,vonage' }, 'vonage'],
    [{ SIMULATED_GOOGLE_PORT: '99999' }, 'SIMULATED_GOOGLE_PORT'],
    [{ SIMULATE_VONAGE__X: '1' }, 'SIMULATE_VONAGE__X'],
    [{ SIMULATE_TWILIO: '1' }, 'must be an object'],
  ])('is refused when it cannot be meant: %j', (environment, mentions) => {
    expect(() => readOrders(environment, noFile)).toThrow(mentions);
  });

  it('is refused when the file holds something else', () => {
    expect(() => readOrders({ SIMULATORS_SETTINGS: 'x' }, () => '[1]')).toThrow('SIMULATORS_SETTINGS');
  });
});
