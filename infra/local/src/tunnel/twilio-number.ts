/** The webhooks of a Twilio number, read and set through Twilio's REST API. */
import { Trouble } from '../trouble.ts';

export interface Webhooks {
  readonly VoiceUrl: string;
  readonly VoiceMethod: string;
  readonly VoiceFallbackUrl: string;
  readonly VoiceFallbackMethod: string;
  readonly StatusCallback: string;
  readonly StatusCallbackMethod: string;
}

export interface TwilioNumber {
  readonly sid: string;
  readonly phoneNumber: string;
  readonly webhooks: Webhooks;
}

export interface TwilioAccount {
  readonly baseUrl: string;
  readonly accountSid: string;
  readonly authToken: string;
}

const DEADLINE_MS = 10_000;

interface NumberResource {
  readonly sid: string;
  readonly phone_number: string;
  readonly voice_url?: string | null;
  readonly voice_method?: string | null;
  readonly voice_fallback_url?: string | null;
  readonly voice_fallback_method?: string | null;
  readonly status_callback?: string | null;
  readonly status_callback_method?: string | null;
}

/** The account that `.env` names; undefined without its keys. */
export function twilioAccount(own: Readonly<Record<string, string>>): TwilioAccount | undefined {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_API_BASE_URL: baseUrl } = own;
  if (accountSid === undefined || authToken === undefined) return undefined;
  return { accountSid, authToken, baseUrl: baseUrl ?? 'https://api.twilio.com' };
}

/** The number that is wanted, or the account's only one. @throws Trouble when it is not clear which. */
export async function findNumber(account: TwilioAccount, wanted: string | undefined): Promise<TwilioNumber> {
  const query = wanted === undefined ? '' : `?PhoneNumber=${encodeURIComponent(wanted)}`;
  const { incoming_phone_numbers: all } = (await ask(account, `IncomingPhoneNumbers.json${query}`)) as {
    incoming_phone_numbers: NumberResource[];
  };
  const [only, ...others] = all;
  if (only !== undefined && others.length === 0) return readNumber(only);
  throw new Trouble(
    'BL-3005',
    only === undefined
      ? `the Twilio account has no number${wanted === undefined ? '' : ` ${wanted}`}`
      : `the Twilio account has several numbers: ${all.map((one) => one.phone_number).join(', ')}`,
    'Set TWILIO_NUMBER in .env to the number that callers dial.',
  );
}

/** Sets webhooks; what is not named stays as it is. */
export async function setWebhooks(
  account: TwilioAccount,
  sid: string,
  webhooks: Partial<Webhooks>,
): Promise<TwilioNumber> {
  const body = new URLSearchParams(webhooks as Record<string, string>);
  return readNumber((await ask(account, `IncomingPhoneNumbers/${sid}.json`, body)) as NumberResource);
}

async function ask(account: TwilioAccount, path: string, body?: URLSearchParams): Promise<unknown> {
  const { baseUrl, accountSid, authToken } = account;
  let response: Response;
  try {
    response = await fetch(`${baseUrl}/2010-04-01/Accounts/${accountSid}/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
      ...(body === undefined ? {} : { body }),
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
  } catch (error) {
    throw new Trouble('BL-3002', 'Twilio cannot be reached', 'Check the network and TWILIO_API_BASE_URL.', {
      cause: error,
    });
  }
  if (response.ok) return response.json();
  const said = (await response.json().catch(() => ({}))) as { message?: string; code?: number };
  throw new Trouble(
    response.status === 401 ? 'BL-3001' : 'BL-3006',
    `Twilio refused (${response.status}${said.code === undefined ? '' : `, ${said.code}`}): ${said.message ?? path}`,
    'Check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN: npm run setup',
  );
}

function readNumber(resource: NumberResource): TwilioNumber {
  return {
    sid: resource.sid,
    phoneNumber: resource.phone_number,
    webhooks: {
      VoiceUrl: resource.voice_url ?? '',
      VoiceMethod: resource.voice_method ?? 'POST',
      VoiceFallbackUrl: resource.voice_fallback_url ?? '',
      VoiceFallbackMethod: resource.voice_fallback_method ?? 'POST',
      StatusCallback: resource.status_callback ?? '',
      StatusCallbackMethod: resource.status_callback_method ?? 'POST',
    },
  };
}
