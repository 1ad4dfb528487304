/** The keys in `.env`: a provider that has one is real, every other one is simulated. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { root } from './paths.ts';

export type ProviderName = 'twilio' | 'deepgram' | 'openai' | 'google' | 'nhtsa';

interface ProviderVariables {
  /** All of them must be set for the provider to be real. */
  readonly keys: readonly string[];
  readonly urls: readonly string[];
}

const providers: Readonly<Record<ProviderName, ProviderVariables>> = {
  twilio: { keys: ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'], urls: ['TWILIO_API_BASE_URL'] },
  deepgram: { keys: ['DEEPGRAM_API_KEY'], urls: ['DEEPGRAM_BASE_URL'] },
  openai: { keys: ['OPENAI_API_KEY'], urls: ['OPENAI_BASE_URL'] },
  google: {
    keys: ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET', 'GOOGLE_REFRESH_TOKEN'],
    urls: ['GOOGLE_API_BASE_URL', 'GOOGLE_TOKEN_URL'],
  },
  /** Needs no key: real when asked for by `NHTSA_REAL=true`. */
  nhtsa: { keys: ['NHTSA_REAL'], urls: ['NHTSA_BASE_URL'] },
};

/** What `.env` holds; nothing when there is none. */
export function readOwnEnvironment(file = join(root, '.env')): Record<string, string> {
  if (!existsSync(file)) return {};
  const entries = Object.entries(parseEnv(readFileSync(file, 'utf8')));
  return Object.fromEntries(entries.flatMap(([name, value]) => (value ? [[name, value] as const] : [])));
}

/** The providers that `.env` makes real. */
export function realProviders(own: Readonly<Record<string, string>>): ProviderName[] {
  return (Object.keys(providers) as ProviderName[]).filter((name) =>
    providers[name].keys.every((key) => own[key] !== undefined),
  );
}

/** The simulators' environment with real providers put in their place; `simulateAlways` are simulated whatever `.env` says. */
export function withOwnKeys(
  simulated: Readonly<Record<string, string>>,
  own: Readonly<Record<string, string>>,
  simulateAlways: readonly ProviderName[] = [],
): Record<string, string> {
  const merged = { ...simulated };
  const kept = { ...own };
  for (const [name, { keys, urls }] of Object.entries(providers) as [ProviderName, ProviderVariables][]) {
    const real = keys.every((key) => own[key] !== undefined) && !simulateAlways.includes(name);
    for (const variable of [...keys, ...urls]) delete (real ? merged : kept)[variable];
  }
  return { ...merged, ...kept };
}
