/** Whether a request is Twilio's: its signature over the address we are known by, never over what a header claims. */
import twilio from 'twilio';

export interface SignatureSettings {
  readonly PUBLIC_URL: string;
  readonly TWILIO_AUTH_TOKEN: string;
  readonly TWILIO_AUTH_TOKEN_PREVIOUS?: string | undefined;
}

export interface Signatures {
  /** A webhook: `path` with its query as it was requested, and the form's fields. */
  webhook(signature: string | undefined, path: string, fields: Readonly<Record<string, unknown>>): boolean;
  /** A WebSocket upgrade. Twilio signs the `wss` form of the address, with or without a slash at its end. */
  upgrade(signature: string | undefined, path: string): boolean;
}

/** Checks against the auth token, and the previous one while tokens are being rotated. */
export function createSignatures(settings: SignatureSettings): Signatures {
  const tokens = [settings.TWILIO_AUTH_TOKEN, settings.TWILIO_AUTH_TOKEN_PREVIOUS].filter(
    (token) => token !== undefined,
  );
  const origin = settings.PUBLIC_URL;
  const socketOrigin = socketUrl(origin);
  const valid = (signature: string | undefined, url: string, fields: Readonly<Record<string, unknown>>): boolean => {
    if (signature === undefined || signature === '' || !URL.canParse(url)) return false;
    return tokens.some((token) => twilio.validateRequest(token, signature, url, fields));
  };
  return {
    webhook: (signature, path, fields) => valid(signature, origin + path, fields),
    upgrade: (signature, path) => {
      const url = socketOrigin + path.replace(/\/$/, '');
      return valid(signature, url, {}) || valid(signature, `${url}/`, {});
    },
  };
}

/** The WebSocket form of an HTTP address. */
export function socketUrl(url: string): string {
  return url.replace(/^http/, 'ws');
}
