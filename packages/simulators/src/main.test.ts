import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

describe('the simulators’ process', () => {
  it('says where everything is, on the channel and on stdout, and leaves on SIGTERM', async () => {
    const child = fork(fileURLToPath(new URL('./main.ts', import.meta.url)), [], {
      env: { ...process.env, NODE_OPTIONS: '', SIMULATORS_ONLY: 'twilio,deepgram', SIMULATED_TWILIO_PORT: '0' },
      silent: true,
    });
    let printed = '';
    child.stdout?.on('data', (text) => {
      printed += text;
    });
    const ready = await new Promise<{ type?: string; env?: Record<string, string> }>((resolve, reject) => {
      child.once('message', (message) => resolve(message as { type?: string }));
      child.once('exit', (code) => reject(new Error(`it left with ${code}`)));
    });
    expect(ready).toMatchObject({ type: 'ready', env: { TWILIO_API_BASE_URL: expect.any(String) } });
    expect((await fetch(`${ready.env?.DEEPGRAM_BASE_URL}/lab/settings`)).status).toBe(200);
    const code = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGTERM');
    expect(await code).toBe(0);
    expect(printed).toContain(`TWILIO_API_BASE_URL=${ready.env?.TWILIO_API_BASE_URL}`);
  });
});
