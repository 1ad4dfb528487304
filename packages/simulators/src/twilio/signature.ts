/** How Twilio signs what it sends: HMAC-SHA1 over the URL and the sorted parameters. */
import { createHmac } from 'node:crypto';

export type Parameters = Readonly<Record<string, string>>;

/** The value of X-Twilio-Signature. A port that is the scheme's own is left out of the signed URL. */
export function signatureOf(authToken: string, url: string, parameters: Parameters = {}): string {
  const signed = Object.keys(parameters)
    .sort()
    .reduce((data, name) => data + name + parameters[name], withoutDefaultPort(url));
  return createHmac('sha1', authToken).update(signed, 'utf8').digest('base64');
}

function withoutDefaultPort(url: string): string {
  return url
    .replace(/^(wss|https)(:\/\/[^/?#]*):443(?=[/?#]|$)/, '$1$2')
    .replace(/^(ws|http)(:\/\/[^/?#]*):80(?=[/?#]|$)/, '$1$2');
}
