import { realProviders, withOwnKeys } from './own-keys.ts';

const simulated = {
  DEEPGRAM_API_KEY: 'simulated-deepgram',
  DEEPGRAM_BASE_URL: 'http://127.0.0.1:1',
  TWILIO_ACCOUNT_SID: 'AC0',
  TWILIO_AUTH_TOKEN: 'simulated-token',
  TWILIO_API_BASE_URL: 'http://127.0.0.1:2',
};

describe('keys in .env', () => {
  it('make their provider real, at the vendor’s own address', () => {
    const merged = withOwnKeys(simulated, { DEEPGRAM_API_KEY: 'real' });
    expect(merged.DEEPGRAM_API_KEY).toBe('real');
    expect(merged.DEEPGRAM_BASE_URL).toBeUndefined();
    expect(merged.TWILIO_API_BASE_URL).toBe('http://127.0.0.1:2');
  });

  it('keep another endpoint of the vendor', () => {
    const own = { DEEPGRAM_API_KEY: 'real', DEEPGRAM_BASE_URL: 'https://api.eu.deepgram.com' };
    expect(withOwnKeys(simulated, own).DEEPGRAM_BASE_URL).toBe('https://api.eu.deepgram.com');
  });

  it('count only when they are complete', () => {
    const half = { TWILIO_ACCOUNT_SID: 'AC1' };
    expect(realProviders(half)).toEqual([]);
    expect(withOwnKeys(simulated, half).TWILIO_ACCOUNT_SID).toBe('AC0');
  });

  it('are left out where a provider must be simulated', () => {
    const own = { TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 'real' };
    expect(realProviders(own)).toEqual(['twilio']);
    expect(withOwnKeys(simulated, own, ['twilio'])).toEqual(simulated);
  });

  it('leave other variables as they are', () => {
    expect(withOwnKeys(simulated, { OPENAI_MODEL: 'gpt-4.1' }).OPENAI_MODEL).toBe('gpt-4.1');
  });
});
