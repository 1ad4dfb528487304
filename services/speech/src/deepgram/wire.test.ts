/** What the adapters put on the wire and make of odd messages, against a peer that only notes and says what it is told. */
import type { AddressInfo } from 'node:net';
import { until } from '@bayline/local';
import { createLog, createMetrics, type Guard, guardMaker, type Metrics } from '@bayline/runtime';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Recognised } from '../hearing/hearing.ts';
import { deepgramRecogniser, recognisedFrom } from './listening.ts';
import { deepgramSynthesiser } from './speaking.ts';

const log = createLog({ service: 'speech', instanceId: 'speech-0001', level: 'silent' });
const settings = {
  model: 'nova-2-phonecall',
  endpointingMs: 300,
  utteranceEndMs: 1_000,
  smartFormat: true,
  keywordBoost: 2,
};

let server: WebSocketServer;
let metrics: Metrics;
let guard: Guard;
let received: string[];
let asked: URL;
let peer: WebSocket;

beforeEach(async () => {
  metrics = createMetrics('speech', 'speech-0001');
  guard = guardMaker(metrics, log)({ provider: 'deepgram', operation: 'test', deadlineMs: 5_000 });
  received = [];
  server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  server.on('connection', (socket, request) => {
    peer = socket;
    asked = new URL(request.url ?? '/', 'http://localhost');
    socket.on('message', (data, isBinary) => {
      received.push(isBinary ? `audio ${(data as Buffer).length}` : data.toString());
    });
  });
});

afterEach(async () => {
  for (const client of server.clients) client.terminate();
  await new Promise((resolve) => server.close(resolve));
  await metrics.shutdown();
});

const access = () => ({
  apiKey: 'simulated',
  baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  handshakeMs: 5_000,
});

const say = (message: object | string): void =>
  peer.send(typeof message === 'string' ? message : JSON.stringify(message));

describe('a recogniser’s wire', () => {
  it('carries the stream’s parameters, the audio as it is, and the end of the stream', async () => {
    const socket = await deepgramRecogniser(access(), settings, guard)(['Honda Civic']);
    socket.send(new Uint8Array(160));
    socket.send(new Uint8Array(0));
    socket.close();
    await until('the end', () => received.includes('{"type":"CloseStream"}'));
    expect(received).toEqual(['audio 160', '{"type":"CloseStream"}']);
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({ model: 'nova-2-phonecall', encoding: 'mulaw' });
    expect(asked.searchParams.getAll('keywords')).toEqual(['Honda:2', 'Civic:2']);
    expect(asked.pathname).toBe('/v1/listen');
  });

  it('is kept alive by text when no audio flows', async () => {
    import.meta.jest.useFakeTimers({ doNotFake: ['setTimeout', 'setImmediate', 'nextTick', 'clearTimeout'] });
    const socket = await deepgramRecogniser(access(), settings, guard)([]);
    import.meta.jest.advanceTimersByTime(2_000);
    socket.send(new Uint8Array(160));
    import.meta.jest.advanceTimersByTime(2_500);
    expect(received.filter((message) => message.includes('KeepAlive'))).toEqual([]);
    import.meta.jest.advanceTimersByTime(6_000);
    import.meta.jest.useRealTimers();
    await until('the sign of life', () => received.includes('{"type":"KeepAlive"}'));
    socket.close();
  });

  it('carries messages that say nothing, and they are nothing but a sign of life', async () => {
    const socket = await deepgramRecogniser(access(), settings, guard)([]);
    const heard: Recognised[] = [];
    let answers = 0;
    socket.attach({
      recognised: (event) => heard.push(event),
      answered: () => {
        answers += 1;
      },
      lost: () => {},
    });
    say({ type: 'Metadata', request_id: 'x' });
    say({ type: 'Results', start: 'soon' });
    say('not json at all');
    say({ type: 'SomethingNew' });
    say({ type: 'UtteranceEnd', channel: [0, 1], last_word_end: 1.5 });
    await until('the last one', () => heard[0]);
    expect(heard).toEqual([{ type: 'utterance-ended', lastWordEndMs: 1_500 }]);
    expect(answers).toBe(5);
    socket.close();
  });
});

describe('a result of the recogniser', () => {
  it('is read although fields are missing or new', () => {
    const bare = {
      type: 'Results',
      start: 12.08,
      duration: 3.1199,
      channel: { alternatives: [{ transcript: ' This is ', words: [{ word: 'this', start: 14.08, end: 14.4 }] }] },
      entirely_new: true,
    };
    expect(recognisedFrom(bare)).toEqual({
      type: 'segment',
      startMs: 12_080,
      endMs: 15_200,
      text: 'This is',
      words: [{ word: 'this', written: 'this', startMs: 14_080, endMs: 14_400, confidence: 0 }],
      confidence: 0,
      final: false,
      speechFinal: false,
    });
  });

  it('is empty when nothing was understood', () => {
    const empty = { type: 'Results', start: 0, duration: 1, is_final: true, channel: { alternatives: [] } };
    expect(recognisedFrom(empty)).toMatchObject({ text: '', words: [], final: true });
  });
});

describe('a synthesiser’s wire', () => {
  it('carries texts, flushes and clears in order, and asks for headerless telephone audio', async () => {
    const socket = await deepgramSynthesiser(access(), 'aura-2-asteria-en', guard, log)();
    socket.speak('Hello.');
    socket.flush();
    socket.clear();
    socket.close();
    await until('the end', () => received.length === 4);
    expect(received).toEqual([
      '{"type":"Speak","text":"Hello."}',
      '{"type":"Flush"}',
      '{"type":"Clear"}',
      '{"type":"Close"}',
    ]);
    expect(Object.fromEntries(asked.searchParams)).toEqual({
      model: 'aura-2-asteria-en',
      encoding: 'mulaw',
      sample_rate: '8000',
      container: 'none',
    });
  });

  it('keeps audio and messages in the order they were sent', async () => {
    const socket = await deepgramSynthesiser(access(), 'aura-2-asteria-en', guard, log)();
    const order: (number | string)[] = [];
    const lost: string[] = [];
    socket.attach({
      audio: (bytes) => order.push(bytes[0] ?? -1),
      flushed: () => order.push('flushed'),
      cleared: () => order.push('cleared'),
      lost: (reason) => lost.push(reason.code),
    });
    for (let i = 0; i < 20; i += 1) peer.send(new Uint8Array(800).fill(i));
    say({ type: 'Flushed', sequence_id: 0 });
    peer.send(new Uint8Array(800).fill(99));
    say({ type: 'Warning', description: 'The text is odd.', code: 'ODD' });
    say({ type: 'Cleared', sequence_id: 1 });
    await until('the last one', () => order.includes('cleared'));
    expect(order).toEqual([...Array.from({ length: 20 }, (_, i) => i), 'flushed', 99, 'cleared']);
    expect(lost).toEqual([]);
    say({ type: 'Warning', warn_msg: 'Too many flushes.', warn_code: 'LIMIT' });
    await until('the loss', () => lost[0]);
    expect(lost).toEqual(['flush-limit']);
    socket.close();
  });
});
