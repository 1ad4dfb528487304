import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type NgrokAgent, type Simulator, startNgrok, startTwilio } from '@bayline/simulators';
import { silent } from '../progress.ts';
import { type AddressOptions, openToTheWorld } from './public-address.ts';
import { findNumber, twilioAccount } from './twilio-number.ts';

const NUMBER = '+12155550100';
const before = { voiceUrl: 'https://before.example/voice', statusCallback: 'https://before.example/status' };

let twilio: Simulator;
let agent: NgrokAgent | undefined;
let directory: string;
let options: AddressOptions;

beforeEach(async () => {
  twilio = await startTwilio();
  directory = mkdtempSync(join(tmpdir(), 'bayline-tunnel-'));
  options = { backupFile: join(directory, 'number.json'), logFile: join(directory, 'tunnel.log') };
  await putNumbers({ [NUMBER]: before });
});

afterEach(async () => {
  await twilio.close();
  await agent?.close();
  agent = undefined;
  rmSync(directory, { recursive: true, force: true });
});

async function putNumbers(numbers: object): Promise<void> {
  await fetch(`${twilio.url}/lab/numbers`, { method: 'PUT', body: JSON.stringify(numbers) });
}

const own = (more: Record<string, string> = {}): Record<string, string> => ({
  ...twilio.env,
  ...(agent === undefined ? { NGROK_API_URL: 'http://127.0.0.1:9' } : { NGROK_API_URL: agent.url }),
  ...more,
});

async function webhooks() {
  const account = twilioAccount(twilio.env);
  if (account === undefined) throw new Error('no account');
  return (await findNumber(account, NUMBER)).webhooks;
}

describe('a house that real callers reach', () => {
  it('uses the tunnel that is there, and points the number at it until it stops', async () => {
    agent = await startNgrok({
      tunnels: [{ name: 'mine', addr: 'http://localhost:8080', publicUrl: 'https://mine.example' }],
    });
    const address = await openToTheWorld(own({ DESK_NUMBER: '+12155550199' }), 8080, silent, options);
    expect(address).toMatchObject({ url: 'https://mine.example', number: NUMBER });
    const set = await webhooks();
    expect(set.VoiceUrl).toBe('https://mine.example/twilio/voice');
    expect(set.StatusCallback).toBe('https://mine.example/twilio/status');
    expect(decodeURIComponent(set.VoiceFallbackUrl)).toContain('<Dial>+12155550199</Dial>');
    await address.restore();
    expect(await webhooks()).toMatchObject({ VoiceUrl: before.voiceUrl, StatusCallback: before.statusCallback });
    expect(existsSync(join(directory, 'number.json'))).toBe(false);
  });

  it('adds a tunnel when the agent has none to this port, and takes it away again', async () => {
    agent = await startNgrok({
      tunnels: [{ name: 'other', addr: 'http://localhost:3000', publicUrl: 'https://other.example' }],
    });
    const address = await openToTheWorld(own(), 8080, silent, options);
    expect(address.url).toBe('https://bayline.simulated.ngrok.example');
    await address.restore();
    const { tunnels } = (await (await fetch(`${agent.url}/api/tunnels`)).json()) as { tunnels: unknown[] };
    expect(tunnels).toHaveLength(1);
  });

  it('starts an agent when none runs, and ends it with itself', async () => {
    const port = 8080;
    // Stands for the program: serves the agent's API with one tunnel, as `ngrok http <port>` does.
    const script = join(directory, 'ngrok.mjs');
    writeFileSync(
      script,
      `import { createServer } from 'node:http';
       const tunnels = [{ name: 'started', public_url: 'https://started.example', proto: 'https', config: { addr: 'http://localhost:' + process.argv[3] } }];
       createServer((_, response) => response.end(JSON.stringify({ tunnels }))).listen(Number(process.env.NGROK_TEST_PORT), '127.0.0.1');`,
    );
    const reserved = await startNgrok();
    const apiPort = new URL(reserved.url).port;
    await reserved.close();
    process.env.NGROK_TEST_PORT = apiPort;
    const apiUrl = `http://127.0.0.1:${apiPort}`;
    const address = await openToTheWorld(own({ NGROK_API_URL: apiUrl }), port, silent, {
      ...options,
      ngrok: [process.execPath, script],
    });
    expect(address.url).toBe('https://started.example');
    await address.restore();
    await expect(fetch(`${apiUrl}/api/tunnels`)).rejects.toThrow();
  });

  it('takes any other tunnel by its address', async () => {
    const address = await openToTheWorld(own({ PUBLIC_URL: 'https://phone.example.com' }), 8080, silent, options);
    expect((await webhooks()).VoiceUrl).toBe('https://phone.example.com/twilio/voice');
    await address.restore();
  });

  it('puts back what a killed start left behind', async () => {
    agent = await startNgrok();
    // Never restored, as when the process is killed.
    await openToTheWorld(own(), 8080, silent, options);
    const next = await openToTheWorld(own(), 8080, silent, options);
    await next.restore();
    expect((await webhooks()).VoiceUrl).toBe(before.voiceUrl);
  });

  it('says what ngrok said when it opens no tunnel', async () => {
    agent = await startNgrok({ refuse: 'Your account is limited to 1 simultaneous ngrok agent sessions.' });
    await expect(openToTheWorld(own(), 8080, silent, options)).rejects.toMatchObject({
      code: 'BL-3004',
      message: expect.stringContaining('limited to 1'),
    });
  });

  it('says how to get ngrok when it is not installed', async () => {
    const missing = { ...options, ngrok: ['no-such-program'] };
    await expect(openToTheWorld(own(), 8080, silent, missing)).rejects.toMatchObject({ code: 'BL-3003' });
  });

  it('asks which number when the account has several, and takes the one that is named', async () => {
    agent = await startNgrok();
    await putNumbers({ '+13035550100': before });
    await expect(openToTheWorld(own(), 8080, silent, options)).rejects.toMatchObject({ code: 'BL-3005' });
    const address = await openToTheWorld(own({ TWILIO_NUMBER: NUMBER }), 8080, silent, options);
    expect(address.number).toBe(NUMBER);
    await address.restore();
  });

  it('closes its tunnel again when Twilio refuses', async () => {
    agent = await startNgrok();
    await expect(openToTheWorld(own({ TWILIO_AUTH_TOKEN: 'wrong' }), 8080, silent, options)).rejects.toMatchObject({
      code: 'BL-3001',
    });
    const { tunnels } = (await (await fetch(`${agent.url}/api/tunnels`)).json()) as { tunnels: unknown[] };
    expect(tunnels).toEqual([]);
  });
});
