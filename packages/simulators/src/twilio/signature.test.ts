import twilio from 'twilio';
import { signatureOf } from './signature.ts';

describe('signatures', () => {
  it('match the known vector', () => {
    const parameters = {
      CallSid: 'CA1234567890ABCDE',
      Caller: '+14158675310',
      Digits: '1234',
      From: '+14158675310',
      To: '+18005551212',
    };
    const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
    expect(signatureOf('12345', url, parameters)).toBe('GvWf1cFY/Q7PnoempGyD5oXAezc=');
  });

  it.each([
    'http://127.0.0.1:8080/voice',
    'https://shop.example/voice?x=%20y',
    'wss://shop.example/media/CA1',
    'wss://shop.example:443/media/CA1',
    'ws://127.0.0.1:9000/media/CA1',
  ])('are accepted by the vendor’s check: %s', (url) => {
    const parameters = { To: '+12155550100', From: 'é & ü' };
    expect(twilio.validateRequest('token', signatureOf('token', url, parameters), url, parameters)).toBe(true);
    expect(twilio.validateRequest('other', signatureOf('token', url, parameters), url, parameters)).toBe(false);
  });
});
