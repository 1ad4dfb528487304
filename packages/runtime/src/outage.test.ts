import { AskFailed } from './ask-failed.ts';
import { isOutage } from './outage.ts';
import { ProviderError } from './provider-error.ts';

const provider = (code: string, retryable: boolean): Error => new ProviderError('google', code, { retryable });

describe('an outage', () => {
  it.each<[string, Error]>([
    ['something outside does not answer', provider('deadline', true)],
    ['a breaker refuses', provider('open', false)],
    ['consent is gone', provider('disconnected', false)],
    ['nobody answers', new AskFailed('message.plan', 'nobody-there')],
    ['the answerer is in trouble', new AskFailed('message.plan', 'refused', 'ProviderError')],
  ])('is when %s', (_, error) => expect(isOutage(error)).toBe(true));

  it.each<[string, Error]>([
    ['something was refused for good', provider('forbidden', false)],
    ['a question was none', new AskFailed('message.plan', 'refused', 'invalid-request: version invalid_type')],
    ['an answer was none', new AskFailed('message.plan', 'invalid-reply')],
    ['there is a bug', new TypeError('undefined is not a function')],
  ])('is not when %s', (_, error) => expect(isOutage(error)).toBe(false));
});
