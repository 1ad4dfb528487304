/** `npm run setup`: asks for the keys that are missing, tests each with one cheap request, and writes `.env`. */
import { randomBytes } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { confirm, intro, isCancel, log, outro, password, text } from '@clack/prompts';
import { readCommandLine } from '../command-line.ts';
import { type ProviderName, readOwnEnvironment } from '../own-keys.ts';
import { root } from '../paths.ts';
import { findOnPath, startProcess } from '../processes.ts';
import { withValues } from '../setup/env-file.ts';
import { askGoogle, GOOGLE } from '../setup/google-consent.ts';
import { type KeySet, keySetOf, keySets, type Values } from '../setup/keys.ts';
import { describeTrouble, Trouble } from '../trouble.ts';

const HELP = `npm run setup [-- options]

Asks for the keys of real providers that are missing in .env, tests each with one cheap real request, and writes them there; what
.env held before stays in .env.backup. Secrets are never shown. A provider without a key is simulated.

  --google        only Google: its consent page, then the refresh token
  --check         asks nothing, only tests what is set
  --env FILE      this file instead of .env
  --no-browser    prints Google's address instead of opening it
  --json          with --check: one JSON object { providers: [{ name, state, why }] }
Exits with 1 when a key that is set is not good.
`;

interface Found {
  readonly name: ProviderName;
  readonly state: 'good' | 'missing' | 'refused';
  readonly why: string;
}

export async function run(args: string[]): Promise<number> {
  const given = readCommandLine(args, HELP, {
    check: { type: 'boolean' },
    google: { type: 'boolean' },
    'no-browser': { type: 'boolean' },
    env: { type: 'string', default: join(root, '.env') },
  });
  if (given === undefined) return 0;
  const { values } = given;
  const file = new EnvFile(values.env);
  if (values.check === true || values.json === true) return checkAll(file, values.json === true);
  const showPage = values['no-browser'] === true ? printPage : openPage;
  if (values.google === true) {
    await connectGoogle(file, showPage);
    return 0;
  }
  intro('Which providers are real?');
  for (const keySet of keySets) await askFor(keySet, file, showPage);
  if (file.values.MEDIA_TOKEN_SECRET === undefined) file.set({ MEDIA_TOKEN_SECRET: randomBytes(32).toString('hex') });
  outro(`${values.env} is written. npm run dev starts with it, npm run doctor looks at everything.`);
  return 0;
}

/** `.env`, kept in a backup before it is first changed. */
class EnvFile {
  readonly #path: string;
  #kept = false;

  constructor(path: string) {
    this.#path = path;
  }

  get values(): Values {
    return readOwnEnvironment(this.#path);
  }

  set(values: Readonly<Record<string, string>>): void {
    const from = existsSync(this.#path) ? this.#path : join(root, '.env.example');
    if (!this.#kept && from === this.#path) copyFileSync(this.#path, `${this.#path}.backup`);
    this.#kept = true;
    writeFileSync(this.#path, withValues(readFileSync(from, 'utf8'), values));
    for (const file of [this.#path, `${this.#path}.backup`]) if (existsSync(file)) chmodSync(file, 0o600);
  }
}

async function checkAll(file: EnvFile, json: boolean): Promise<number> {
  const providers = await Promise.all(keySets.map((keySet) => judge(keySet, file.values)));
  if (json) process.stdout.write(`${JSON.stringify({ providers })}\n`);
  else
    for (const { name, state, why } of providers) process.stdout.write(`${name.padEnd(9)} ${state.padEnd(8)} ${why}\n`);
  return providers.some(({ state }) => state === 'refused') ? 1 : 0;
}

async function judge(keySet: KeySet, values: Values): Promise<Found> {
  const name = keySet.provider;
  const missing = missingOf(keySet, values);
  if (missing.length > 0) return { name, state: 'missing', why: `simulated: ${missing.join(', ')} is not set` };
  try {
    return { name, state: 'good', why: await keySet.test(values) };
  } catch (error) {
    return { name, state: 'refused', why: describeTrouble(error).split('\n')[0] ?? '' };
  }
}

function missingOf(keySet: KeySet, values: Values): string[] {
  const names = keySet.variables.map(({ name }) => name);
  if (keySet.provider === 'google') names.push('GOOGLE_REFRESH_TOKEN');
  return names.filter((name) => values[name] === undefined);
}

type ShowPage = (url: string) => void;

async function askFor(keySet: KeySet, file: EnvFile, showPage: ShowPage): Promise<void> {
  const found = await judge(keySet, file.values);
  if (found.state === 'good') return log.success(`${found.name}: ${found.why}`);
  if (found.state === 'refused') log.warn(`${found.name}: ${found.why}`);
  const wanted = await confirm({ message: `${keySet.provider} real? It is ${keySet.about}`, initialValue: false });
  if (isCancel(wanted)) throw stopped();
  if (!wanted) return;
  for (;;) {
    file.set(await askValues(keySet));
    if (keySet.provider === 'google') await connectGoogle(file, showPage);
    const now = await judge(keySet, file.values);
    if (now.state === 'good') return log.success(`${now.name}: ${now.why}`);
    log.error(`${now.name}: ${now.why}`);
    const again = await confirm({ message: 'Try again?' });
    if (isCancel(again)) throw stopped();
    if (!again) return;
  }
}

async function askValues(keySet: KeySet): Promise<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const { name, label, secret, pattern } of keySet.variables) {
    const options = {
      message: `${label} (${name})`,
      validate: (value: string | undefined) => {
        if (value === undefined || value.trim() === '') return 'Nothing was entered';
        return pattern?.test(value.trim()) === false ? `That is not what one looks like: ${pattern.source}` : undefined;
      },
    };
    const value = secret ? await password(options) : await text(options);
    if (isCancel(value)) throw stopped();
    values[name] = value.trim();
  }
  return values;
}

function stopped(): Trouble {
  return new Trouble(
    'BL-3010',
    'setup was stopped',
    'What was entered and tested until then is kept. Run it again at any time.',
  );
}

async function connectGoogle(file: EnvFile, showPage: ShowPage): Promise<void> {
  const { GOOGLE_CLIENT_ID: clientId, GOOGLE_CLIENT_SECRET: clientSecret, ...own } = file.values;
  if (clientId === undefined || clientSecret === undefined) {
    throw new Trouble(
      'BL-3011',
      'there is no OAuth client to ask Google with',
      'Make one of type "desktop" at https://console.cloud.google.com/apis/credentials, then: npm run setup',
    );
  }
  const addresses = {
    authUrl: own.GOOGLE_AUTH_URL ?? GOOGLE.authUrl,
    tokenUrl: own.GOOGLE_TOKEN_URL ?? GOOGLE.tokenUrl,
  };
  const { refreshToken, expiresInSeconds } = await askGoogle({ clientId, clientSecret }, showPage, addresses);
  file.set({ GOOGLE_REFRESH_TOKEN: refreshToken });
  const life = expiresInSeconds === undefined ? '' : `; it expires in ${Math.round(expiresInSeconds / 86_400)} days`;
  process.stderr.write(`  Google: ${await keySetOf('google').test(file.values)}${life}\n`);
  if (expiresInSeconds !== undefined) {
    process.stderr.write('  An OAuth app in testing gets tokens of 7 days: publish it under "OAuth consent screen".\n');
  }
}

function printPage(url: string): void {
  process.stderr.write(`\n  Open this page and agree:\n  ${url}\n\n`);
}

function openPage(url: string): void {
  printPage(url);
  const opener = ['xdg-open', 'open'].find((name) => findOnPath(name) !== undefined);
  if (opener === undefined) return;
  startProcess({
    name: opener,
    command: opener,
    args: [url],
    env: process.env,
    logFile: join(root, '.local', 'browser.log'),
  });
}
