import { createHmac } from 'node:crypto';
import { createSignatures, socketUrl } from './signatures.ts';

const token = 'simulated-auth-token';
const previous = 'simulated-previous-token';
const origin = 'https://phone.example';
const path = '/twilio/voice';
const fields: Record<string, string | string[]> = {
  ...{ CallSid: `CA${'1'.repeat(32)}`, From: '+12155550123', To: '+12155550100', CallStatus: 'ringing' },
  Digits: "it's 100% ünïcode",
};
const callPath = `/media/CA${'1'.repeat(32)}`;
const signatures = createSignatures({
  PUBLIC_URL: origin,
  TWILIO_AUTH_TOKEN: token,
  TWILIO_AUTH_TOKEN_PREVIOUS: previous,
});

/** Twilio's algorithm, written from its description. */
function sign(url: string, parameters: Record<string, string | string[]> = {}, key = token): string {
  const data = Object.keys(parameters)
    .sort()
    .map((name) =>
      [parameters[name] ?? []]
        .flat()
        .map((value) => name + value)
        .join(''),
    )
    .join('');
  return createHmac('sha1', key)
    .update(url + data, 'utf8')
    .digest('base64');
}

const signed = sign(origin + path, fields);

describe('a webhook', () => {
  it('is Twilio’s when it is signed with the token, or the one before', () => {
    expect(signatures.webhook(signed, path, fields)).toBe(true);
    expect(signatures.webhook(sign(origin + path, fields, previous), path, fields)).toBe(true);
  });

  it('agrees with Twilio’s published example', () => {
    const example = { PUBLIC_URL: 'https://mycompany.com', TWILIO_AUTH_TOKEN: '12345' };
    const parameters = {
      ...{ CallSid: 'CA1234567890ABCDE', Caller: '+14158675310', Digits: '1234' },
      ...{ From: '+14158675310', To: '+18005551212' },
    };
    const given = 'GvWf1cFY/Q7PnoempGyD5oXAezc=';
    expect(createSignatures(example).webhook(given, '/myapp.php?foo=1&bar=2', parameters)).toBe(true);
  });

  const forged: [string, string | undefined, string, Record<string, unknown>][] = [
    ['a value changed', signed, path, { ...fields, From: '+12155550124' }],
    ['a value emptied', signed, path, { ...fields, From: '' }],
    ['a field added', signed, path, { ...fields, Extra: '1' }],
    ['a field removed', signed, path, { CallSid: fields.CallSid, From: fields.From }],
    ['a field renamed', signed, path, { ...fields, To: undefined, to: fields.To }],
    ['a field repeated', signed, path, { ...fields, From: [fields.From, '+12155550199'] }],
    ['no fields', signed, path, {}],
    ['another path', signed, '/twilio/resume', fields],
    ['a slash added', signed, `${path}/`, fields],
    ['a query added', signed, `${path}?a=1`, fields],
    ['the path written otherwise', signed, '/twilio/%76oice', fields],
    ['another host', sign(`https://evil.example${path}`, fields), path, fields],
    ['another scheme', sign(`http://phone.example${path}`, fields), path, fields],
    ['another port', sign(`https://phone.example:8443${path}`, fields), path, fields],
    ['another key', sign(origin + path, fields, 'somebody-elses-token'), path, fields],
    ['another letter case', signed.toLowerCase(), path, fields],
    ['a signature cut short', signed.slice(0, -1), path, fields],
    ['two signatures', `${signed}, ${signed}`, path, fields],
    ['an empty signature', '', path, fields],
    ['no signature', undefined, path, fields],
    ['an address that is none', signed, ' http://[', fields],
  ];
  it.each(forged)('is refused with %s', (_, signature, requested, given) => {
    expect(signatures.webhook(signature, requested, given)).toBe(false);
  });
});

describe('an upgrade', () => {
  it('is signed over the wss form of the address, with or without a slash at its end', () => {
    for (const url of [`wss://phone.example${callPath}`, `wss://phone.example${callPath}/`]) {
      expect(signatures.upgrade(sign(url), callPath)).toBe(true);
      expect(signatures.upgrade(sign(url), `${callPath}/`)).toBe(true);
    }
  });

  it('is refused when it was signed over anything else', () => {
    const urls = [`https://phone.example${callPath}`, `ws://phone.example${callPath}`, `wss://evil.example${callPath}`];
    urls.push('wss://phone.example/media', `wss://phone.example${callPath}0`, `wss://phone.example${callPath}?token=1`);
    for (const url of urls) expect(signatures.upgrade(sign(url), callPath)).toBe(false);
    expect(signatures.upgrade(undefined, callPath)).toBe(false);
  });

  it('is signed over ws where the origin is plain http, port and all', () => {
    const local = createSignatures({ PUBLIC_URL: 'http://127.0.0.1:8080', TWILIO_AUTH_TOKEN: token });
    expect(socketUrl('http://127.0.0.1:8080')).toBe('ws://127.0.0.1:8080');
    expect(local.upgrade(sign(`ws://127.0.0.1:8080${callPath}`), callPath)).toBe(true);
    expect(local.upgrade(sign(`ws://127.0.0.1:9090${callPath}`), callPath)).toBe(false);
    expect(local.webhook(sign(`http://127.0.0.1:8080${path}`, fields), path, fields)).toBe(true);
  });
});
