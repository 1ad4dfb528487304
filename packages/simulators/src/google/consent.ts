/**
 * Google's consent page and the codes it gives: the person agrees or refuses as the settings say, at once, and the browser is
 * sent back with a code that is good for one exchange.
 */
import { createHash, randomUUID } from 'node:crypto';
import type { TokenAnswer } from './grants.ts';
import type { GoogleSettings } from './settings.ts';

interface Given {
  readonly redirectUri: string;
  readonly challenge: string | undefined;
  readonly scope: string;
  readonly offline: boolean;
  readonly at: number;
}

/** An authorization code lives ten minutes. */
const CODE_LIFE_MS = 600_000;

export class Consent {
  readonly #codes = new Map<string, Given>();

  /** Where the browser goes next; undefined when the request itself is wrong, which Google shows on a page of its own. */
  ask(query: Readonly<Record<string, unknown>>, settings: GoogleSettings, now: Date): string | undefined {
    const redirectUri = String(query.redirect_uri ?? '');
    if (query.client_id !== settings.clientId || query.response_type !== 'code' || !isLoopback(redirectUri)) {
      return undefined;
    }
    const back = new URL(redirectUri);
    if (query.state !== undefined) back.searchParams.set('state', String(query.state));
    if (settings.consent === 'refused') {
      back.searchParams.set('error', 'access_denied');
      return back.href;
    }
    const code = `4/simulated-${randomUUID()}`;
    this.#codes.set(code, {
      redirectUri,
      challenge: query.code_challenge === undefined ? undefined : String(query.code_challenge),
      scope: String(query.scope ?? ''),
      offline: query.access_type === 'offline',
      at: now.getTime(),
    });
    back.searchParams.set('code', code);
    back.searchParams.set('scope', String(query.scope ?? ''));
    return back.href;
  }

  /** Redeems a code: what the token endpoint adds to a fresh access token, or its refusal. */
  redeem(
    form: Readonly<Record<string, unknown>>,
    settings: GoogleSettings,
    now: Date,
  ): { refreshToken: string | undefined; scope: string } | TokenAnswer {
    const code = String(form.code ?? '');
    const given = this.#codes.get(code);
    this.#codes.delete(code);
    if (given === undefined || now.getTime() - given.at > CODE_LIFE_MS || given.redirectUri !== form.redirect_uri) {
      return refusal('Malformed auth code.');
    }
    if (given.challenge !== undefined && given.challenge !== challengeOf(String(form.code_verifier ?? ''))) {
      return refusal('Invalid code verifier.');
    }
    return { refreshToken: given.offline ? settings.refreshToken : undefined, scope: given.scope };
  }
}

function refusal(error_description: string): TokenAnswer {
  return { status: 400, body: { error: 'invalid_grant', error_description } };
}

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

/** Clients of type "desktop" may name any port of loopback. */
function isLoopback(uri: string): boolean {
  return URL.canParse(uri) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(uri).hostname);
}
