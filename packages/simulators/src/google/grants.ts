/** The OAuth token endpoint: access tokens for a refresh token, until they expire or the grant is revoked. */
import { createHash } from 'node:crypto';

export interface Client {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
}

export interface GrantTerms {
  /** How long an access token lives. */
  readonly accessTokenSeconds: number;
  /** Whether the owner has withdrawn consent. */
  readonly revoked: boolean;
}

export interface TokenAnswer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

const SCOPE = 'https://www.googleapis.com/auth/calendar';

export class Grants {
  readonly #client: Client;
  /** Access tokens and the real time, in milliseconds, at which each expires. */
  readonly #expiries = new Map<string, number>();
  #issued = 0;

  constructor(client: Client) {
    this.#client = client;
  }

  /** How many access tokens were issued. */
  get issued(): number {
    return this.#issued;
  }

  /** The refusal of a client that is not ours. */
  judgeClient(form: Record<string, unknown>): TokenAnswer | undefined {
    if (form.client_id === this.#client.clientId && form.client_secret === this.#client.clientSecret) return undefined;
    return { status: 401, body: { error: 'invalid_client', error_description: 'The OAuth client was not found.' } };
  }

  /** Answers a refresh, given the fields of the form. */
  refresh(form: Record<string, unknown>, terms: GrantTerms, now: Date): TokenAnswer {
    const stranger = this.judgeClient(form);
    if (stranger !== undefined) return stranger;
    if (form.grant_type !== 'refresh_token') {
      return { status: 400, body: { error: 'unsupported_grant_type', error_description: 'Invalid grant_type.' } };
    }
    if (terms.revoked || form.refresh_token !== this.#client.refreshToken) {
      const error_description = 'Token has been expired or revoked.';
      return { status: 400, body: { error: 'invalid_grant', error_description } };
    }
    return this.grant(terms, now);
  }

  /** A fresh access token. */
  grant(terms: GrantTerms, now: Date): TokenAnswer {
    const access_token = this.#issue(terms, now);
    return {
      status: 200,
      body: { access_token, expires_in: terms.accessTokenSeconds, scope: SCOPE, token_type: 'Bearer' },
    };
  }

  /** Whether an Authorization header carries a live access token. */
  accepts(authorization: string | undefined, now: Date): boolean {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    const expiry = token === undefined ? undefined : this.#expiries.get(token);
    return expiry !== undefined && now.getTime() < expiry;
  }

  /** No access token issued so far is good any more. */
  expireAll(): void {
    this.#expiries.clear();
  }

  #issue(terms: GrantTerms, now: Date): string {
    this.#issued += 1;
    const digest = createHash('sha256').update(`${this.#issued} ${now.getTime()}`).digest('base64url');
    const token = `ya29.simulated-${digest}`;
    this.#expiries.set(token, now.getTime() + terms.accessTokenSeconds * 1_000);
    return token;
  }
}
