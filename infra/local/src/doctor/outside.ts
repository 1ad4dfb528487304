/** Checks of the running services and of the providers outside: keys, webhooks, signatures, calendar. */
import { createHmac } from 'node:crypto';
import type { ProviderName } from '../own-keys.ts';
import { realProviders } from '../own-keys.ts';
import { keySetOf } from '../setup/keys.ts';
import { webhooksFor } from '../tunnel/public-address.ts';
import { findNumber, twilioAccount } from '../tunnel/twilio-number.ts';
import { type Check, type Context, type Finding, ill, skipped, well } from './check.ts';

const DEADLINE_MS = 5_000;

export const outsideChecks: readonly Check[] = [
  {
    id: 'services-ready',
    why: 'A service that is not ready takes no calls.',
    mend: 'npm run services says which; npm run logs -- --service NAME says why',
    look: eachService('/readyz', async (response) => {
      const { ready, details } = (await response.json()) as {
        ready: boolean;
        details: Record<string, { ok: boolean }>;
      };
      if (ready) return undefined;
      return (
        Object.entries(details)
          .flatMap(([name, { ok }]) => (ok ? [] : [name]))
          .join(' and ') || 'draining'
      );
    }),
  },
  {
    id: 'breakers',
    why: 'An open breaker means that a provider has failed again and again: callers hear fallbacks.',
    mend: 'npm run logs -- --level warn names the provider; it is tried again by itself',
    look: eachService('/metrics', async (response) => {
      const open = (await response.text()).match(/^provider_breaker_state\{[^}]*\} [12]\b/gm) ?? [];
      return open.length === 0 ? undefined : open.map((line) => /provider="([^"]+)"/.exec(line)?.[1]).join(', ');
    }),
  },
  key('twilio', 'Without it nobody is called and no call is ended by us.'),
  key('deepgram', 'Without it callers are not heard.'),
  key('openai', 'Without it a model of rules answers, which understands less.'),
  {
    ...key('google', 'Without it the shop’s own calendar entries do not take slots away.'),
    id: 'calendar',
    mend: 'npm run setup -- --google',
  },
  {
    id: 'webhooks',
    why: 'A number that points elsewhere rings somewhere else.',
    mend: 'npm run dev sets them and puts them back when it stops; in production set them once (docs/deployment.md)',
    look: aboutNumber((set, wanted) => {
      const wrong = (['VoiceUrl', 'StatusCallback'] as const).filter((name) => set[name] !== wanted[name]);
      return wrong.length === 0
        ? well(set.VoiceUrl)
        : ill(wrong.map((name) => `${name} is ${set[name] || 'empty'}`).join('; '));
    }),
  },
  {
    id: 'fallback',
    why: 'When all of our processes are down, Twilio dials the desk from this document; without it callers hear an error.',
    mend: 'npm run dev sets it; set DESK_NUMBER or FALLBACK_URL in .env first',
    look: aboutNumber((set, wanted) => {
      if (set.VoiceFallbackUrl === '') return ill('the number has no fallback');
      if (new URL(set.VoiceFallbackUrl).origin === new URL(wanted.VoiceUrl).origin)
        return ill('the fallback leads to us again');
      return well(new URL(set.VoiceFallbackUrl).origin);
    }),
  },
  {
    id: 'signature',
    why: 'A proxy that changes the address or the body breaks Twilio’s signatures: every call is refused.',
    mend: 'PUBLIC_URL must be exactly what Twilio is told; a proxy must pass path, query and body on unchanged',
    look: async ({ own, house }) => {
      const publicUrl = own.PUBLIC_URL ?? house?.gatewayUrl;
      const token = own.TWILIO_AUTH_TOKEN;
      if (publicUrl === undefined || token === undefined)
        return skipped('no real Twilio account and no public address');
      const url = `${new URL(publicUrl).origin}/twilio/status`;
      const forged = await post(url, 'forged');
      if (forged !== 403) return ill(`a forged request was answered ${forged}, not refused`);
      // Nothing is reported in an empty form: a signature that is taken is answered 400 and does nothing.
      const signed = await post(url, createHmac('sha1', token).update(url).digest('base64'));
      return signed === 400
        ? well(`${url} takes ours and refuses forged ones`)
        : ill(`our signature was answered ${signed}`);
    },
  },
  {
    id: 'number',
    why: 'The number that was called chooses the shop: it must be one of the account.',
    mend: 'Set TWILIO_NUMBER in .env to the number that callers dial',
    look: async ({ own }) => {
      const account = twilioAccount(own);
      if (account === undefined) return skipped('no real Twilio account');
      return well((await findNumber(account, own.TWILIO_NUMBER)).phoneNumber);
    },
  },
];

function key(provider: ProviderName, why: string): Check {
  return {
    id: `${provider}-key`,
    why,
    mend: 'npm run setup',
    look: async ({ own }) => {
      if (!realProviders(own).includes(provider)) return skipped(`${provider} is simulated: it has no key in .env`);
      return well(await keySetOf(provider).test(own));
    },
  };
}

/** Looks at one path of every running service; `judge` tells what is wrong. */
function eachService(path: string, judge: (response: Response) => Promise<string | undefined>): Check['look'] {
  return async ({ house }) => {
    if (house === undefined) return skipped('no house is running: npm run dev');
    const wrong = await Promise.all(
      house.services.map(async ({ service, healthPort }) => {
        try {
          const signal = AbortSignal.timeout(DEADLINE_MS);
          const what = await judge(await fetch(`http://127.0.0.1:${healthPort}${path}`, { signal }));
          return what === undefined ? [] : [`${service}: ${what}`];
        } catch {
          // Not answering is the finding.
          return [`${service}: no answer`];
        }
      }),
    );
    return wrong.flat().length === 0 ? well(`${house.services.length} services`) : ill(wrong.flat().join('; '));
  };
}

type Judge = (set: ReturnType<typeof webhooksFor>, wanted: ReturnType<typeof webhooksFor>) => Finding;

function aboutNumber(judge: Judge): (context: Context) => Promise<Finding> {
  return async ({ own }) => {
    const account = twilioAccount(own);
    if (account === undefined) return skipped('no real Twilio account');
    const { webhooks } = await findNumber(account, own.TWILIO_NUMBER);
    const publicUrl = own.PUBLIC_URL ?? (webhooks.VoiceUrl === '' ? undefined : new URL(webhooks.VoiceUrl).origin);
    if (publicUrl === undefined) return ill('the number has no webhook');
    return judge(webhooks, webhooksFor(new URL(publicUrl).origin, own));
  };
}

async function post(url: string, signature: string): Promise<number> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'x-twilio-signature': signature, 'content-type': 'application/x-www-form-urlencoded' },
    body: '',
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  await response.text();
  return response.status;
}
