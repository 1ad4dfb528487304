import { closure, refusal } from './failures.ts';

describe('what a refusal means', () => {
  it.each([
    [429, 'rate-limit', true],
    [503, 'unavailable', true],
    [401, 'refused', false],
    [403, 'refused', false],
    [400, 'bad-request', false],
  ])('%i is %s, retryable %s', (status, code, retryable) => {
    expect(refusal(status)).toMatchObject({ name: 'ProviderError', provider: 'deepgram', code, retryable });
  });
});

describe('what a close means', () => {
  it('is named by the token in its reason', () => {
    expect(closure(1011, 'NET-0001 no audio')).toMatchObject({ code: 'net-0001', retryable: true });
    expect(closure(1006, '')).toMatchObject({ code: 'closed-1006', retryable: true });
  });
});
