import { DeepgramClient } from '@deepgram/sdk';
import WebSocket from 'ws';
import type { Simulator } from '../simulator.ts';
import { linearOf, silence } from '../voice/mu-law.ts';
import { utter } from '../voice/utterance.ts';
import { startDeepgram } from './start.ts';

const QUERY = 'encoding=mulaw&sample_rate=8000&interim_results=true&endpointing=300&smart_format=true';
const SAID = utter('I would like to book an oil change.');

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startDeepgram({ stt: { handshake: 0 } });
});
afterEach(() => simulator.close());

async function change(settings: object): Promise<void> {
  const response = await fetch(`${simulator.url}/lab/settings`, {
    method: 'PUT',
    body: JSON.stringify(settings),
    headers: { 'content-type': 'application/json' },
  });
  expect(response.status).toBe(200);
}

interface Peer {
  readonly socket: WebSocket;
  readonly messages: Record<string, unknown>[];
  /** Resolves when a message fits. */
  until(fits: (message: Record<string, unknown>) => boolean): Promise<Record<string, unknown>>;
  readonly closed: Promise<{ code: number; reason: string }>;
}

async function connect(query: string): Promise<Peer> {
  const socket = new WebSocket(`${simulator.url.replace('http', 'ws')}/v1/listen?${query}`, {
    headers: { authorization: 'Token simulated-key' },
  });
  const messages: Record<string, unknown>[] = [];
  const waiting = new Set<() => void>();
  socket.on('message', (data) => {
    messages.push(JSON.parse(String(data)));
    for (const look of [...waiting]) look();
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: String(reason) }));
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const until: Peer['until'] = (fits) =>
    new Promise((resolve) => {
      const look = () => {
        const found = messages.find(fits);
        if (found !== undefined && waiting.delete(look)) resolve(found);
      };
      waiting.add(look);
      look();
    });
  return { socket, messages, until, closed };
}

/** Status and headers with which an upgrade is refused. */
function refusal(query: string, headers: Record<string, string> = { authorization: 'Token simulated-key' }) {
  return new Promise<{ status?: number | undefined; error: unknown; body: unknown }>((resolve, reject) => {
    const socket = new WebSocket(`${simulator.url.replace('http', 'ws')}/v1/listen?${query}`, { headers });
    socket.on('open', () => reject(new Error('the upgrade was granted')));
    socket.on('unexpected-response', (_request, response) => {
      let body = '';
      response.on('data', (data) => {
        body += data;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode, error: response.headers['dg-error'], body: JSON.parse(body) }),
      );
    });
  });
}

describe('listening with the vendor’s SDK', () => {
  it('gives interims and a final of what was said, and metadata at the end', async () => {
    const client = new DeepgramClient({ apiKey: simulator.env.DEEPGRAM_API_KEY ?? '', baseUrl: simulator.url });
    const stt = await client.listen.v1.connect({
      model: 'nova-2-phonecall',
      encoding: 'mulaw',
      sample_rate: 8000,
      channels: 1,
      interim_results: 'true',
      endpointing: 300,
      utterance_end_ms: 1000,
      vad_events: 'true',
      smart_format: 'true',
      reconnectAttempts: 0,
      Authorization: '',
    });
    const messages: { type?: string; is_final?: boolean }[] = [];
    const closed = new Promise((resolve) => stt.on('close', resolve));
    stt.on('message', (message) => messages.push(message as { type?: string }));
    stt.connect();
    await stt.waitForOpen();
    stt.sendMedia(Buffer.concat([silence(200), SAID.audio, silence(1_100)]));
    stt.sendCloseStream({ type: 'CloseStream' });
    await closed;
    const final = messages.find((message) => message.is_final === true);
    expect(final).toMatchObject({
      type: 'Results',
      speech_final: true,
      channel_index: [0, 1],
      from_finalize: false,
      channel: {
        alternatives: [
          {
            transcript: SAID.text,
            words: expect.arrayContaining([expect.objectContaining({ word: 'change', punctuated_word: 'change.' })]),
          },
        ],
      },
      metadata: { model_info: { name: '2-phonecall-nova', arch: 'nova-2' } },
    });
    const types = messages.map(({ type }) => type);
    expect(types[0]).toBe('SpeechStarted');
    expect(types).toContain('UtteranceEnd');
    expect(types.at(-1)).toBe('Metadata');
  });

  it('tells the SDK of refused credentials', async () => {
    const client = new DeepgramClient({ apiKey: 'a-real-key', baseUrl: simulator.url });
    const stt = await client.listen.v1.connect({
      model: 'nova-2',
      encoding: 'mulaw',
      sample_rate: 8000,
      reconnectAttempts: 0,
      Authorization: '',
    });
    const failure = new Promise<Error>((resolve) => stt.on('error', resolve));
    stt.connect();
    expect((await failure).message).toContain('401');
  });
});

describe('a listening socket', () => {
  it('answers in real time as the rhythm says', async () => {
    const peer = await connect(`model=nova-2-phonecall&${QUERY}`);
    const started = performance.now();
    peer.socket.send(Buffer.concat([SAID.audio, silence(400)]));
    await peer.until((message) => message.speech_final === true);
    expect(performance.now() - started).toBeGreaterThan(140);
  });

  it('understands linear audio made from mu-law, also when samples are cut in half', async () => {
    const peer = await connect(`model=nova-2&${QUERY.replace('mulaw', 'linear16')}`);
    const audio = Buffer.concat([SAID.audio, silence(400)]);
    const linear = Buffer.alloc(audio.length * 2);
    audio.forEach((byte, index) => void linear.writeInt16LE(linearOf[byte] ?? 0, index * 2));
    for (let at = 0; at < linear.length; at += 333) peer.socket.send(linear.subarray(at, at + 333));
    const final = await peer.until((message) => message.speech_final === true);
    expect(final).toMatchObject({ channel: { alternatives: [{ transcript: SAID.text }] } });
  });

  it('writes bare words without smart_format', async () => {
    const peer = await connect('model=nova-2&encoding=mulaw&sample_rate=8000&endpointing=300');
    peer.socket.send(Buffer.concat([SAID.audio, silence(400)]));
    const final = await peer.until((message) => message.speech_final === true);
    expect(final).toMatchObject({
      channel: { alternatives: [{ transcript: 'i would like to book an oil change' }] },
    });
    expect(peer.messages.every((message) => message.is_final !== false)).toBe(true);
  });

  it('finalizes on request', async () => {
    const peer = await connect(`model=nova-2&${QUERY}`);
    peer.socket.send(SAID.audio.subarray(0, 12_000));
    peer.socket.send(JSON.stringify({ type: 'Finalize' }));
    expect(await peer.until((message) => message.from_finalize === true)).toMatchObject({ is_final: true });
  });

  it('closes with NET-0001 and metadata first when nothing arrives; KeepAlive holds it open', async () => {
    await change({ stt: { idleClose: 300 } });
    const peer = await connect(`model=nova-2&${QUERY}`);
    const opened = performance.now();
    // Two idle times' worth of KeepAlive, a fifth of the idle time apart.
    const alive = setInterval(() => peer.socket.send(JSON.stringify({ type: 'KeepAlive' })), 60);
    setTimeout(() => clearInterval(alive), 400);
    const { code, reason } = await peer.closed;
    expect({ code, reason }).toMatchObject({ code: 1011, reason: expect.stringContaining('net0001') });
    expect(performance.now() - opened).toBeGreaterThan(600);
    expect(peer.messages.at(-1)).toMatchObject({ type: 'Metadata', duration: 0 });
    expect(peer.messages.at(-1)).not.toHaveProperty('models');
  });

  it('closes on an empty frame', async () => {
    const peer = await connect(`model=nova-2&${QUERY}`);
    peer.socket.send(Buffer.alloc(0));
    expect((await peer.closed).code).toBe(1008);
  });

  it('ignores text it does not know', async () => {
    const peer = await connect(`model=nova-2&${QUERY}`);
    peer.socket.send('{"type":');
    peer.socket.send('[1]');
    peer.socket.send(JSON.stringify({ type: 'CloseStream' }));
    expect((await peer.closed).code).toBe(1000);
  });
});

describe('upgrades that are refused', () => {
  it.each([
    ['model=nova-9&encoding=mulaw&sample_rate=8000', 'nova-9'],
    ['model=nova-2&encoding=mulaw&sample_rate=8000&keyterm=Civic', 'Keyterm'],
    ['model=nova-3&encoding=mulaw&sample_rate=8000&keywords=Civic:2', 'Keywords'],
    ['model=nova-2&encoding=mulaw', 'sample_rate'],
    ['model=nova-2', 'encoding'],
    ['model=nova-2&encoding=opus&sample_rate=8000', 'opus'],
    ['model=nova-2&encoding=mulaw&sample_rate=16000', '8000'],
    ['model=nova-2&encoding=mulaw&sample_rate=8000&channels=2', 'channel'],
    ['model=nova-2&encoding=mulaw&sample_rate=8000&utterance_end_ms=1000', 'interim_results'],
    ['model=nova-2&encoding=mulaw&sample_rate=8000&endpointing=-1', 'negative'],
  ])('refuses %s', async (query, mentions) => {
    expect(await refusal(query)).toMatchObject({
      status: 400,
      error: expect.stringContaining(mentions),
      body: { err_code: 'Bad Request', err_msg: expect.stringContaining(mentions) },
    });
  });

  it('refuses strangers, unknown paths, and more streams than the plan allows', async () => {
    expect(await refusal(QUERY, {})).toMatchObject({ status: 401, body: { err_code: 'INVALID_AUTH' } });
    await change({ stt: { maxStreams: 1 } });
    await connect(`model=nova-2&${QUERY}`);
    expect(await refusal(`model=nova-2&${QUERY}`)).toMatchObject({ status: 429 });
  });

  it('refuses once when told to', async () => {
    await change({ faults: { next: [{ type: 'refuse', on: 'stt', status: 500 }] } });
    expect(await refusal(`model=nova-2&${QUERY}`)).toMatchObject({ status: 500 });
    await connect(`model=nova-2&${QUERY}`);
  });
});

describe('streams that fail', () => {
  it('closes with the code it was told', async () => {
    await change({ faults: { next: [{ type: 'close', on: 'stt', code: 1011, reason: 'NET-0000', afterMs: 20 }] } });
    expect(await (await connect(`model=nova-2&${QUERY}`)).closed).toEqual({ code: 1011, reason: 'NET-0000' });
  });

  it('resets the connection', async () => {
    await change({ faults: { random: [{ rate: 1, fault: { type: 'reset', on: 'stt', afterMs: 20 } }] } });
    const peer = await connect(`model=nova-2&${QUERY}`);
    peer.socket.on('error', () => {});
    expect((await peer.closed).code).toBe(1006);
  });

  it('stalls, then sends everything', async () => {
    await change({ faults: { next: [{ type: 'stall', on: 'stt', forMs: 600 }] } });
    const peer = await connect(`model=nova-2&${QUERY}`);
    const opened = performance.now();
    peer.socket.send(Buffer.concat([SAID.audio, silence(400)]));
    await peer.until((message) => message.speech_final === true);
    expect(performance.now() - opened).toBeGreaterThan(500);
  });

  it('leaves an upgrade without an answer', async () => {
    await change({ faults: { next: [{ type: 'unanswered', on: 'stt' }] } });
    const socket = new WebSocket(`${simulator.url.replace('http', 'ws')}/v1/listen?model=nova-2&${QUERY}`, {
      headers: { authorization: 'Token simulated' },
      handshakeTimeout: 150,
    });
    const failure = await new Promise<Error>((resolve) => socket.on('error', resolve));
    expect(failure.message).toContain('timed out');
  });

  it('counts what is open, and what was told', async () => {
    const peer = await connect(`model=nova-2&${QUERY}`);
    peer.socket.send(Buffer.concat([SAID.audio, silence(400)]));
    await peer.until((message) => message.speech_final === true);
    const state = await (await fetch(`${simulator.url}/lab/state`)).json();
    expect(state).toMatchObject({ sttSockets: 1, ttsSockets: 0, finals: 1 });
  });
});
