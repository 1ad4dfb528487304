/**
 * How real callers reach a house on this machine: a tunnel (ngrok, or whatever PUBLIC_URL names), and the Twilio number's
 * webhooks pointed at it. What the number had before is written down first, and put back when the house stops.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { localDirectory } from '../paths.ts';
import type { Progress } from '../progress.ts';
import { describeTrouble } from '../trouble.ts';
import { fallbackUrl } from './fallback.ts';
import { NGROK_API, openNgrok, type Tunnel } from './ngrok.ts';
import { findNumber, setWebhooks, type TwilioAccount, twilioAccount, type Webhooks } from './twilio-number.ts';

export interface PublicAddress {
  readonly url: string;
  /** The number to dial, E.164. */
  readonly number: string;
  /** Puts the number's webhooks back and closes the tunnel. */
  restore(): Promise<void>;
}

export interface AddressOptions {
  /** Where the number's earlier webhooks are written down. */
  readonly backupFile?: string;
  readonly logFile?: string;
  readonly ngrok?: readonly string[];
}

interface Backup {
  readonly sid: string;
  readonly phoneNumber: string;
  readonly webhooks: Webhooks;
}

/** @throws Trouble when there is no tunnel, no number, or Twilio refuses. What was done until then is undone. */
export async function openToTheWorld(
  own: Readonly<Record<string, string>>,
  port: number,
  progress: Progress,
  options: AddressOptions = {},
): Promise<PublicAddress> {
  const account = twilioAccount(own);
  if (account === undefined) throw new Error('without Twilio’s keys nobody calls from outside');
  const backupFile = options.backupFile ?? join(localDirectory, 'twilio-number.json');
  await putBack(account, backupFile, progress);
  const tunnel = await progress.step('this machine can be reached', () => openTunnel(own, port, options));
  try {
    const before = await findNumber(account, own.TWILIO_NUMBER);
    keep(backupFile, before);
    await setWebhooks(account, before.sid, webhooksFor(tunnel.url, own));
    progress.note(`calls to ${before.phoneNumber} come to ${tunnel.url} until this stops`);
    return {
      url: tunnel.url,
      number: before.phoneNumber,
      restore: async () => {
        // Leaving must not fail: the backup stays, and the next start puts it back.
        await putBack(account, backupFile, progress).catch((error: unknown) => progress.note(describeTrouble(error)));
        await tunnel.close();
      },
    };
  } catch (error) {
    await tunnel.close();
    throw error;
  }
}

async function openTunnel(
  own: Readonly<Record<string, string>>,
  port: number,
  options: AddressOptions,
): Promise<Tunnel> {
  if (own.PUBLIC_URL !== undefined) {
    return { url: new URL(own.PUBLIC_URL).origin, origin: 'found', close: async () => {} };
  }
  return openNgrok(port, {
    apiUrl: own.NGROK_API_URL ?? NGROK_API,
    logFile: options.logFile ?? join(localDirectory, 'dev', 'logs', 'tunnel.log'),
    ...(options.ngrok === undefined ? {} : { command: options.ngrok }),
  });
}

/** What a number's webhooks should be for a public address. */
export function webhooksFor(publicUrl: string, own: Readonly<Record<string, string>>): Webhooks {
  return {
    VoiceUrl: `${publicUrl}/twilio/voice`,
    VoiceMethod: 'POST',
    VoiceFallbackUrl: fallbackUrl(own),
    VoiceFallbackMethod: 'GET',
    StatusCallback: `${publicUrl}/twilio/status`,
    StatusCallbackMethod: 'POST',
  };
}

function keep(file: string, { sid, phoneNumber, webhooks }: Backup): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ sid, phoneNumber, webhooks }, null, 1)}\n`, { mode: 0o600 });
}

/** Puts back what an earlier start wrote down, also one that was killed. */
async function putBack(account: TwilioAccount, file: string, progress: Progress): Promise<void> {
  if (!existsSync(file)) return;
  const { sid, phoneNumber, webhooks } = JSON.parse(readFileSync(file, 'utf8')) as Backup;
  await setWebhooks(account, sid, webhooks);
  rmSync(file, { force: true });
  progress.note(`${phoneNumber} has its earlier webhooks again`);
}
