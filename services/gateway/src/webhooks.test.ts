import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLog, createMetrics } from '@bayline/runtime';
import type { Answering } from './answering.ts';
import { createGatewayMetrics } from './metrics.ts';
import { createWebhooks } from './webhooks.ts';

const CallSid = `CA${'1'.repeat(32)}`;
const metrics = createMetrics('test', 'gateway-0001');
const fails = (): never => {
  throw new Error('a defect');
};
const answering: Answering = {
  ...{ voice: async () => fails(), resume: async () => fails(), dialled: fails, whisper: fails, reported: fails },
  trouble: ({ callId }) => ({ status: 200, twiml: `<Response>${callId}</Response>` }),
};
const app = createWebhooks({
  answering,
  signatures: { webhook: () => true, upgrade: () => true },
  metrics: createGatewayMetrics(metrics),
  log: createLog({ service: 'test', instanceId: 'gateway-0001', level: 'silent' }),
});
const server = createServer(app);
let url = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await metrics.shutdown();
});

async function post(
  path: string,
  body: string | URLSearchParams,
  type?: string,
): Promise<{ status: number; body: string }> {
  const headers = type === undefined ? {} : { 'content-type': type };
  const response = await fetch(url + path, { method: 'POST', body, headers });
  return { status: response.status, body: await response.text() };
}

describe('a webhook that fails for a reason nobody foresaw', () => {
  it.each(['voice', 'resume', 'dialled', 'whisper'])('%s has something to say all the same', async (name) => {
    const answer = await post(`/twilio/${name}`, new URLSearchParams({ CallSid }));
    expect(answer).toEqual({ status: 200, body: `<Response>${CallSid}</Response>` });
  });

  it('of a report is told to be tried again, without a word of why', async () => {
    const answer = await post('/twilio/status', new URLSearchParams({ CallSid, CallStatus: 'ringing' }));
    expect(answer).toEqual({ status: 500, body: '\n' });
  });
});

describe('a form that is none', () => {
  it('is refused', async () => {
    expect(await post('/twilio/voice', '{}', 'application/json')).toMatchObject({ status: 400 });
    const many = Array.from({ length: 300 }, (_, index) => `f${index}=1`).join('&');
    expect(await post('/twilio/voice', many, 'application/x-www-form-urlencoded')).toEqual({ status: 413, body: '\n' });
  });
});
