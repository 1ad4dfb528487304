import { type Simulators, startSimulators } from '@bayline/simulators';
import { keySets } from './keys.ts';

let simulators: Simulators;

beforeAll(async () => {
  simulators = await startSimulators(
    (['twilio', 'deepgram', 'openai', 'google'] as const).map((name) => ({ name, port: 0, given: {} })),
  );
});
afterAll(() => simulators.close());

/** What makes each key a bad one. */
const spoilt: Readonly<Record<string, Record<string, string>>> = {
  twilio: { TWILIO_AUTH_TOKEN: 'wrong' },
  deepgram: { DEEPGRAM_API_KEY: 'wrong' },
  openai: { OPENAI_API_KEY: 'wrong' },
  google: { GOOGLE_REFRESH_TOKEN: 'wrong' },
};
const away: Readonly<Record<string, Record<string, string>>> = {
  twilio: { TWILIO_API_BASE_URL: 'http://127.0.0.1:9' },
  deepgram: { DEEPGRAM_BASE_URL: 'http://127.0.0.1:9' },
  openai: { OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' },
  google: { GOOGLE_TOKEN_URL: 'http://127.0.0.1:9/token' },
};

describe.each(keySets)('the key of $provider', ({ provider, test }) => {
  it('is good when the provider takes it', async () => {
    expect(await test(simulators.env)).not.toBe('');
  });

  it('is told from a bad one', async () => {
    const code = provider === 'google' ? 'BL-3008' : 'BL-3001';
    await expect(test({ ...simulators.env, ...spoilt[provider] })).rejects.toMatchObject({ code });
  });

  it('is not blamed for a provider that is away', async () => {
    await expect(test({ ...simulators.env, ...away[provider] })).rejects.toMatchObject({ code: 'BL-3002' });
  });

  it('is shown nowhere when it is refused', async () => {
    const secret = 'sk-not-to-be-seen';
    const values = {
      ...simulators.env,
      ...Object.fromEntries(Object.keys(spoilt[provider] ?? {}).map((key) => [key, secret])),
    };
    await expect(test(values)).rejects.not.toMatchObject({ message: expect.stringContaining(secret) });
  });
});
