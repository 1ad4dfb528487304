/** The three adapters, with the vendor's SDK, against the simulated Deepgram: what they do, and how they fail. */
import { until } from '@bayline/local';
import { createLog, createMetrics, type Guard, guardMaker, type Metrics, ProviderError } from '@bayline/runtime';
import { type Simulator, startDeepgram } from '@bayline/simulators';
import type { Recognised } from '../hearing/hearing.ts';
import { deepgramRecogniser } from './listening.ts';
import { deepgramPhrases } from './phrases.ts';
import { deepgramSynthesiser } from './speaking.ts';

const log = createLog({ service: 'speech', instanceId: 'speech-0001', level: 'silent' });
const listening = {
  model: 'nova-2-phonecall',
  endpointingMs: 300,
  utteranceEndMs: 1_000,
  smartFormat: true,
  keywordBoost: 2,
};
const VOICE = 'aura-2-asteria-en';
const DEADLINE_MS = { usual: 3_000, impatient: 500 } as const;

let simulator: Simulator;
let metrics: Metrics;
let guard: Guard;

beforeAll(async () => {
  simulator = await startDeepgram({ stt: { handshake: 5 }, tts: { handshake: 5, firstByte: 20, realTimeFactor: 50 } });
});

beforeEach(() => {
  metrics = createMetrics('speech', 'speech-0001');
  guard = guardWithin(DEADLINE_MS.usual);
});

afterEach(() => metrics.shutdown());

afterAll(() => simulator.close());

function guardWithin(deadlineMs: number): Guard {
  return guardMaker(metrics, log)({ provider: 'deepgram', operation: 'test', deadlineMs });
}

const access = () => ({ apiKey: 'simulated-deepgram', baseUrl: simulator.url, handshakeMs: 2_000 });
const phrase = (text: string, deadlineMs: number = DEADLINE_MS.usual): Promise<Uint8Array> =>
  deepgramPhrases(access(), VOICE, guard, deadlineMs)(text);

async function next(...faults: object[]): Promise<void> {
  const answer = await fetch(`${simulator.url}/lab/settings`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ faults: { next: faults } }),
  });
  expect(answer.status).toBe(200);
}

async function listen(keyterms: readonly string[] = []) {
  const socket = await deepgramRecogniser(access(), listening, guard)(keyterms);
  const heard: Recognised[] = [];
  const lost: ProviderError[] = [];
  let answers = 0;
  socket.attach({
    recognised: (event) => heard.push(event),
    answered: () => {
      answers += 1;
    },
    lost: (reason) => lost.push(reason),
  });
  return { socket, heard, lost, answers: () => answers };
}

async function speak() {
  const socket = await deepgramSynthesiser(access(), VOICE, guard, log)();
  const order: string[] = [];
  const audio: Uint8Array[] = [];
  const lost: ProviderError[] = [];
  socket.attach({
    audio: (bytes) => {
      audio.push(bytes);
      order.push('audio');
    },
    flushed: () => order.push('flushed'),
    cleared: () => order.push('cleared'),
    lost: (reason) => lost.push(reason),
  });
  return { socket, order, lost, heard: () => new Uint8Array(Buffer.concat(audio)) };
}

describe('listening', () => {
  it('recognises what is said, with the times of the words in the stream', async () => {
    const { socket, heard } = await listen();
    socket.send(await phrase('I need an oil change.'));
    for (let i = 0; i < 100; i += 1) socket.send(new Uint8Array(160).fill(0xff));
    const final = await until('a final', () => heard.find((event) => event.type === 'segment' && event.speechFinal));
    expect(final).toMatchObject({ type: 'segment', text: 'I need an oil change.', final: true });
    expect(heard[0]).toMatchObject({ type: 'voice-began' });
    if (final.type !== 'segment') throw new Error('not a segment');
    expect(final.words.map(({ word }) => word)).toEqual(['i', 'need', 'an', 'oil', 'change']);
    expect(final.words.map(({ written }) => written).join(' ')).toBe(final.text);
    for (const word of final.words) expect(Number.isInteger(word.startMs) && word.endMs > word.startMs).toBe(true);
    await until('the end of the utterance', () => heard.find((event) => event.type === 'utterance-ended'));
    socket.close();
  });

  it('sends key terms in the form the model takes', async () => {
    const { socket } = await listen(['Honda Civic']);
    expect(socket.open).toBe(true);
    socket.close();
    expect(socket.open).toBe(false);
  });

  it('reports nothing of a socket that we close, and sends nothing to it', async () => {
    const { socket, lost } = await listen();
    socket.close();
    socket.send(new Uint8Array(160));
    socket.close();
    const other = await listen();
    await next({ type: 'close', on: 'stt', code: 1011, reason: 'NET-0001 nothing came' });
    const closed = await listen();
    await until('the other close', () => closed.lost[0]);
    expect(lost).toEqual([]);
    other.socket.close();
  });

  it('is named by the vendor’s token when the vendor closes it', async () => {
    await next({ type: 'close', on: 'stt', code: 1011, reason: 'NET-0001 nothing came' });
    const { lost, socket } = await listen();
    expect(await until('the close', () => lost[0])).toMatchObject({ code: 'net-0001', retryable: true });
    expect(socket.open).toBe(false);
  });

  it('is lost when the connection is cut', async () => {
    await next({ type: 'reset', on: 'stt', afterMs: 0 });
    const { lost } = await listen();
    expect(await until('the loss', () => lost[0])).toMatchObject({ code: 'closed-1006' });
  });

  it.each([
    [401, 'refused', false],
    [429, 'rate-limit', true],
    [503, 'unavailable', true],
  ])('says why the handshake failed: %i', async (status, code, retryable) => {
    await next({ type: 'refuse', on: 'stt', status });
    await expect(listen()).rejects.toMatchObject({ name: 'ProviderError', code, retryable });
  });

  it('gives up a handshake that is not answered', async () => {
    guard = guardWithin(DEADLINE_MS.impatient);
    await next({ type: 'unanswered', on: 'stt' });
    await expect(listen()).rejects.toMatchObject({ code: 'deadline' });
  });

  it('cannot be had when nobody is there', async () => {
    const nowhere = { ...access(), baseUrl: 'http://127.0.0.1:9' };
    await expect(deepgramRecogniser(nowhere, listening, guard)([])).rejects.toMatchObject({ code: 'unreachable' });
  });
});

describe('speaking', () => {
  it('hands on all audio of a flush before it says that it is flushed', async () => {
    const { socket, order, heard } = await speak();
    socket.speak('Your car is');
    socket.speak(' ready.');
    socket.flush();
    await until('the flush', () => order.includes('flushed'));
    expect(heard()).toEqual(await phrase('Your car is ready.'));
    expect(order.indexOf('flushed')).toBe(order.length - 1);
    socket.close();
  });

  it('answers a clear, and goes on afterwards', async () => {
    const { socket, order } = await speak();
    socket.speak('A long sentence that nobody wants to hear to its end, however fast it may be spoken.');
    socket.flush();
    socket.clear();
    await until('the clear', () => order.includes('cleared'));
    order.length = 0;
    socket.speak('Yes.');
    socket.flush();
    await until('the flush', () => order.includes('flushed'));
    expect(order).toContain('audio');
    socket.close();
    socket.speak('Nobody hears this.');
    socket.flush();
    socket.clear();
    expect(socket.open).toBe(false);
    socket.close();
  });

  it('is lost when it is warned of too many flushes: no audio will come', async () => {
    const { socket, lost } = await speak();
    for (let i = 0; i < 21; i += 1) {
      socket.speak('Yes.');
      socket.flush();
    }
    expect(await until('the loss', () => lost[0])).toMatchObject({ code: 'flush-limit', retryable: true });
    socket.close();
  });

  it('is lost when it was given too much text', async () => {
    const long = await speak();
    long.socket.speak('a'.repeat(2_001));
    expect(await until('the loss', () => long.lost[0])).toMatchObject({ code: 'big-0001' });
    const much = await speak();
    much.socket.speak('a'.repeat(1_300));
    much.socket.speak('a'.repeat(1_300));
    expect(await until('the loss', () => much.lost[0])).toMatchObject({ code: 'data-0001' });
  });

  it('says why the handshake failed', async () => {
    await next({ type: 'refuse', on: 'tts', status: 429 });
    await expect(speak()).rejects.toMatchObject({ code: 'rate-limit', retryable: true });
  });
});

describe('speaking whole phrases', () => {
  it('gives headerless mu-law', async () => {
    const audio = await phrase('One moment please.');
    expect(audio.length).toBeGreaterThan(4_000);
    expect(Buffer.from(audio.subarray(0, 4)).toString()).not.toBe('RIFF');
  });

  it.each([
    [400, 'bad-request', false],
    [429, 'rate-limit', true],
    [500, 'unavailable', true],
  ])('says why it was refused: %i', async (status, code, retryable) => {
    await next({ type: 'refuse', on: 'rest', status });
    await expect(phrase('Hello.')).rejects.toMatchObject({ code, retryable });
  });

  it('is unreachable when the answer breaks off, and late when none comes', async () => {
    await next({ type: 'reset', on: 'rest', afterMs: 0 }, { type: 'unanswered', on: 'rest' });
    await expect(phrase('Hello.', DEADLINE_MS.impatient)).rejects.toBeInstanceOf(ProviderError);
    guard = guardWithin(DEADLINE_MS.impatient);
    await expect(phrase('Hello.', DEADLINE_MS.impatient)).rejects.toMatchObject({ code: 'deadline' });
  });
});
