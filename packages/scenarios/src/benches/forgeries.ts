/** Fourteen ways to forge Twilio's signature on a webhook; each must be refused before any work is done. */
import { newCallSid, postWebhook, sign, type TwilioKeys, voiceFields } from './line.ts';

type Forgery = (keys: TwilioKeys, fields: Record<string, string>, signature: string) => Promise<Response>;

const path = '/twilio/voice';

const forgeries: Readonly<Record<string, Forgery>> = {
  'no signature': (keys, fields) => postWebhook(keys, path, fields, null),
  'an empty signature': (keys, fields) => postWebhook(keys, path, fields, ''),
  'a signature cut short': (keys, fields, signature) => postWebhook(keys, path, fields, signature.slice(0, -2)),
  'a signature in another case': (keys, fields, signature) => postWebhook(keys, path, fields, signature.toLowerCase()),
  'two signatures': (keys, fields, signature) => postWebhook(keys, path, fields, `${signature}, ${signature}`),
  'another token': (keys, fields) =>
    postWebhook(
      keys,
      path,
      fields,
      sign({ ...keys, authToken: 'somebody-elses-token' }, keys.publicUrl + path, fields),
    ),
  'a changed field': (keys, fields, signature) =>
    postWebhook(keys, path, { ...fields, From: '+12155550999' }, signature),
  'an added field': (keys, fields, signature) => postWebhook(keys, path, { ...fields, Extra: '1' }, signature),
  'a removed field': (keys, { Caller: _, ...fields }, signature) => postWebhook(keys, path, fields, signature),
  'another path': (keys, fields, signature) => postWebhook(keys, '/twilio/resume', fields, signature),
  'a slash added': (keys, fields, signature) => postWebhook(keys, `${path}/`, fields, signature),
  'a query added': (keys, fields, signature) => postWebhook(keys, `${path}?a=1`, fields, signature),
  'another host': (keys, fields) => postWebhook(keys, path, fields, sign(keys, `https://evil.example${path}`, fields)),
  'another scheme': (keys, fields) =>
    postWebhook(keys, path, fields, sign(keys, keys.publicUrl.replace('http://', 'https://') + path, fields)),
};

/** Tries them all; returns the names of those that got in. */
export async function tryForgeries(keys: TwilioKeys): Promise<{ tried: number; forged: string[] }> {
  const forged: string[] = [];
  for (const [name, forge] of Object.entries(forgeries)) {
    const fields = voiceFields(keys, newCallSid(), '+12155550998');
    const response = await forge(keys, fields, sign(keys, keys.publicUrl + path, fields));
    if (response.status < 400) forged.push(name);
    await response.arrayBuffer();
  }
  return { tried: Object.keys(forgeries).length, forged };
}
