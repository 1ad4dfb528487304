import twilio from 'twilio';
import type { Simulator } from '../simulator.ts';
import { silence } from '../voice/mu-law.ts';
import { Understanding } from '../voice/understanding.ts';
import { utter } from '../voice/utterance.ts';
import { Application, type Arrived, Phone } from './rehearsal.ts';
import { startTwilio } from './start.ts';

const SHOP = '+12155550100';
const CALLER = '+12155550142';
const DESK = '+12155550199';
const TOKEN = 'simulated-twilio-token';

let simulator: Simulator;
let application: Application;
let phone: Phone;

beforeEach(async () => {
  simulator = await startTwilio({ people: { [DESK]: { afterMs: 50, says: 'Service desk.' } } });
  application = new Application();
  await application.listen();
  await put('/lab/numbers', {
    [SHOP]: {
      voiceUrl: `${application.url}/voice`,
      fallbackUrl: `${application.url}/fallback`,
      statusCallback: `${application.url}/status`,
    },
  });
  phone = await Phone.open(simulator.url);
});
afterEach(async () => {
  phone.close();
  await simulator.close();
  await application.close();
});

async function put(path: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(simulator.url + path, { method: 'PUT', headers, body: JSON.stringify(body) });
  expect(response.status).toBe(200);
}

function place(extra: object = {}): void {
  phone.send({ type: 'place', call: 'one', from: CALLER, to: SHOP, attestation: 'A', ...extra });
}

function arrival(path: string, fits: (form: Arrived['form']) => boolean = () => true): Promise<Arrived> {
  return application.arrived.until((request) => request.path === path && fits(request.form));
}

function isSigned({ signature, url, method, form }: Arrived): boolean {
  return twilio.validateRequest(TOKEN, signature, url, method === 'GET' ? {} : { ...form });
}

async function stateOfCalls(): Promise<Record<string, unknown>[]> {
  const state = (await (await fetch(`${simulator.url}/lab/state`)).json()) as { calls: Record<string, unknown>[] };
  return state.calls;
}

function client() {
  const rest = twilio(simulator.env.TWILIO_ACCOUNT_SID ?? '', simulator.env.TWILIO_AUTH_TOKEN ?? '', {
    timeout: 5_000,
  });
  rest.api.baseUrl = simulator.url;
  return rest;
}

describe('an incoming call', () => {
  it('asks the voice URL, signed, with what is known of the caller', async () => {
    application.answer('/voice', '<Hangup/>');
    place();
    const { callSid } = await phone.until('placed');
    const voice = await arrival('/voice');
    expect(isSigned(voice)).toBe(true);
    expect(voice.form).toMatchObject({
      CallSid: callSid,
      AccountSid: simulator.env.TWILIO_ACCOUNT_SID,
      From: CALLER,
      Caller: CALLER,
      To: SHOP,
      Called: SHOP,
      CallStatus: 'ringing',
      Direction: 'inbound',
      ApiVersion: '2010-04-01',
      StirVerstat: 'TN-Validation-Passed-A',
    });
    expect(await phone.until('ended')).toMatchObject({ by: 'agent', reason: 'twiml-hangup' });
  });

  it('tells the status callback when it is over', async () => {
    application.answer('/voice', '<Say>Goodbye.</Say>');
    place();
    const status = await arrival('/status');
    expect(isSigned(status)).toBe(true);
    expect(status.form).toMatchObject({
      CallStatus: 'completed',
      CallDuration: '1',
      Duration: '1',
      SequenceNumber: '0',
      CallbackSource: 'call-progress-events',
    });
    expect(status.form.Timestamp).toMatch(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/);
    expect(await stateOfCalls()).toMatchObject([{ status: 'completed', direction: 'inbound', endedBy: 'agent' }]);
  });

  it('hides a withheld number behind the one Twilio shows', async () => {
    application.answer('/voice', '<Reject reason="busy"/>');
    place({ from: null, attestation: null });
    const { form } = await arrival('/voice');
    expect(form.From).toBe('+266696687');
    expect(form).not.toHaveProperty('StirVerstat');
    expect(await phone.until('ended')).toMatchObject({ by: 'agent', reason: 'rejected' });
    expect(await stateOfCalls()).toMatchObject([{ status: 'busy' }]);
  });

  it('fails at a number nobody has, and calls any webhook that is named', async () => {
    place({ to: '+19998887777' });
    expect(await phone.until('ended')).toMatchObject({ by: 'network', reason: 'unknown-number' });
    application.answer('/other', '<Hangup/>');
    phone.send({ type: 'place', call: 'two', from: CALLER, to: '+1', webhook: `${application.url}/other` });
    await arrival('/other');
  });

  it('says and pauses, and is heard', async () => {
    application.answer('/voice', '<Say>Please hold the line.</Say><Pause length="0"/><Play>x.wav</Play>');
    place();
    await phone.until('ended');
    expect(phone.heard).toBe('Please hold the line.');
    expect(phone.ofType('twiml').map(({ verb }) => verb)).toEqual(['Say', 'Pause', 'Play']);
    const [on, off] = phone.ofType('voice');
    const words = phone.ofType('heard');
    expect(on).toMatchObject({ on: true });
    expect(Math.abs(Number(on?.atMs) - Number(words[0]?.startMs))).toBeLessThan(11);
    expect(Math.abs(Number(off?.atMs) - Number(words.at(-1)?.endMs))).toBeLessThan(11);
  });

  it('follows redirects', async () => {
    application.answer('/voice', '<Redirect method="GET">/next?a=1</Redirect>');
    application.answer('/next', '<Hangup/>');
    place();
    const next = await arrival('/next');
    expect(next.method).toBe('GET');
    expect(next.form).toMatchObject({ a: '1', CallStatus: 'in-progress' });
    expect(isSigned(next)).toBe(true);
    await phone.until('ended');
    expect(await stateOfCalls()).toMatchObject([{ redirects: [`${application.url}/next?a=1`] }]);
  });

  it('skips verbs it does not know, with a warning', async () => {
    application.answer('/voice', '<Enqueue>q</Enqueue><Hangup/>');
    place();
    expect(await phone.until('problem')).toMatchObject({ code: 12_200 });
    await phone.until('ended');
  });

  it('was not answered when the caller gives up before', async () => {
    application.answers.set('/voice', { never: true });
    place();
    await arrival('/voice');
    phone.send({ type: 'hang-up', call: 'one' });
    expect((await arrival('/status')).form).toMatchObject({ CallStatus: 'no-answer', CallDuration: '0' });
  });

  it('is hung up when its handset goes away', async () => {
    application.answer('/voice', '<Pause length="60"/>');
    place();
    await arrival('/voice');
    phone.close();
    const { form } = await arrival('/status');
    expect(form.CallStatus).toBe('completed');
  });
});

describe('webhooks that fail', () => {
  it.each([
    ['answer with an error', { status: 500 }, '11200'],
    ['are no TwiML', { body: '<html>' }, '12100'],
    ['are of another type', { type: 'application/json', body: '{}' }, '12300'],
  ])('go to the fallback URL when they %s', async (_what, answer, code) => {
    application.answers.set('/voice', answer);
    application.answer('/fallback', '<Hangup/>');
    place();
    const fallback = await arrival('/fallback');
    expect(fallback.form).toMatchObject({ ErrorCode: code, ErrorUrl: `${application.url}/voice` });
    expect(isSigned(fallback)).toBe(true);
    expect(await phone.until('problem')).toMatchObject({ code: Number(code) });
    await phone.until('ended');
  });

  it('go to the fallback URL when they take too long', async () => {
    await put('/lab/settings', { webhook: { totalMs: 80 } });
    application.answers.set('/voice', { never: true });
    application.answer('/fallback', '<Hangup/>');
    place();
    expect((await arrival('/fallback')).form.ErrorCode).toBe('11205');
  });

  it('are tried again as the URL’s fragment asks', async () => {
    await put('/lab/numbers', { [SHOP]: { voiceUrl: `${application.url}/voice#rc=2&rp=5xx` } });
    application.answers.set('/voice', { status: 503 });
    place();
    await phone.until('problem');
    expect(application.arrived.all.map(({ path }) => path)).toEqual(['/voice', '/voice', '/voice']);
    expect(application.arrived.all.every(isSigned)).toBe(true);
  });

  it('make the caller hear an apology when nothing is left', async () => {
    await put('/lab/numbers', { [SHOP]: { voiceUrl: 'http://127.0.0.1:9/voice' } });
    place();
    expect(await phone.until('ended')).toMatchObject({ by: 'network', reason: 'application-error' });
    expect(phone.heard).toContain('application error');
  });
});

describe('a media stream', () => {
  async function connected(extra: object = {}) {
    place(extra);
    const stream = await application.streams.until(() => true);
    await stream.event('start');
    return stream;
  }

  it('begins as Twilio’s does, with its parameters and a signature', async () => {
    application.answer(
      '/voice',
      application.connecting('<Parameter name="tok" value="a&amp;b"/>').replace('/media/1', '/media/1?gone=1'),
    );
    const stream = await connected();
    const { callSid } = await phone.until('placed');
    expect(stream.url).toBe('/media/1');
    expect(twilio.validateRequest(TOKEN, stream.signature, application.streamUrl, {})).toBe(true);
    expect(stream.messages.all[0]).toEqual({ event: 'connected', protocol: 'Call', version: '1.0.0' });
    expect(stream.messages.all[1]).toEqual({
      event: 'start',
      sequenceNumber: '1',
      start: {
        accountSid: simulator.env.TWILIO_ACCOUNT_SID,
        streamSid: stream.streamSid,
        callSid,
        tracks: ['inbound'],
        mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
        customParameters: { tok: 'a&b' },
      },
      streamSid: stream.streamSid,
    });
    await phone.until('answered');
  });

  it('carries the caller’s words in frames of 20 ms, on time', async () => {
    application.answer('/voice', application.connecting());
    const stream = await connected();
    phone.send({ type: 'say', call: 'one', say: 's1', text: 'I need an oil change.' });
    const said = await phone.until('said');
    await stream.messages.until(() => stream.audio.length > 140);
    expect(new Set(stream.audio.map(({ length }) => length))).toEqual(new Set([160]));
    const heard = new Understanding().hear(Buffer.concat(stream.audio)).map(({ word }) => word);
    expect(heard.join(' ')).toBe('I need an oil change.');
    expect(said).toMatchObject({ call: 'one', say: 's1' });
    const media = stream.messages.all.filter(({ event }) => event === 'media');
    expect(media[2]).toMatchObject({
      sequenceNumber: '4',
      media: { track: 'inbound', chunk: '3', timestamp: '40', payload: expect.any(String) },
    });
    const took = (stream.arrivals[140] ?? 0) - (stream.arrivals[0] ?? 0);
    expect(took).toBeGreaterThan(2_600);
  });

  it('plays what it is sent, echoes marks when they are reached, and reports words where they were heard', async () => {
    application.answer('/voice', application.connecting());
    const stream = await connected();
    const { audio, words } = utter('You are booked for Thursday.');
    stream.mark('at once');
    stream.play(audio);
    stream.mark('end');
    await stream.messages.until(({ mark }) => (mark as { name?: string } | undefined)?.name === 'at once');
    const sentAt = performance.now();
    await stream.messages.until(({ mark }) => (mark as { name?: string } | undefined)?.name === 'end');
    expect(performance.now() - sentAt).toBeGreaterThan(audio.length / 8 - 100);
    expect(phone.heard).toBe('You are booked for Thursday.');
    const heard = phone.ofType('heard');
    const lasted = Number(heard.at(-1)?.endMs) - Number(heard[0]?.startMs);
    expect(lasted).toBeCloseTo((words.at(-1)?.end ?? 0) / 8, 3);
  });

  it('drops at a clear what was not heard, and gives every mark back', async () => {
    application.answer('/voice', application.connecting());
    const stream = await connected();
    const { audio } = utter('One two three four five six seven eight nine ten.');
    stream.play(audio);
    stream.mark('never reached');
    await phone.until('heard', ({ word }) => word === 'two');
    stream.send('clear');
    stream.play(utter('Sorry.').audio);
    const cleared = await phone.until('cleared');
    await stream.event('mark');
    await phone.until('heard', ({ word }) => word === 'Sorry.');
    expect(Number(cleared.droppedMs)).toBeGreaterThan(1_500);
    expect(phone.heard).not.toContain('four');
  });

  it('passes keys on', async () => {
    application.answer('/voice', application.connecting());
    const stream = await connected();
    phone.send({ type: 'press', call: 'one', digits: '4#' });
    await stream.messages.until(({ dtmf }) => (dtmf as { digit?: string } | undefined)?.digit === '#');
    const keys = stream.messages.all.filter(({ event }) => event === 'dtmf').map(({ dtmf }) => dtmf);
    expect(keys).toEqual([
      { track: 'inbound_track', digit: '4' },
      { track: 'inbound_track', digit: '#' },
    ]);
  });

  it('stops when the caller hangs up', async () => {
    application.answer('/voice', application.connecting());
    const stream = await connected();
    phone.send({ type: 'hang-up', call: 'one' });
    const { callSid } = await phone.until('placed');
    expect(await stream.event('stop')).toMatchObject({
      stop: { accountSid: simulator.env.TWILIO_ACCOUNT_SID, callSid },
      streamSid: stream.streamSid,
    });
    expect(await stream.event('closed')).toEqual({ event: 'closed', code: 1000 });
    expect(await phone.until('ended')).toMatchObject({ by: 'caller' });
    expect(await phone.until('stream', ({ state }) => state === 'down')).toBeDefined();
  });

  it('goes on with the TwiML when the application closes it', async () => {
    application.answer('/voice', application.connecting('', '<Redirect>/resume</Redirect>'));
    application.answer('/resume', '<Hangup/>');
    (await connected()).socket.close();
    await arrival('/resume');
    expect(await phone.until('ended')).toMatchObject({ by: 'agent' });
  });

  it('goes on, or ends the call, when it breaks without a word', async () => {
    application.answer('/voice', application.connecting('', '<Redirect>/resume</Redirect>'));
    application.answer('/resume', '<Hangup/>');
    const stream = await connected({ onAbruptClose: 'end' });
    stream.socket.terminate();
    expect(await phone.until('ended')).toMatchObject({ by: 'network', reason: 'stream-lost' });
    expect(await phone.until('problem')).toMatchObject({ code: 31_921 });
    expect(application.arrived.all.map(({ path }) => path)).not.toContain('/resume');

    phone.send({ type: 'place', call: 'two', from: CALLER, to: SHOP });
    const second = await application.streams.until((each) => each !== stream);
    await second.event('start');
    second.socket.terminate();
    await arrival('/resume');
  });

  it('warns of what it cannot read, and of too much', async () => {
    application.answer('/voice', application.connecting());
    const stream = await connected();
    stream.socket.send(Buffer.from([1, 2, 3]));
    stream.socket.send('not json');
    stream.socket.send('[]');
    stream.send('shout');
    stream.send('media');
    stream.send('mark');
    stream.socket.send(JSON.stringify({ event: 'clear', streamSid: 'MZother' }));
    const tooMuch = silence(90_000);
    for (let turn = 0; turn < 8; turn += 1) stream.play(tooMuch);
    await phone.until('problem', ({ code }) => code === 31_931);
    expect(phone.ofType('problem').filter(({ code }) => code === 31_950)).toHaveLength(6);
    expect(phone.ofType('problem').filter(({ code }) => code === 31_931)).toHaveLength(1);
    expect(phone.ofType('cleared')).toEqual([]);
  });

  it('says why it cannot be opened', async () => {
    application.answer('/voice', application.connecting());
    application.refuseUpgrades();
    place();
    expect(await phone.until('problem')).toMatchObject({ code: 31_920 });
    await phone.until('ended');
    const cases = [
      ['wss://127.0.0.1:9/x', 31_902],
      ['http://127.0.0.1/x', 31_922],
      ['nowhere', 31_923],
    ] as const;
    for (const [url, code] of cases) {
      application.answer('/voice', `<Connect><Stream url="${url}"/></Connect>`);
      place();
      await phone.until('problem', (problem) => problem.code === code);
      await phone.until('ended', () => phone.ofType('ended').length === phone.ofType('placed').length);
    }
  });

  it('refuses ws:// when it is strict', async () => {
    application.answer('/voice', application.connecting());
    place({ strictWss: true });
    expect(await phone.until('problem')).toMatchObject({ code: 31_922 });
  });

  it('tells its own status callback', async () => {
    const stream = `<Stream url="${application.streamUrl}" name="s1" statusCallback="${application.url}/stream"/>`;
    application.answer('/voice', `<Connect action="/after">${stream}</Connect>`);
    application.answer('/after', '<Hangup/>');
    const opened = await connected();
    const started = await arrival('/stream', (form) => form.StreamEvent === 'stream-started');
    expect(started.form).toMatchObject({ StreamName: 's1', StreamSid: opened.streamSid });
    opened.socket.close();
    await arrival('/stream', (form) => form.StreamEvent === 'stream-stopped');
    await arrival('/after');
  });

  it('suffers from a bad line when told to', async () => {
    await put('/lab/settings', { media: { lossRate: 0.2, jitterMs: 15, gapEveryMs: 400, gapMs: 200 } });
    application.answer('/voice', application.connecting());
    const stream = await connected();
    await stream.messages.until(() => stream.audio.length > 50);
    const stamps = stream.messages.all
      .filter(({ event }) => event === 'media')
      .map(({ media }) => Number((media as { timestamp: string }).timestamp));
    expect(stamps).toEqual([...stamps].sort((a, b) => a - b));
    expect(stamps.at(-1)).toBeGreaterThan(50 * 20);
    const gaps = stream.arrivals.map((at, index) => at - (stream.arrivals[index - 1] ?? at));
    expect(Math.max(...gaps)).toBeGreaterThan(120);
  });

  it('lets noise through, and background noise under the words', async () => {
    application.answer('/voice', application.connecting());
    const stream = await connected();
    phone.send({ type: 'background', call: 'one', level: 0.1 });
    phone.send({ type: 'noise', call: 'one', ms: 100, level: 0.3 });
    phone.send({ type: 'say', call: 'one', say: 's', text: 'Hello there', wordsPerMinute: 200, pauseAfterWordMs: 50 });
    await phone.until('said');
    const so = stream.audio.length;
    await stream.messages.until(() => stream.audio.length > so + 5);
    const heard = new Understanding().hear(Buffer.concat(stream.audio)).map(({ word }) => word);
    expect(heard).toEqual(['Hello', 'there']);
  });
});

describe('a call that is dialled on', () => {
  const transfer = (attributes = '') =>
    `<Dial action="/dialled" timeout="2" callerId="${SHOP}" answerOnBridge="true">` +
    `<Number url="/whisper" statusCallback="${application.url}/leg" statusCallbackEvent="initiated ringing answered completed" ${attributes}>${DESK}</Number></Dial>`;

  it('whispers, connects the two, and tells how it ended', async () => {
    await put('/lab/settings', { people: { [DESK]: { hangsUpAfterMs: 2_500 } } });
    application.answer('/voice', transfer());
    application.answer('/whisper', '<Say>An oil change.</Say>');
    application.answer('/dialled', '<Hangup/>');
    place();
    phone.send({ type: 'say', call: 'one', say: 'hello', text: 'Hi' });
    expect(await phone.until('twiml')).toMatchObject({ verb: 'Dial', number: DESK });
    const whisper = await arrival('/whisper');
    const { callSid } = await phone.until('placed');
    expect(whisper.form).toMatchObject({ ParentCallSid: callSid, Direction: 'outbound-dial', From: SHOP, To: DESK });
    const dialled = await arrival('/dialled');
    expect(dialled.form).toMatchObject({
      CallSid: callSid,
      DialCallStatus: 'completed',
      DialBridged: 'true',
      DialCallSid: whisper.form.CallSid,
    });
    expect(phone.heard).toBe('Service desk.');
    await arrival('/leg', (form) => form.CallStatus === 'completed');
    const legs = application.arrived.all.filter(({ path }) => path === '/leg').map(({ form }) => form);
    const inOrder = [...legs].sort((a, b) => Number(a.SequenceNumber) - Number(b.SequenceNumber));
    expect(inOrder.map((form) => form.CallStatus)).toEqual(['initiated', 'ringing', 'in-progress', 'completed']);
    expect(inOrder.every((form) => form.CallSid === whisper.form.CallSid)).toBe(true);
    const states = await stateOfCalls();
    expect(states).toMatchObject([
      { callSid, dialled: [DESK] },
      { parentCallSid: callSid, direction: 'outbound-dial', heard: expect.stringContaining('An oil change.') },
    ]);
  });

  it.each([
    ['busy', { busy: true }, 'busy'],
    ['not answered', { answers: false }, 'no-answer'],
    ['unreachable', { unreachable: true }, 'failed'],
  ])('tells when the other is %s', async (_what, person, status) => {
    await put('/lab/settings', { people: { [DESK]: person } });
    application.answer('/voice', transfer().replace('timeout="2"', 'timeout="0.1"'));
    application.answer('/dialled', '<Hangup/>');
    place();
    expect((await arrival('/dialled')).form).toMatchObject({ DialCallStatus: status, DialBridged: 'false' });
  });

  it('is answered for the caller only when the other answers, if so asked', async () => {
    await put('/lab/settings', { people: { [DESK]: { afterMs: 300 } } });
    application.answer('/voice', transfer());
    application.answer('/whisper', '');
    place();
    await arrival('/leg', (form) => form.CallStatus === 'ringing');
    expect(await stateOfCalls()).toMatchObject([{ status: 'ringing' }, { status: 'ringing' }]);
    await phone.until('heard');
    expect(await stateOfCalls()).toMatchObject([{ status: 'in-progress' }, { status: 'in-progress' }]);
  });

  it('is over for the other when the caller hangs up', async () => {
    application.answer('/voice', `<Dial>${DESK}</Dial>`);
    place();
    await phone.until('heard');
    phone.send({ type: 'hang-up', call: 'one' });
    await phone.until('ended');
    expect(await stateOfCalls()).toMatchObject([{ status: 'completed' }, { status: 'completed', endedBy: 'network' }]);
  });

  it('connects the first of several who answers', async () => {
    await put('/lab/settings', { people: { '+12155550198': { answers: false } } });
    application.answer(
      '/voice',
      `<Dial action="/dialled"><Number>+12155550198</Number><Number>${DESK}</Number></Dial>`,
    );
    place();
    await phone.until('heard');
    phone.send({ type: 'hang-up', call: 'one' });
    await phone.until('ended');
    const byNumber = (await stateOfCalls()).map(({ to, status }) => [to, status]);
    expect(byNumber).toContainEqual(['+12155550198', 'canceled']);
  });

  it('does not connect somebody whose whisper hangs up', async () => {
    application.answer('/voice', transfer());
    application.answer('/whisper', '<Hangup/>');
    application.answer('/dialled', '<Hangup/>');
    place();
    expect((await arrival('/dialled')).form).toMatchObject({ DialBridged: 'false' });
    expect(phone.heard).toBe('');
  });
});

describe('gathering keys', () => {
  it('takes the keys that were asked for; the first ends the prompt', async () => {
    application.answer(
      '/voice',
      '<Gather numDigits="2" action="/keys"><Say>Press two keys for something long.</Say></Gather>',
    );
    application.answer('/keys', '<Hangup/>');
    place();
    await phone.until('heard');
    phone.send({ type: 'press', call: 'one', digits: '42' });
    expect((await arrival('/keys')).form.Digits).toBe('42');
    await phone.until('ended');
    expect(phone.heard).not.toContain('long.');
  });

  it('ends at the finishing key, and goes on when nothing is pressed', async () => {
    application.answer('/voice', '<Gather action="/keys" timeout="0.05"/><Gather action="/keys" timeout="5"/>');
    application.answer('/keys', '<Hangup/>');
    place();
    await phone.until('twiml', () => phone.ofType('twiml').length === 2);
    phone.send({ type: 'press', call: 'one', digits: '7#' });
    expect((await arrival('/keys')).form.Digits).toBe('7');
  });
});

describe('calls over REST, with the vendor’s SDK', () => {
  it('tell the time of the laboratory', async () => {
    const tomorrow = await startTwilio({}, 0, () => new Date('2026-11-05T15:04:05Z'));
    const rest = twilio(tomorrow.env.TWILIO_ACCOUNT_SID ?? '', TOKEN);
    rest.api.baseUrl = tomorrow.url;
    const message = await rest.messages.create({ to: CALLER, from: SHOP, body: 'Hi' });
    expect(message.dateCreated.toISOString()).toBe('2026-11-05T15:04:05.000Z');
    const call = await rest.calls.create({ to: DESK, from: SHOP, twiml: '<Response/>' });
    expect(call.dateCreated.toISOString()).toBe('2026-11-05T15:04:05.000Z');
    await tomorrow.close();
  });

  it('end a live call', async () => {
    application.answer('/voice', application.connecting());
    place();
    const stream = await application.streams.until(() => true);
    await stream.event('start');
    const { callSid } = await phone.until('placed');
    const updated = await client().calls(String(callSid)).update({ status: 'completed' });
    expect(updated.status).toBe('completed');
    await stream.event('stop');
    expect(await phone.until('ended')).toMatchObject({ by: 'agent', reason: 'rest' });
    await expect(client().calls(String(callSid)).update({ status: 'completed' })).rejects.toMatchObject({
      code: 21_220,
    });
  });

  it('send a live call elsewhere: the stream stops, and nothing of it is played any more', async () => {
    application.answer('/voice', application.connecting());
    place();
    const stream = await application.streams.until(() => true);
    await stream.event('start');
    stream.play(utter('This is a very long answer that nobody wants to hear to its end.').audio);
    await phone.until('heard');
    const { callSid } = await phone.until('placed');
    await client().calls(String(callSid)).update({ twiml: '<Response><Say>One moment.</Say></Response>' });
    expect(await stream.event('closed')).toMatchObject({ code: 1000 });
    await phone.until('ended');
    expect(phone.heard).toMatch(/One moment\.$/);
    expect(phone.heard).not.toContain('nobody');
    application.answer('/else', '<Hangup/>');
    await expect(
      client()
        .calls(String(callSid))
        .update({ url: `${application.url}/else` }),
    ).rejects.toMatchObject({ status: 400 });
  });

  it('call somebody, with status callbacks', async () => {
    application.answer('/outbound', '<Say>Your car is ready.</Say>');
    const call = await client().calls.create({
      to: DESK,
      from: SHOP,
      url: `${application.url}/outbound`,
      statusCallback: `${application.url}/status`,
      statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
    });
    expect(call).toMatchObject({ status: 'queued', direction: 'outbound-api', queueTime: '0', duration: null });
    expect(call.dateCreated).toBeInstanceOf(Date);
    const outbound = await arrival('/outbound');
    expect(outbound.form).toMatchObject({ CallStatus: 'in-progress', Direction: 'outbound-api', To: DESK });
    const completed = await arrival('/status', (form) => form.CallStatus === 'completed');
    expect(completed.form).toMatchObject({ SequenceNumber: '3' });
    const fetched = await client().calls(call.sid).fetch();
    expect(fetched).toMatchObject({ status: 'completed', duration: expect.stringMatching(/^[12]$/), answeredBy: null });
    expect(await stateOfCalls()).toMatchObject([{ heard: 'Your car is ready.' }]);
  });

  it('ring at a handset that waits for them', async () => {
    phone.send({ type: 'register', numbers: ['+12155550177'] });
    await phone.until('registered');
    await client().calls.create({
      to: '+12155550177',
      from: SHOP,
      twiml: '<Response><Say>Hello Ann.</Say></Response>',
    });
    const { call } = await phone.until('ringing');
    phone.send({ type: 'pick-up', call });
    await phone.until('ended');
    expect(phone.heard).toBe('Hello Ann.');
    await put('/lab/settings', { callsPerSecond: 100 });
    const second = await client().calls.create({ to: '+12155550177', from: SHOP, twiml: '<Response/>' });
    await phone.until('ringing', (message) => message.call === second.sid);
    phone.send({ type: 'decline', call: second.sid });
    await phone.until('ended', (message) => message.call === second.sid);
    expect((await client().calls(second.sid).fetch()).status).toBe('busy');
  });

  it('wait their turn, can be canceled, and are listed', async () => {
    const options = { to: DESK, from: SHOP, twiml: '<Response><Pause length="60"/></Response>', timeout: 1 };
    const first = await client().calls.create(options);
    const second = await client().calls.create(options);
    expect(Number(second.queueTime)).toBeGreaterThan(900);
    expect((await client().calls(second.sid).update({ status: 'canceled' })).status).toBe('canceled');
    const queued = await client().calls.list({ status: 'canceled' });
    expect(queued.map(({ sid }) => sid)).toEqual([second.sid]);
    expect(await client().calls.list({ to: DESK, pageSize: 1 })).toHaveLength(2);
    await client().calls(first.sid).update({ status: 'completed' });
  });

  it('are over when nobody answers in time, or the time is over', async () => {
    await put('/lab/settings', { callsPerSecond: 100, people: { '+12155550198': { answers: false } } });
    const twiml = '<Response><Pause length="60"/></Response>';
    await client().calls.create({
      to: '+12155550198',
      from: SHOP,
      twiml,
      timeout: 1,
      statusCallback: `${application.url}/status`,
    });
    expect((await arrival('/status')).form.CallStatus).toBe('no-answer');
    await client().calls.create({
      to: DESK,
      from: SHOP,
      twiml,
      timeLimit: 1,
      statusCallback: `${application.url}/limit`,
    });
    expect((await arrival('/limit')).form).toMatchObject({ CallStatus: 'completed', CallDuration: '1' });
  });

  it('refuse what is wrong, as Twilio does', async () => {
    const { calls } = client();
    const url = application.url;
    await expect(calls.create({ to: 'x', from: SHOP, url })).rejects.toMatchObject({
      status: 400,
      code: 21_211,
      moreInfo: 'https://www.twilio.com/docs/errors/21211',
    });
    await expect(calls.create({ to: DESK, from: 'x', url })).rejects.toMatchObject({ code: 21_212 });
    await expect(calls.create({ to: DESK, from: SHOP })).rejects.toMatchObject({ code: 21_205 });
    await expect(calls.create({ to: DESK, from: SHOP, twiml: 'x'.repeat(4_001) })).rejects.toMatchObject({
      code: 21_624,
    });
    await expect(calls('CA00000000000000000000000000000000').fetch()).rejects.toMatchObject({
      status: 404,
      code: 20_404,
    });
    const stranger = twilio(simulator.env.TWILIO_ACCOUNT_SID ?? '', 'wrong');
    stranger.api.baseUrl = simulator.url;
    await expect(stranger.calls.list()).rejects.toMatchObject({ status: 401, code: 20_003 });
    const elsewhere = await fetch(`${simulator.url}/2010-04-01/Accounts/ACother/Calls.json`, {
      headers: { authorization: `Basic ${btoa(`${simulator.env.TWILIO_ACCOUNT_SID}:${TOKEN}`)}` },
    });
    expect(elsewhere.status).toBe(404);
  });

  it('fail as they are told to', async () => {
    const options = { to: DESK, from: SHOP, twiml: '<Response/>' };
    const fail = (fault: object) => put('/lab/settings', { faults: { next: [fault] } });
    await fail({ type: 'refuse', on: 'calls', status: 429, code: 20_429 });
    await expect(client().calls.create(options)).rejects.toMatchObject({ status: 429, code: 20_429 });
    await fail({ type: 'lost', on: 'calls' });
    await expect(client().calls.create(options)).rejects.toThrow();
    expect(await stateOfCalls()).toHaveLength(1);
    await fail({ type: 'slow', on: 'any', ms: 120 });
    const begun = performance.now();
    await client().calls.create(options);
    expect(performance.now() - begun).toBeGreaterThan(110);
  });
});

describe('messages over REST, with the vendor’s SDK', () => {
  it('are queued, sent and delivered, with status callbacks', async () => {
    const message = await client().messages.create({
      to: CALLER,
      from: SHOP,
      body: 'Your car is ready.',
      statusCallback: `${application.url}/sms`,
    });
    expect(message).toMatchObject({ status: 'queued', numSegments: '1', direction: 'outbound-api', errorCode: null });
    const delivered = await arrival('/sms', (form) => form.MessageStatus === 'delivered');
    expect(isSigned(delivered)).toBe(true);
    expect(delivered.form).toMatchObject({ MessageSid: message.sid, To: CALLER });
    const fetched = await client().messages(message.sid).fetch();
    expect(fetched.status).toBe('delivered');
    expect(fetched.dateSent).toBeInstanceOf(Date);
    expect(await client().messages.list({ to: CALLER })).toHaveLength(1);
  });

  it('may not arrive, or not be wanted', async () => {
    await put('/lab/settings', { messages: { undeliverable: [CALLER], optedOut: [DESK], sentMs: 1, deliveredMs: 5 } });
    const options = { from: SHOP, body: 'Hi', statusCallback: `${application.url}/sms` };
    await client().messages.create({ ...options, to: CALLER });
    expect((await arrival('/sms', (form) => form.MessageStatus === 'undelivered')).form.ErrorCode).toBe('30003');
    await expect(client().messages.create({ ...options, to: DESK })).rejects.toMatchObject({ code: 21_610 });
    await expect(client().messages.create({ ...options, to: 'x' })).rejects.toMatchObject({ code: 21_211 });
    await expect(client().messages.create({ to: CALLER, from: SHOP })).rejects.toMatchObject({ code: 21_602 });
    const long = { to: CALLER, from: SHOP, body: 'x'.repeat(1_601) };
    await expect(client().messages.create(long)).rejects.toMatchObject({ code: 21_617 });
    await expect(client().messages('SM0').fetch()).rejects.toMatchObject({ status: 404 });
  });

  it('tell their status late, twice and out of order when told to', async () => {
    await put('/lab/settings', {
      callbacks: { delay: { ms: 30, jitterMs: 30 }, duplicateRate: 1 },
      messages: { sentMs: 1, deliveredMs: 2 },
    });
    await client().messages.create({ to: CALLER, from: SHOP, body: 'Hi', statusCallback: `${application.url}/sms` });
    await application.arrived.until(() => application.arrived.all.length === 4);
  });
});

describe('the handset', () => {
  it('is told what it did wrong', async () => {
    phone.sendText('nonsense');
    await phone.until('error');
    phone.send({ type: 'say', call: 'none', say: 'x', text: 'x' });
    await phone.until('error', ({ call }) => call === 'none');
    application.answer('/voice', '<Pause length="60"/>');
    place();
    place();
    await phone.until('error', ({ call }) => call === 'one');
  });

  it('refuses numbers it cannot read, and other sockets', async () => {
    const headers = { 'content-type': 'application/json' };
    const bad = await fetch(`${simulator.url}/lab/numbers`, {
      method: 'PUT',
      headers,
      body: '{"+1":{"voiceUrl":"x"}}',
    });
    expect(bad.status).toBe(400);
    await expect(Phone.open(`${simulator.url}/elsewhere`)).rejects.toThrow('404');
  });
});
