/** The speech service on a real bus, with the vendor's SDK against the simulated Deepgram. */
import { phraseList, phraseVoice } from '@bayline/contracts';
import { until } from '@bayline/local';
import type { Running } from '@bayline/runtime';
import { type Simulator, startDeepgram } from '@bayline/simulators';
import { type TestCall, TestGateway } from '../test/gateway.ts';
import { openRoom, type TestRoom } from '../test/room.ts';
import { startSpeech } from './service.ts';

/** The recogniser's rhythm is the fast one; what is synthesised comes almost at once. */
const settings = {
  stt: { handshake: 5, processing: 20, interimMs: 250 },
  tts: { handshake: 5, firstByte: 20, realTimeFactor: 20 },
};
const STOCK = ['One moment please.', 'Goodbye!'];

let simulator: Simulator;
let gateway: TestGateway;
const running: { speech: Running; room: TestRoom }[] = [];
let instances = 0;

async function lab(change: object): Promise<void> {
  const answer = await fetch(`${simulator.url}/lab/settings`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(change),
  });
  expect(answer.status).toBe(200);
}

const fail = (...next: object[]): Promise<void> => lab({ faults: { next } });

async function state(): Promise<Record<string, number>> {
  return (await (await fetch(`${simulator.url}/lab/state`)).json()) as Record<string, number>;
}

/** Audio of a text, as the simulated vendor speaks it: it carries its words. */
async function voiceOf(text: string): Promise<Uint8Array> {
  const query = 'model=aura-2-asteria-en&encoding=mulaw&sample_rate=8000&container=none';
  const answer = await fetch(`${simulator.url}/v1/speak?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Token simulated-deepgram' },
    body: JSON.stringify({ text }),
  });
  return new Uint8Array(await answer.arrayBuffer());
}

/** Starts an instance; no warm sockets unless asked for, so that a fault meets the socket it is meant for. */
async function start(environment: Readonly<Record<string, string>> = {}): Promise<string> {
  instances += 1;
  const instanceId = `speech-${String(instances).padStart(4, '0')}`;
  const room = await openRoom(instanceId, {
    DEEPGRAM_BASE_URL: simulator.url,
    STT_WARM_SOCKETS: '0',
    TTS_WARM_SOCKETS: '0',
    ...environment,
  });
  const speech = await startSpeech(room.room);
  await room.room.bus.flush();
  running.push({ speech, room });
  return instanceId;
}

beforeAll(async () => {
  simulator = await startDeepgram(settings);
  gateway = await TestGateway.open('gateway-0001');
});

afterEach(async () => {
  for (const { speech, room } of running.splice(0)) {
    await speech.close?.();
    await room.close();
  }
  await lab({ ...settings, faults: { next: [], random: [] } });
});

afterAll(async () => {
  await gateway.close();
  await simulator.close();
});

const scraped = async (): Promise<string> => (await running[0]?.room.room.metrics.scrape())?.text ?? '';

const text = (call: TestCall): string =>
  call
    .facts('transcript.final')
    .map(({ payload }) => payload.text)
    .join(' ');

describe('hearing', () => {
  it('tells what a caller says, where in the call and how soon', async () => {
    const speechId = await start();
    const call = await gateway.begin(speechId, { epoch: 4 });
    call.say(await voiceOf('I need an oil change please.'));
    call.pause(1_600);
    await until('the end', () => text(call) === 'I need an oil change please.');
    const [final] = call.facts('transcript.final');
    expect(final?.payload).toMatchObject({ epoch: 4, speechId, speechFinal: true });
    expect(final?.payload.words).toHaveLength(6);
    expect(final?.payload.sinceLastWordMs).toBeGreaterThan(0);
    expect(call.facts('speech.started')[0]?.payload).toMatchObject({ epoch: 4, speechId });
    expect(call.facts('transcript.partial').length).toBeGreaterThan(0);
    // The pause has ended the utterance: the recogniser's own end of it is not told as another one.
    expect(call.facts('utterance.ended')).toEqual([]);
  });

  it('counts positions from the offset at which it takes the call over, and drops what was told before', async () => {
    const speechId = await start();
    const call = await gateway.begin(speechId, { epoch: 1_001, offsetMs: 60_000, toldUpToMs: 60_000 });
    call.say(await voiceOf('Tuesday works.'));
    call.pause(800);
    const final = await until('the final', () => call.facts('transcript.final')[0]);
    expect(final.payload.words[0].startMs).toBeGreaterThanOrEqual(60_000);
    expect(final.payload.words[0].startMs).toBeLessThan(60_200);
  });

  it('loses no word and tells none twice when the recogniser is cut off in the middle of a sentence', async () => {
    const speechId = await start();
    const opened = (await state()).sttOpened ?? 0;
    await fail({ type: 'reset', on: 'stt', afterMs: 400 });
    const call = await gateway.begin(speechId);
    const said = 'My name is Maria Lopez. I drive a Honda Civic.';
    const audio = await voiceOf(said);
    const half = Math.floor(audio.length / 2);
    call.say(audio.subarray(0, half));
    await until('the cut', async () => (await state()).sttOpened === opened + 2);
    call.say(audio.subarray(half));
    call.pause(1_000);
    await until('all words', () => text(call).endsWith('Civic.'));
    expect(text(call)).toBe(said);
    const words = call.facts('transcript.final').flatMap(({ payload }) => payload.words);
    expect(words.map(({ startMs }) => startMs)).toEqual(words.map(({ startMs }) => startMs).toSorted((a, b) => a - b));
  });

  it('keeps positions true when audio is lost on the bus', async () => {
    const speechId = await start();
    const call = await gateway.begin(speechId);
    const audio = await voiceOf('Hello.');
    call.say(audio);
    call.lose(100);
    call.say(await voiceOf('Tomorrow.'));
    call.pause(800);
    await until('both words', () => text(call) === 'Hello. Tomorrow.');
    const at = audio.length / 8 + 2_000;
    const [, second] = call.facts('transcript.final').flatMap(({ payload }) => payload.words);
    expect(second.startMs).toBeGreaterThanOrEqual(at - 60);
    expect(second.startMs).toBeLessThan(at + 200);
  });

  it('takes audio for each call by its slot only', async () => {
    const speechId = await start();
    const [one, two] = [await gateway.begin(speechId), await gateway.begin(speechId)];
    expect(one.heardSlot).not.toBe(two.heardSlot);
    one.say(await voiceOf('This is the first.'));
    two.say(await voiceOf('And this the second.'));
    one.say(await voiceOf('Nobody hears this.'), 999_999);
    one.pause(800);
    two.pause(800);
    await until('both', () => text(one) !== '' && text(two) !== '');
    await until('the count', async () => /speech_unknown_slots_total\S* [1-9]/.test(await scraped()));
    expect(text(one)).toBe('This is the first.');
    expect(text(two)).toBe('And this the second.');
  });

  it('listens without a handshake when a socket is warm, and within the quota', async () => {
    const speechId = await start({ STT_WARM_SOCKETS: '2', DEEPGRAM_STT_STREAMS: '2' });
    await until('warm sockets', async () => (await state()).sttSockets === 2);
    await lab({ faults: { random: [{ rate: 1, fault: { type: 'refuse', on: 'stt', status: 503 } }] } });
    const call = await gateway.begin(speechId);
    call.say(await voiceOf('Hello there.'));
    call.pause(800);
    await until('the words', () => text(call) === 'Hello there.');
  });

  it('opens a socket of its own for a call with key terms', async () => {
    const speechId = await start({ DEEPGRAM_STT_STREAMS: '1', STT_WARM_SOCKETS: '1' });
    await until('a warm socket', async () => (await state()).sttSockets === 1);
    const call = await gateway.begin(speechId, { keyterms: ['Honda Civic'] });
    call.say(await voiceOf('Hello there.'));
    call.pause(800);
    await until('the words', () => text(call) === 'Hello there.');
  });
});

describe('taking and letting go of calls', () => {
  it('refuses the call beyond the quota and takes the next one when there is room', async () => {
    const speechId = await start({ DEEPGRAM_STT_STREAMS: '1' });
    const first = await gateway.begin(speechId);
    const second = gateway.call();
    await expect(second.listen(speechId)).resolves.toEqual({ type: 'refused', reason: 'busy' });
    first.end();
    await until('room', async () => (await second.listen(speechId)).type === 'listening');
  });

  it('answers the same ask the same, gives way to a later one, and refuses one that was overtaken', async () => {
    const speechId = await start();
    const call = gateway.call();
    const first = await call.listen(speechId, { epoch: 2 });
    await expect(call.listen(speechId, { epoch: 2 })).resolves.toEqual(first);
    const second = await call.listen(speechId, { epoch: 3 });
    expect(second).toMatchObject({ type: 'listening', speechId });
    expect(second).not.toEqual(first);
    await expect(call.listen(speechId, { epoch: 2 })).resolves.toMatchObject({ type: 'refused' });
  });

  it('says that it lives until the call ends', async () => {
    const speechId = await start();
    const call = await gateway.begin(speechId, { epoch: 7 });
    await until('two signs of life', () => call.facts('owner.alive').length >= 2);
    expect(call.facts('owner.alive')[0]?.payload).toEqual({ role: 'speech', instanceId: speechId, epoch: 7 });
    call.end();
    await until('the stream to close', async () => (await state()).sttSockets === 0);
  });

  it('stops at once when another instance owns the call', async () => {
    const speechId = await start();
    const call = await gateway.begin(speechId, { epoch: 7 });
    call.owner('speech', speechId, 8);
    call.owner('speech', 'speech-9999', 7);
    call.say(await voiceOf('Still here.'));
    call.pause(800);
    await until('the words', () => text(call) === 'Still here.');
    call.owner('speech', 'speech-9999', 8);
    await until('the stream to close', async () => (await state()).sttSockets === 0);
  });

  it('takes no new calls while it drains, and is drained when the live ones are over', async () => {
    const speechId = await start();
    const call = await gateway.begin(speechId);
    let drained = false;
    const draining = running[0]?.speech.drain?.().then(() => {
      drained = true;
    });
    await expect(gateway.call().listen(speechId)).resolves.toEqual({ type: 'refused', reason: 'draining' });
    await expect(gateway.call().listen(undefined)).rejects.toMatchObject({ reason: 'nobody-there' });
    call.say(await voiceOf('One more thing.'));
    call.pause(800);
    await until('the words', () => text(call) === 'One more thing.');
    expect(drained).toBe(false);
    call.end();
    await draining;
  });

  it('tells a new dialogue the latest finals again', async () => {
    const speechId = await start();
    const call = await gateway.begin(speechId);
    call.say(await voiceOf('On Tuesday.'));
    call.pause(800);
    const first = await until('the final', () => call.facts('transcript.final')[0]);
    call.owner('dialogue', 'dialogue-0002', 5);
    const again = await until('the final again', () => call.facts('transcript.final')[1]);
    expect(again.payload).toEqual({ ...first.payload, again: true });
  });
});

describe('what is said of its state', () => {
  it('is a detail that does not make it unready when the provider is away', async () => {
    await lab({ faults: { random: [{ rate: 1, fault: { type: 'refuse', on: 'stt', status: 503 } }] } });
    await start({ STT_WARM_SOCKETS: '3' });
    const port = running[0]?.room.room.health.port;
    const ready = await until('the breaker', async () => {
      const answer = await fetch(`http://127.0.0.1:${port}/readyz`);
      const state = (await answer.json()) as { details: { deepgram: { ok: boolean; listen: string } } };
      return state.details.deepgram.ok ? undefined : { status: answer.status, ...state.details.deepgram };
    });
    expect(ready).toMatchObject({ status: 200, ok: false, listen: 'open' });
    expect(await scraped()).toMatch(/provider_breaker_state\{.*operation="listen".*\} 2/);
  });
});

describe('speaking', () => {
  it('voices a reply in order, with two flushes, and says which characters are which milliseconds', async () => {
    const speechId = await start();
    const call = await gateway.begin(speechId);
    const before = await state();
    const pieces = ['Sure.', ' I can see you on Tuesday', ' at nine in the morning,', ' or on Wednesday at ten.'];
    for (const [index, piece] of pieces.entries()) call.piece(65_536, index, piece, { last: index === 3 });
    await until('the end', () => call.reply(65_536).ended);
    const { audio, sequences } = call.reply(65_536);
    const wanted = Buffer.concat([await voiceOf('Sure.'), await voiceOf(pieces.slice(1).join(''))]);
    expect(Buffer.from(audio).equals(wanted)).toBe(true);
    expect(sequences).toEqual(sequences.map((_, index) => index));
    expect((await state()).flushes).toBe((before.flushes ?? 0) + 2);

    const ranges = call.facts('reply.voiced').map(({ payload }) => payload);
    expect(ranges[0].pieceToFirstByteMs).toBeGreaterThan(0);
    expect(ranges.slice(1).every((range) => range.pieceToFirstByteMs === undefined)).toBe(true);
    for (const [index, range] of ranges.entries()) {
      expect(range).toMatchObject({ epoch: 1, generation: 65_536, cached: false, failed: false });
      expect(range.fromCharacter).toBe(ranges[index - 1]?.toCharacter ?? 0);
      expect(range.fromMs).toBe(ranges[index - 1]?.toMs ?? 0);
    }
    expect(ranges.at(-1)).toMatchObject({ toCharacter: pieces.join('').length, toMs: audio.length / 8, done: true });
    expect(ranges.filter(({ done }) => done)).toHaveLength(1);
  });

  it('sends nothing of a cancelled reply once it knows, and voices the next one on a clean line', async () => {
    const speechId = await start({ DEEPGRAM_TTS_SOCKETS: '1' });
    await lab({ tts: { realTimeFactor: 4, lateChunksAfterClear: 3 } });
    const call = await gateway.begin(speechId);
    call.piece(10, 0, 'We are open from Monday to Friday, from eight to five, and on Saturday until noon.', {
      last: true,
    });
    await until('some audio', () => call.reply(10).audio.length > 0);
    call.cancel(10);
    call.piece(11, 0, 'Of course.', { last: true });
    await until('the next reply', () => call.reply(11).ended);
    expect(Buffer.from(call.reply(11).audio).equals(await voiceOf('Of course.'))).toBe(true);
    expect(call.reply(10).ended).toBe(false);
    const firstOfNext = call.spoken.findIndex(({ generation }) => generation === 11);
    expect(call.spoken.slice(firstOfNext).some(({ generation }) => generation === 10)).toBe(false);
  });

  it('drops pieces of a lower generation, of a cancelled one, and of an earlier dialogue', async () => {
    const speechId = await start();
    const call = await gateway.begin(speechId);
    call.cancel(20);
    call.piece(19, 0, 'Not this.', { last: true });
    call.piece(20, 0, 'Nor this.', { last: true });
    call.owner('dialogue', 'dialogue-0002', 3);
    call.piece(30, 0, 'Nor that.', { last: true, epoch: 2 });
    call.piece(25, 0, 'But this.', { last: true, epoch: 3 });
    await until('the reply', () => call.reply(25).ended);
    expect(new Set(call.spoken.map(({ generation }) => generation))).toEqual(new Set([25]));
  });

  it('says the rest on another socket when one is cut off, and the caller misses no word', async () => {
    const speechId = await start({ STT_WARM_SOCKETS: '1' });
    await lab({ tts: { realTimeFactor: 4 } });
    await fail({ type: 'reset', on: 'tts', afterMs: 250 });
    const call = await gateway.begin(speechId);
    const said = 'You have an oil change on Tuesday and a tire rotation on Thursday.';
    call.piece(1, 0, said, { last: true });
    await until('the end', () => call.reply(1).ended);
    const ranges = call.facts('reply.voiced').map(({ payload }) => payload);
    expect(ranges.at(-1)).toMatchObject({ done: true, failed: false, toCharacter: said.length });
    // What the caller hears, heard by the recogniser: every word is in it, the one that was cut may be in it twice.
    const ear = await gateway.begin(speechId);
    ear.say(call.reply(1).audio);
    ear.pause(1_000);
    await until('the end of it', () => text(ear).includes('Thursday'));
    const heard = text(ear);
    for (const word of said.split(' ')) expect(heard).toContain(word);
  });

  it('says that a reply failed when no voice can be had, and when there is one again', async () => {
    const speechId = await start();
    const call = await gateway.begin(speechId);
    await fail({ type: 'refuse', on: 'tts', status: 503 }, { type: 'refuse', on: 'tts', status: 503 });
    call.piece(1, 0, 'Hello there.', { last: true });
    const failed = await until('the failure', () => call.facts('reply.voiced')[0]);
    expect(failed.payload).toMatchObject({ failed: true, done: false, toCharacter: 0 });
    expect(call.reply(1)).toMatchObject({ ended: true, audio: new Uint8Array(0) });
    expect(call.facts('speech.troubled')[0]?.payload).toMatchObject({ what: 'tts', over: false, speechId });
    call.piece(2, 0, 'Hello again.', { last: true });
    await until('the reply', () => call.reply(2).ended);
    const troubles = call.facts('speech.troubled').map(({ payload }) => payload);
    expect(troubles).toHaveLength(2);
    expect(troubles[1]).toEqual({ ...troubles[0], over: true });
  });

  it('replaces a synthesiser that owes audio and says nothing', async () => {
    const speechId = await start({ TTS_FIRST_BYTE_MS: '200' });
    const call = await gateway.begin(speechId);
    await fail({ type: 'stall', on: 'tts', afterMs: 0 });
    call.piece(1, 0, 'Hello there.', { last: true });
    await until('the reply', () => call.reply(1).ended);
    expect(Buffer.from(call.reply(1).audio).equals(await voiceOf('Hello there.'))).toBe(true);
  });

  it('goes on with another socket before a limit of the vendor’s stops it', async () => {
    const speechId = await start({ DEEPGRAM_TTS_SOCKETS: '1' });
    const call = await gateway.begin(speechId);
    for (let i = 1; i <= 25; i += 1) {
      call.piece(i, 0, 'Yes.', { last: true });
      await until('the reply', () => call.reply(i).ended);
    }
    expect(call.facts('reply.voiced').every(({ payload }) => payload.failed === false)).toBe(true);
  });
});

describe('stock phrases', () => {
  async function withStock(environment: Readonly<Record<string, string>> = {}): Promise<string> {
    const answering = gateway.bus.answer(phraseList, () => ({ phrases: STOCK }));
    await gateway.bus.flush();
    const speechId = await start(environment);
    const room = running.at(-1)?.room.room;
    await until('the phrases', async () => {
      const ready = (await (await fetch(`http://127.0.0.1:${room?.health.port}/readyz`)).json()) as {
        details: { phrases: { kept: number } };
      };
      return ready.details.phrases.kept === STOCK.length;
    });
    answering.stop();
    return speechId;
  }

  it('are played from memory, also when no voice can be had', async () => {
    const speechId = await withStock();
    const call = await gateway.begin(speechId);
    await lab({ faults: { random: [{ rate: 1, fault: { type: 'refuse', on: 'tts', status: 503 } }] } });
    call.piece(1, 0, 'Goodbye!', { last: true, fixed: true });
    await until('the phrase', () => call.reply(1).ended);
    expect(Buffer.from(call.reply(1).audio).equals(await voiceOf('Goodbye!'))).toBe(true);
    expect(call.facts('reply.voiced').map(({ payload }) => payload)).toMatchObject([{ cached: true, done: true }]);
  });

  it('come before the words that follow them', async () => {
    const speechId = await withStock();
    const call = await gateway.begin(speechId);
    call.piece(1, 0, 'One moment please.', { fixed: true });
    call.piece(1, 1, ' Here it is.', { last: true });
    await until('the reply', () => call.reply(1).ended);
    const wanted = Buffer.concat([await voiceOf('One moment please.'), await voiceOf(' Here it is.')]);
    expect(Buffer.from(call.reply(1).audio).equals(wanted)).toBe(true);
  });

  it('are there for the next instance without the vendor, from Redis', async () => {
    await withStock();
    await lab({ faults: { random: [{ rate: 1, fault: { type: 'refuse', on: 'rest', status: 503 } }] } });
    await expect(withStock()).resolves.toMatch(/^speech-/);
  });

  it('are given to whoever asks for one', async () => {
    await withStock();
    const kept = await gateway.bus.ask(phraseVoice, { text: 'Goodbye!' });
    const audioBase64 = Buffer.from(await voiceOf('Goodbye!')).toString('base64');
    expect(kept).toEqual({ type: 'voiced', audioBase64 });
    await fail({ type: 'refuse', on: 'rest', status: 503 });
    const text = `Something new ${Math.random()}`;
    await expect(gateway.bus.ask(phraseVoice, { text })).resolves.toEqual({ type: 'unavailable' });
  });
});
