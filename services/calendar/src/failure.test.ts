import { ProviderError } from '@bayline/runtime';
import { afterFailure, type FailureCode, failureOf, providerError } from './failure.ts';

const none = { status: undefined, reason: undefined, grantError: undefined };

describe('what a refusal means', () => {
  it.each<[number | undefined, string | undefined, FailureCode]>([
    [undefined, undefined, 'network'],
    [400, 'badRequest', 'refused'],
    [401, 'authError', 'unauthorized'],
    [403, 'rateLimitExceeded', 'rate-limit'],
    [403, 'userRateLimitExceeded', 'rate-limit'],
    [403, 'quotaExceeded', 'rate-limit'],
    [403, 'forbiddenForNonOrganizer', 'forbidden'],
    [403, undefined, 'forbidden'],
    [404, 'notFound', 'not-found'],
    [408, undefined, 'rate-limit'],
    [409, 'duplicate', 'id-taken'],
    [410, 'deleted', 'deleted'],
    [410, 'fullSyncRequired', 'token-expired'],
    [410, 'updatedMinTooLongAgo', 'token-expired'],
    [412, 'conditionNotMet', 'overtaken'],
    [429, 'rateLimitExceeded', 'rate-limit'],
    [500, 'backendError', 'backend'],
    [503, undefined, 'backend'],
  ])('%s %s is %s', (status, reason, code) => {
    expect(failureOf({ ...none, status, reason })).toBe(code);
  });

  it('is a disconnection when the token endpoint says so, and an outage when it is only down', () => {
    expect(failureOf({ ...none, status: 400, grantError: 'invalid_grant' })).toBe('disconnected');
    expect(failureOf({ ...none, status: 401, grantError: 'invalid_client' })).toBe('disconnected');
    expect(failureOf({ ...none, status: 503, grantError: 'server_error' })).toBe('backend');
  });
});

describe('a failed write', () => {
  it.each<[FailureCode, string]>([
    ['network', 'try-again'],
    ['rate-limit', 'try-again'],
    ['backend', 'try-again'],
    ['unauthorized', 'try-again'],
    ['disconnected', 'put-off'],
    ['forbidden', 'give-up'],
    ['not-found', 'give-up'],
    ['refused', 'give-up'],
    ['unreadable', 'give-up'],
  ])('that is %s: %s', (code, next) => {
    expect(afterFailure(providerError(code, undefined))).toBe(next);
  });

  it('waits behind an open breaker, and tries again after a missed deadline', () => {
    expect(afterFailure(new ProviderError('google', 'open', { retryable: true }))).toBe('put-off');
    expect(afterFailure(new ProviderError('google', 'deadline', { retryable: true }))).toBe('try-again');
  });

  it('that nobody expected is put off', () => {
    expect(afterFailure(new Error('a bug'))).toBe('put-off');
  });
});
