/**
 * Google's consent for the shop's calendars: a page of Google's in the browser, its answer on a page of ours on loopback, and
 * the refresh token for the code that came with it.
 */
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Trouble } from '../trouble.ts';

export interface GoogleClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface GoogleAddresses {
  readonly authUrl: string;
  readonly tokenUrl: string;
}

export const GOOGLE: GoogleAddresses = {
  authUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
  tokenUrl: 'https://oauth2.googleapis.com/token',
};

export interface Consented {
  readonly refreshToken: string;
  /** How long it is good for when Google limits that: an OAuth app in testing gets seven days. */
  readonly expiresInSeconds: number | undefined;
}

/** Reading calendars' lists, and events. */
const SCOPES = 'https://www.googleapis.com/auth/calendar.events https://www.googleapis.com/auth/calendar.readonly';
const DEADLINE_MS = 10_000;

/**
 * @param open shows the consent page to the person
 * @throws Trouble when they refuse, do not answer in time, or Google gives no refresh token
 */
export async function askGoogle(
  client: GoogleClient,
  open: (url: string) => void | Promise<void>,
  addresses: GoogleAddresses = GOOGLE,
  patienceMs = 300_000,
): Promise<Consented> {
  const state = randomBytes(16).toString('hex');
  const verifier = randomBytes(32).toString('base64url');
  const page = await openCallbackPage(state, patienceMs);
  try {
    const query = new URLSearchParams({
      client_id: client.clientId,
      redirect_uri: page.url,
      response_type: 'code',
      scope: SCOPES,
      access_type: 'offline',
      // Without it Google gives a refresh token only the first time.
      prompt: 'consent',
      state,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
    await open(`${addresses.authUrl}?${query}`);
    const code = await page.code;
    return await redeem(client, { code, verifier, redirectUri: page.url }, addresses.tokenUrl);
  } finally {
    page.close();
  }
}

interface CallbackPage {
  readonly url: string;
  readonly code: Promise<string>;
  close(): void;
}

/** One page on loopback that hears the answer once. */
async function openCallbackPage(state: string, patienceMs: number): Promise<CallbackPage> {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`;
  let timer: NodeJS.Timeout | undefined;
  const code = new Promise<string>((resolve, reject) => {
    timer = setTimeout(() => reject(refused('nobody answered Google’s page in time')), patienceMs);
    server.on('request', (request, response) => {
      const asked = new URL(request.url ?? '/', url);
      if (asked.pathname !== '/callback') return void response.writeHead(404).end();
      const answer = asked.searchParams;
      // Whoever does not know the state was not sent by the page we opened.
      if (answer.get('state') !== state)
        return void response.writeHead(400).end('This is not the answer to our question.');
      const given = answer.get('code');
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(`<p>${given === null ? 'Nothing was agreed to.' : 'Thank you.'} You may close this page.</p>`);
      if (given === null) reject(refused(`Google says ${answer.get('error') ?? 'nothing'}`));
      else resolve(given);
    });
  });
  // Whoever waits hears of it; until then a refusal is nobody's.
  code.catch(() => {});
  return {
    url,
    code,
    close: () => {
      clearTimeout(timer);
      server.close();
      server.closeAllConnections();
    },
  };
}

function refused(why: string): Trouble {
  return new Trouble(
    'BL-3007',
    `the calendar was not connected: ${why}`,
    'Run npm run setup -- --google again and agree to both boxes. Until then the calendar is simulated.',
  );
}

async function redeem(
  client: GoogleClient,
  given: { code: string; verifier: string; redirectUri: string },
  tokenUrl: string,
): Promise<Consented> {
  const answer = await tokenRequest(tokenUrl, {
    grant_type: 'authorization_code',
    client_id: client.clientId,
    client_secret: client.clientSecret,
    code: given.code,
    code_verifier: given.verifier,
    redirect_uri: given.redirectUri,
  });
  if (answer.error !== undefined)
    throw refused(`Google refused the code (${answer.error_description ?? answer.error})`);
  if (answer.refresh_token === undefined) {
    throw new Trouble(
      'BL-3009',
      'Google gave no refresh token',
      'Remove the app at https://myaccount.google.com/permissions and run npm run setup -- --google again.',
    );
  }
  return { refreshToken: answer.refresh_token, expiresInSeconds: answer.refresh_token_expires_in };
}

interface TokenAnswer {
  readonly access_token?: string;
  readonly refresh_token?: string;
  readonly refresh_token_expires_in?: number;
  readonly error?: string;
  readonly error_description?: string;
}

/** An access token for a refresh token. @throws Trouble that explains an expiry. */
export async function refreshAccess(client: GoogleClient, refreshToken: string, tokenUrl: string): Promise<string> {
  const answer = await tokenRequest(tokenUrl, {
    grant_type: 'refresh_token',
    client_id: client.clientId,
    client_secret: client.clientSecret,
    refresh_token: refreshToken,
  });
  if (answer.access_token !== undefined) return answer.access_token;
  if (answer.error === 'invalid_grant') {
    throw new Trouble(
      'BL-3008',
      'Google’s refresh token is expired or withdrawn',
      [
        'Connect the calendar again: npm run setup -- --google',
        'It expires after 7 days while the OAuth app is in testing (publish it under "OAuth consent screen"), after 6 months',
        'without use, when the account’s password changes, or when the owner withdraws it.',
      ].join('\n'),
    );
  }
  throw new Trouble(
    'BL-3001',
    `Google refused the OAuth client (${answer.error_description ?? answer.error ?? 'no reason given'})`,
    'Check GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET: npm run setup',
  );
}

async function tokenRequest(tokenUrl: string, form: Readonly<Record<string, string>>): Promise<TokenAnswer> {
  try {
    const response = await fetch(tokenUrl, {
      method: 'POST',
      body: new URLSearchParams(form),
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    return (await response.json()) as TokenAnswer;
  } catch (error) {
    throw new Trouble('BL-3002', 'Google cannot be reached', 'Check the network and GOOGLE_TOKEN_URL.', {
      cause: error,
    });
  }
}
