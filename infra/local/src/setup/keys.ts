/** Each provider's keys: what to ask for, and one cheap real request that shows whether they are good. */
import type { ProviderName } from '../own-keys.ts';
import { Trouble } from '../trouble.ts';
import { GOOGLE, refreshAccess } from './google-consent.ts';

export type Values = Readonly<Record<string, string>>;

export interface KeySet {
  readonly provider: ProviderName;
  /** What callers and shops lose without it. */
  readonly about: string;
  readonly variables: readonly {
    readonly name: string;
    readonly label: string;
    readonly secret: boolean;
    readonly pattern?: RegExp;
  }[];
  /** One cheap request. @throws Trouble when the key is refused or the provider cannot be reached */
  readonly test: (values: Values) => Promise<string>;
}

const DEADLINE_MS = 10_000;

export const keySets: readonly KeySet[] = [
  {
    provider: 'twilio',
    about: 'the telephone: https://console.twilio.com, "Account info"',
    variables: [
      { name: 'TWILIO_ACCOUNT_SID', label: 'Account SID', secret: false, pattern: /^AC[0-9a-f]{32}$/ },
      { name: 'TWILIO_AUTH_TOKEN', label: 'Auth token', secret: true },
    ],
    test: async (values) => {
      const { TWILIO_ACCOUNT_SID: sid = '', TWILIO_AUTH_TOKEN: token = '' } = values;
      const basic = Buffer.from(`${sid}:${token}`).toString('base64');
      const base = values.TWILIO_API_BASE_URL ?? 'https://api.twilio.com';
      const { friendly_name, status, type } = await get(
        'Twilio',
        `${base}/2010-04-01/Accounts/${sid}.json`,
        `Basic ${basic}`,
      );
      return `account "${friendly_name}", ${status}${type === 'Trial' ? ', a trial account: it can only call numbers it has verified' : ''}`;
    },
  },
  {
    provider: 'deepgram',
    about: 'hearing and speaking: https://console.deepgram.com, "API keys"',
    variables: [{ name: 'DEEPGRAM_API_KEY', label: 'API key', secret: true }],
    test: async (values) => {
      const base = (values.DEEPGRAM_BASE_URL ?? 'https://api.deepgram.com').replace(/^ws/, 'http');
      const { projects } = await get('Deepgram', `${base}/v1/projects`, `Token ${values.DEEPGRAM_API_KEY}`);
      return `${Array.isArray(projects) ? projects.length : 0} project(s)`;
    },
  },
  {
    provider: 'openai',
    about: 'thinking: https://platform.openai.com, "API keys"',
    variables: [{ name: 'OPENAI_API_KEY', label: 'API key', secret: true }],
    test: async (values) => {
      const base = values.OPENAI_BASE_URL ?? 'https://api.openai.com/v1';
      const model = values.OPENAI_MODEL ?? 'gpt-4o';
      const { id } = await get('OpenAI', `${base}/models/${model}`, `Bearer ${values.OPENAI_API_KEY}`);
      return `may use ${id}`;
    },
  },
  {
    provider: 'google',
    about: 'the shop’s calendars: https://console.cloud.google.com, an OAuth client of type "desktop"',
    variables: [
      { name: 'GOOGLE_CLIENT_ID', label: 'Client ID', secret: false },
      { name: 'GOOGLE_CLIENT_SECRET', label: 'Client secret', secret: true },
    ],
    test: async (values) => {
      const { GOOGLE_CLIENT_ID: clientId = '', GOOGLE_CLIENT_SECRET: clientSecret = '' } = values;
      const tokenUrl = values.GOOGLE_TOKEN_URL ?? GOOGLE.tokenUrl;
      const access = await refreshAccess({ clientId, clientSecret }, values.GOOGLE_REFRESH_TOKEN ?? '', tokenUrl);
      const base = values.GOOGLE_API_BASE_URL ?? 'https://www.googleapis.com';
      await get('Google', `${base}/calendar/v3/calendars/primary/events?maxResults=1`, `Bearer ${access}`);
      return 'the calendar can be read';
    },
  },
];

export function keySetOf(provider: ProviderName): KeySet {
  const found = keySets.find((one) => one.provider === provider);
  if (found === undefined) throw new Error(`${provider} needs no key`);
  return found;
}

async function get(who: string, url: string, authorization: string): Promise<Record<string, unknown>> {
  let response: Response;
  try {
    response = await fetch(url, { headers: { authorization }, signal: AbortSignal.timeout(DEADLINE_MS) });
  } catch (error) {
    throw new Trouble('BL-3002', `${who} cannot be reached`, `Check the network: ${new URL(url).origin}`, {
      cause: error,
    });
  }
  if (response.ok) return (await response.json()) as Record<string, unknown>;
  // The body may repeat the key; the status says enough.
  throw new Trouble('BL-3001', `${who} refused the key (${response.status})`, 'Enter another one: npm run setup');
}
