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
const told: { fact: string; id: string; payload: unknown }[] = [];
const answering: Answering = {
  ...{
    voice: async () => fails(),
    resume: async () => fails(),
    dialled: async () => fails(),
    whisper: fails,
    reported: fails,
  },
  trouble: ({ callId }) => ({ status: 200, twiml: `<Response>${callId}</Response>` }),
};
const app = createWebhooks({
  answering,
  signatures: { webhook: () => true, upgrade: () => true },
  metrics: createGatewayMetrics(metrics),
  log: createLog({ service: 'test', instanceId: 'gateway-0001', level: 'silent' }),
  outreach: {
    clock: { now: () => new Date(0), monotonic: () => 0 },
    recorder: {
      record: (fact, id, payload) => void told.push({ fact: fact.name, id, payload }),
      settled: async () => {},
    },
  },
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

describe('webhooks about what we send out', () => {
  const form = (fields: Record<string, string>) => new URLSearchParams(fields);
  const MessageSid = `SM${'2'.repeat(32)}`;
  const messageId = '3f2b8a52-0a3b-4c41-9a52-2f10a5d3c0aa';

  it('become facts', async () => {
    await post('/twilio/judged', form({ CallSid, AnsweredBy: 'machine_end_beep', MachineDetectionDuration: '4100' }));
    await post(`/twilio/message-status?message=${messageId}`, form({ MessageSid, MessageStatus: 'delivered' }));
    await post('/twilio/text', form({ MessageSid, From: '+12155550123', To: '+12155550100', Body: 'STOP' }));
    expect(told).toMatchObject([
      { fact: 'call.judged', id: CallSid, payload: { verdict: 'machine', tookMs: 4_100 } },
      { fact: 'message.reported', id: MessageSid, payload: { status: 'delivered', messageId } },
      { fact: 'message.received', id: MessageSid, payload: { from: '+12155550123', body: 'STOP' } },
    ]);
  });

  it('are refused when they tell nothing', async () => {
    expect((await post('/twilio/judged', form({ CallSid }))).status).toBe(400);
    expect((await post('/twilio/message-status', form({ MessageSid, MessageStatus: 'read' }))).status).toBe(400);
  });
});
