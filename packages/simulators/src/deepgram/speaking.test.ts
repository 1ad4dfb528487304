import { DeepgramClient } from '@deepgram/sdk';
import WebSocket from 'ws';
import type { Simulator } from '../simulator.ts';
import { muLawOf } from '../voice/mu-law.ts';
import { Understanding } from '../voice/understanding.ts';
import { startDeepgram } from './start.ts';

const TEXT = 'You are booked for Thursday, the fifth, at ten thirty.';
const QUERY = 'model=aura-2-asteria-en&encoding=mulaw&sample_rate=8000&container=none';

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startDeepgram({ tts: { handshake: 0 } });
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

function wordsIn(audio: Uint8Array): string {
  const ear = new Understanding();
  return [...ear.hear(audio), ...ear.flush()].map(({ word }) => word).join(' ');
}

/** Everything a socket sent, in order: audio as bytes, messages as objects. */
type Sent = Buffer | Record<string, unknown>;

class Peer {
  readonly sent: Sent[] = [];
  readonly at: number[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly #socket: WebSocket;
  readonly #waiting = new Set<() => void>();

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data, isBinary) => {
      this.sent.push(isBinary && Buffer.isBuffer(data) ? data : JSON.parse(String(data)));
      this.at.push(performance.now());
      for (const look of [...this.#waiting]) look();
    });
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => resolve({ code, reason: String(reason) }));
    });
  }

  static async open(query = QUERY): Promise<Peer> {
    const socket = new WebSocket(`${simulator.url.replace('http', 'ws')}/v1/speak?${query}`, {
      headers: { authorization: 'Token simulated-key' },
    });
    const peer = new Peer(socket);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return peer;
  }

  say(...messages: object[]): void {
    for (const message of messages) this.#socket.send(JSON.stringify(message));
  }

  ofType(type: string): Record<string, unknown>[] {
    return this.sent.filter((each): each is Record<string, unknown> => !Buffer.isBuffer(each) && each.type === type);
  }

  until(fits: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (fits() && this.#waiting.delete(look)) resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }

  get audio(): Buffer {
    return Buffer.concat(this.sent.filter((each) => Buffer.isBuffer(each)));
  }
}

const speak = (text: string) => ({ type: 'Speak', text });
const FLUSH = { type: 'Flush' };

describe('speaking with the vendor’s SDK', () => {
  it('voices a text after a flush', async () => {
    const client = new DeepgramClient({ apiKey: simulator.env.DEEPGRAM_API_KEY ?? '', baseUrl: simulator.url });
    const tts = await client.speak.v1.connect({
      model: 'aura-2-asteria-en',
      encoding: 'mulaw',
      sample_rate: '8000',
      queryParams: { container: 'none' },
      reconnectAttempts: 0,
      Authorization: '',
    });
    const chunks: Promise<ArrayBuffer>[] = [];
    const flushed = new Promise<unknown>((resolve) => {
      tts.on('message', (message: unknown) => {
        if (message instanceof Blob) chunks.push(message.arrayBuffer());
        else if (JSON.stringify(message).includes('Flushed')) resolve(message);
      });
    });
    tts.connect();
    await tts.waitForOpen();
    tts.sendText({ type: 'Speak', text: TEXT });
    tts.sendFlush({ type: 'Flush' });
    expect(await flushed).toEqual({ type: 'Flushed', sequence_id: 0 });
    const audio = Buffer.concat((await Promise.all(chunks)).map((chunk) => new Uint8Array(chunk)));
    expect(wordsIn(audio)).toBe(TEXT);
    tts.close();
  });

  it('voices a text by request', async () => {
    const client = new DeepgramClient({ apiKey: simulator.env.DEEPGRAM_API_KEY ?? '', baseUrl: simulator.url });
    const options = { model: 'aura-2-asteria-en', encoding: 'mulaw', sample_rate: 8000 } as const;
    const headerless = await client.speak.v1.audio.generate({ ...options, text: TEXT, container: 'none' });
    expect(wordsIn(new Uint8Array(await headerless.arrayBuffer()))).toBe(TEXT);
    const wav = Buffer.from(await (await client.speak.v1.audio.generate({ ...options, text: TEXT })).arrayBuffer());
    expect(wav.subarray(0, 4).toString()).toBe('RIFF');
    expect(wordsIn(wav.subarray(44))).toBe(TEXT);
  });

  it('tells the SDK of texts that are too long and of throttling', async () => {
    const client = new DeepgramClient({ apiKey: simulator.env.DEEPGRAM_API_KEY ?? '', baseUrl: simulator.url });
    const options = { model: 'aura-2-asteria-en', encoding: 'mulaw', sample_rate: 8000 } as const;
    const long = client.speak.v1.audio.generate({ ...options, text: 'a'.repeat(2_001) });
    await expect(long).rejects.toMatchObject({ statusCode: 413 });
    await change({ faults: { next: [{ type: 'refuse', on: 'rest', status: 429 }] } });
    const throttled = client.speak.v1.audio.generate({ ...options, text: TEXT }, { maxRetries: 0 });
    await expect(throttled).rejects.toMatchObject({ statusCode: 429, body: { err_code: 'TOO_MANY_REQUESTS' } });
  });
});

describe('a speaking socket', () => {
  it('says nothing before a flush, then audio after 300 ms, faster than real time, then Flushed', async () => {
    const peer = await Peer.open();
    const begun = performance.now();
    peer.say(speak('You are booked for '), speak('Thursday.'), FLUSH);
    await peer.until(() => peer.ofType('Flushed').length === 1);
    expect(peer.sent[0]).toMatchObject({ type: 'Metadata', model_name: 'aura-2-asteria-en' });
    expect(wordsIn(peer.audio)).toBe('You are booked for Thursday.');
    expect((peer.at[1] ?? 0) - begun).toBeGreaterThan(290);
    expect(peer.sent.at(-1)).toEqual({ type: 'Flushed', sequence_id: 0 });
    const chunks = peer.sent.filter((each) => Buffer.isBuffer(each));
    expect(new Set(chunks.slice(0, -1).map(({ length }) => length))).toEqual(new Set([1_280]));
  });

  it('voices flush after flush, in order', async () => {
    await change({ tts: { firstByte: 20, realTimeFactor: 50 } });
    const peer = await Peer.open();
    peer.say(speak('First one.'), FLUSH, speak('Second one.'), FLUSH, FLUSH);
    await peer.until(() => peer.ofType('Flushed').length === 3);
    expect(wordsIn(peer.audio)).toBe('First one. Second one.');
    expect(peer.ofType('Flushed').map((message) => message.sequence_id)).toEqual([0, 1, 2]);
  });

  it('stops at Clear and forgets what was to be said', async () => {
    const peer = await Peer.open();
    peer.say(speak(TEXT), FLUSH, speak('More.'));
    await peer.until(() => peer.audio.length > 0);
    peer.say({ type: 'Clear' });
    await peer.until(() => peer.ofType('Cleared').length === 1);
    peer.say(speak('Sorry.'), FLUSH);
    await peer.until(() => peer.ofType('Flushed').length === 1);
    const after = peer.sent.slice(peer.sent.findIndex((each) => !Buffer.isBuffer(each) && each.type === 'Cleared'));
    expect(wordsIn(Buffer.concat(after.filter((each) => Buffer.isBuffer(each))))).toBe('Sorry.');
  });

  it('may send late audio between Clear and Cleared', async () => {
    await change({ tts: { lateChunksAfterClear: 2 } });
    const peer = await Peer.open();
    peer.say(speak(TEXT), FLUSH);
    await peer.until(() => peer.audio.length > 0);
    const before = peer.sent.length;
    peer.say({ type: 'Clear' });
    await peer.until(() => peer.ofType('Cleared').length === 1);
    expect(peer.sent.length - before).toBeGreaterThanOrEqual(3);
    expect(peer.sent.at(-1)).toMatchObject({ type: 'Cleared' });
  });

  it('starts whole sentences before the flush when set so', async () => {
    await change({ tts: { startsBeforeFlush: true, firstByte: 20 } });
    const peer = await Peer.open();
    peer.say(speak('Of course. One mo'));
    await peer.until(() => peer.audio.length > 3_000);
    expect(peer.ofType('Flushed')).toEqual([]);
    peer.say(speak('ment.'), FLUSH);
    await peer.until(() => peer.ofType('Flushed').length === 1);
    expect(wordsIn(peer.audio)).toBe('Of course. One moment.');
  });

  it('finishes what was said before it closes', async () => {
    const peer = await Peer.open();
    peer.say(speak('Goodbye.'), { type: 'Close' });
    expect((await peer.closed).code).toBe(1000);
    expect(wordsIn(peer.audio)).toBe('Goodbye.');
  });

  it('speaks linear audio', async () => {
    const peer = await Peer.open('model=aura-asteria-en&encoding=linear16&sample_rate=8000');
    peer.say(speak('Hello there.'), FLUSH);
    await peer.until(() => peer.ofType('Flushed').length === 1);
    const linear = peer.audio;
    const muLaw = Uint8Array.from({ length: linear.length / 2 }, (_unused, at) => muLawOf(linear.readInt16LE(at * 2)));
    expect(wordsIn(muLaw)).toBe('Hello there.');
  });

  it('warns of what it does not know', async () => {
    const peer = await Peer.open();
    peer.say({ type: 'Shout' });
    await peer.until(() => peer.ofType('Warning').length === 1);
  });
});

describe('the limits of a speaking socket', () => {
  it('closes with 1009 at a text that is too long', async () => {
    const peer = await Peer.open();
    peer.say(speak('x'.repeat(2_001)));
    expect(await peer.closed).toEqual({ code: 1009, reason: 'BIG-0001' });
  });

  it('closes with 1008 at too many characters a minute', async () => {
    const peer = await Peer.open();
    peer.say(speak('x'.repeat(1_500)), speak('x'.repeat(901)));
    expect(await peer.closed).toEqual({ code: 1008, reason: 'DATA-0001' });
  });

  it('warns of too many flushes and holds their audio back', async () => {
    await change({ tts: { flushesPerMinute: 2, firstByte: 1 } });
    const peer = await Peer.open();
    peer.say(FLUSH, FLUSH, speak('Late.'), FLUSH);
    await peer.until(() => peer.ofType('Flushed').length === 2 && peer.ofType('Warning').length === 1);
    expect(peer.audio.length).toBe(0);
    expect(await (await fetch(`${simulator.url}/lab/state`)).json()).toMatchObject({ flushes: 3 });
  });

  it('closes with 1011 when the session is too old', async () => {
    await change({ tts: { sessionMs: 60 } });
    expect(await (await Peer.open()).closed).toEqual({ code: 1011, reason: 'NET-0003' });
  });

  it('refuses unknown voices, other audio, and more sockets than the plan allows', async () => {
    await expect(Peer.open('model=tts-1&encoding=mulaw')).rejects.toThrow('400');
    await expect(Peer.open('model=aura-2-asteria-en')).rejects.toThrow('400');
    await expect(Peer.open(`${QUERY}&speed=9`)).rejects.toThrow('400');
    await expect(Peer.open('model=aura-2-asteria-en&encoding=mulaw&container=wav')).rejects.toThrow('400');
    await change({ tts: { maxSockets: 1 } });
    await Peer.open();
    await expect(Peer.open()).rejects.toThrow('429');
  });
});

describe('speaking by request', () => {
  const ask = (query: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${simulator.url}/v1/speak?${query}`, {
      method: 'POST',
      headers: { authorization: 'Token simulated', 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });

  it('refuses strangers, empty texts and formats it cannot make', async () => {
    expect((await ask(QUERY, { text: 'Hi' }, { authorization: 'Token real' })).status).toBe(401);
    expect((await ask(QUERY, {})).status).toBe(400);
    const mp3 = await ask('model=aura-2-asteria-en', { text: 'Hi' });
    expect(mp3.status).toBe(400);
    expect(mp3.headers.get('dg-error')).toContain('mp3');
  });

  it('streams linear audio and says what it counted', async () => {
    const answer = await ask('model=aura-asteria-en&encoding=linear16&sample_rate=8000', { text: 'Hi there.' });
    expect(answer.headers.get('dg-char-count')).toBe('9');
    expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(4_000);
  });

  it('cuts the connection when told to', async () => {
    await change({ faults: { next: [{ type: 'reset', on: 'rest', afterMs: 10 }] } });
    await expect(ask(QUERY, { text: 'Hi' })).rejects.toThrow();
  });
});
