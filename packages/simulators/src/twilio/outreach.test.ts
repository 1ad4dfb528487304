import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import twilio from 'twilio';
import type { Simulator } from '../simulator.ts';
import { startTwilio } from './start.ts';

let simulator: Simulator;
let application: Server;
let url = '';
const arrived: { path: string; form: Record<string, string> }[] = [];

const HUMAN = '+12155550001';
const MACHINE = '+12155550002';
const SILENT_MACHINE = '+12155550003';
const FAX = '+12155550004';
const BUSY = '+12155550005';
const FAILED = '+12155550006';
const NOBODY = '+12155550007';
const UNKNOWN = '+12155550008';
const OURS = '+12155550100';

beforeAll(async () => {
  application = createServer((request, response) => {
    let body = '';
    request.on('data', (data) => (body += data));
    request.on('end', () => {
      arrived.push({ path: request.url ?? '', form: Object.fromEntries(new URLSearchParams(body)) });
      response.writeHead(200, { 'content-type': 'text/xml' }).end('<Response><Pause length="60"/></Response>');
    });
  });
  application.listen(0, '127.0.0.1');
  await once(application, 'listening');
  url = `http://127.0.0.1:${(application.address() as AddressInfo).port}`;
  const quick = { afterMs: 10, detectedAfterMs: 20, audio: false };
  simulator = await startTwilio({
    callsPerSecond: 50,
    people: {
      [HUMAN]: quick,
      [MACHINE]: { ...quick, machine: { greeting: 'Hi there', recordsMs: 100 } },
      [SILENT_MACHINE]: { ...quick, machine: { greeting: 'Hi', beep: false } },
      [FAX]: { ...quick, detected: 'fax' },
      [UNKNOWN]: { ...quick, detected: 'unknown' },
      [BUSY]: { busy: true },
      [FAILED]: { unreachable: true },
      [NOBODY]: { answers: false },
    },
  });
});
afterAll(async () => {
  await simulator.close();
  application.closeAllConnections();
  await new Promise((resolve) => application.close(resolve));
});

function client() {
  const { TWILIO_ACCOUNT_SID: sid = '', TWILIO_AUTH_TOKEN: token = '' } = simulator.env;
  const opened = twilio(sid, token);
  opened.api.baseUrl = simulator.url;
  return opened;
}

function call(to: string, name: string) {
  return client().calls.create({
    ...{ from: OURS, to, url: `${url}/voice`, timeout: 1, machineDetection: 'DetectMessageEnd', asyncAmd: 'true' },
    asyncAmdStatusCallback: `${url}/judged?${name}`,
    statusCallback: `${url}/status?${name}`,
    statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
  });
}

async function formOf(path: string, fits: (form: Record<string, string>) => boolean = () => true) {
  for (;;) {
    const found = arrived.find((one) => one.path === path && fits(one.form));
    if (found !== undefined) return found.form;
    // Looks again: the simulator tells by webhook, and nothing else says that one has come.
    await sleep(10);
  }
}

describe('a call over REST with machine detection', () => {
  it.each([
    ['human', HUMAN],
    ['machine_end_beep', MACHINE],
    ['machine_end_silence', SILENT_MACHINE],
    ['fax', FAX],
    ['unknown', UNKNOWN],
  ])('is judged %s', async (answeredBy, to) => {
    const { sid } = await call(to, answeredBy);
    const judged = await formOf(`/judged?${answeredBy}`);
    expect(judged).toMatchObject({ CallSid: sid, AnsweredBy: answeredBy, To: to, Direction: 'outbound-api' });
    expect(Number(judged.MachineDetectionDuration)).toBeGreaterThan(0);
    expect((await client().calls(sid).fetch()).answeredBy).toBe(answeredBy);
    await client().calls(sid).update({ status: 'completed' });
  });

  it.each([
    ['busy', BUSY],
    ['failed', FAILED],
    ['no-answer', NOBODY],
  ])('ends %s and is not judged', async (status, to) => {
    await call(to, status);
    const over = await formOf(`/status?${status}`, ({ CallStatus }) => CallStatus === status);
    expect(over).toMatchObject({ To: to });
    expect(arrived.some(({ path }) => path === `/judged?${status}`)).toBe(false);
  });
});

describe('text messages to the application', () => {
  it('are told, and STOP and START are heeded', async () => {
    await put('/lab/numbers', { [OURS]: { voiceUrl: `${url}/voice`, smsUrl: `${url}/text` } });
    await post('/lab/texts', { from: HUMAN, to: OURS, body: 'stop' });
    expect(await formOf('/text')).toMatchObject({ From: HUMAN, To: OURS, Body: 'stop' });
    const send = () => client().messages.create({ from: OURS, to: HUMAN, body: 'Hello' });
    await expect(send()).rejects.toMatchObject({ code: 21_610 });
    await post('/lab/texts', { from: HUMAN, to: OURS, body: 'START' });
    expect((await send()).status).toBe('queued');
  });
});

function put(path: string, body: unknown) {
  return fetch(simulator.url + path, { ...json(body), method: 'PUT' });
}
function post(path: string, body: unknown) {
  return fetch(simulator.url + path, { ...json(body), method: 'POST' });
}
function json(body: unknown) {
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
