import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { type Simulators, startSimulators } from '@bayline/simulators';
import { root } from '../paths.ts';
import { ENTER, Terminal } from '../testing/terminal.ts';

/** Three times a program starts and asks providers. */
const ONE_MINUTE_MS = 60_000;
const SECRET = 'simulated-twilio-token';

let simulators: Simulators;
let directory: string;
let env: string;

beforeAll(async () => {
  simulators = await startSimulators(
    (['twilio', 'deepgram', 'openai', 'google'] as const).map((name) => ({ name, port: 0, given: {} })),
  );
});
afterAll(() => simulators.close());

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'bayline-setup-'));
  env = join(directory, '.env');
  const addresses = Object.entries(simulators.env).filter(([name]) => name.endsWith('_URL'));
  const google = `GOOGLE_AUTH_URL=${new URL(simulators.env.GOOGLE_TOKEN_URL ?? '').origin}/o/oauth2/v2/auth\n`;
  writeFileSync(env, `# mine\n${addresses.map(([name, value]) => `${name}=${value}\n`).join('')}${google}`);
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function setup(...args: string[]): Terminal {
  const main = join(root, 'infra', 'local', 'src', 'main.ts');
  const flags = ['--disable-warning=ExperimentalWarning', main, 'setup', '--env', env, '--no-browser', ...args];
  return new Terminal(process.execPath, flags, { cwd: root });
}

const values = () => parseEnv(readFileSync(env, 'utf8'));

describe('npm run setup in a terminal', () => {
  it(
    'asks, refuses a bad key, writes a good one, and shows no secret',
    async () => {
      const terminal = setup();
      let shown = await terminal.shows(/[\s\S]*twilio real\?/);
      terminal.press(`y`);
      shown += await terminal.shows(/[\s\S]*Account SID/);
      terminal.press(`${simulators.env.TWILIO_ACCOUNT_SID}${ENTER}`);
      shown += await terminal.shows(/[\s\S]*Auth token/);
      terminal.press(`a-wrong-one-to-begin-with${ENTER}`);
      shown += await terminal.shows(/[\s\S]*BL-3001[\s\S]*Try again\?/);
      terminal.press('y');
      shown += await terminal.shows(/[\s\S]*Account SID/);
      terminal.press(`${simulators.env.TWILIO_ACCOUNT_SID}${ENTER}`);
      shown += await terminal.shows(/[\s\S]*Auth token/);
      terminal.press(`${SECRET}${ENTER}`);
      for (const provider of ['deepgram', 'openai', 'google']) {
        shown += await terminal.shows(new RegExp(`[\\s\\S]*${provider} real\\?`));
        terminal.press('n');
      }
      shown += await terminal.shows(/[\s\S]*is written/);
      expect(await terminal.exited).toBe(0);
      expect(shown).toContain('account "Simulated", active');
      expect(shown).not.toContain(SECRET);
      expect(shown).not.toContain('a-wrong-one');
      expect(values()).toMatchObject({
        TWILIO_AUTH_TOKEN: SECRET,
        MEDIA_TOKEN_SECRET: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
      expect(readFileSync(env, 'utf8')).toMatch(/^# mine\n/);
      expect(readFileSync(`${env}.backup`, 'utf8')).not.toContain('TWILIO_AUTH_TOKEN');
      expect(statSync(env).mode & 0o077).toBe(0);
    },
    ONE_MINUTE_MS,
  );

  it(
    'connects Google through its page, and keeps the refresh token',
    async () => {
      writeFileSync(
        env,
        `GOOGLE_CLIENT_ID=simulated-google-client\nGOOGLE_CLIENT_SECRET=simulated-google-secret\n${readFileSync(env, 'utf8')}`,
      );
      const terminal = setup('--google');
      const shown = await terminal.shows(/https?:\/\/127\.0\.0\.1:\d+\/o\/oauth2\/v2\/auth\?\S+/);
      await fetch(shown);
      expect(await terminal.exited).toBe(0);
      expect(values().GOOGLE_REFRESH_TOKEN).toBe('simulated-google-refresh');
    },
    ONE_MINUTE_MS,
  );

  it(
    'says of each key how it is, for scripts',
    async () => {
      writeFileSync(env, `OPENAI_API_KEY=wrong\n${readFileSync(env, 'utf8')}`);
      const terminal = setup('--json');
      const line = await terminal.shows(/\{"providers".*\}/);
      expect(await terminal.exited).toBe(1);
      const { providers } = JSON.parse(line) as { providers: { name: string; state: string }[] };
      expect(providers.map(({ name, state }) => `${name} ${state}`)).toEqual([
        'twilio missing',
        'deepgram missing',
        'openai refused',
        'google missing',
      ]);
      expect(existsSync(`${env}.backup`)).toBe(false);
    },
    ONE_MINUTE_MS,
  );
});
