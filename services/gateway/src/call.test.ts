import { callEnded, callStarted, keyPressed, turnMeasured } from '@bayline/contracts';
import { callFields, metricOf, Neighbourhood, type TestGateway, until } from './testing/neighbourhood.ts';
import { type CrmPeer, type DialoguePeer, reply, type SpeechPeer, shop } from './testing/peers.ts';
import { newCallSid } from './testing/phone-company.ts';

let town: Neighbourhood;
let gateway: TestGateway;
let crm: CrmPeer;
let speech: SpeechPeer;
let dialogue: DialoguePeer;

beforeAll(async () => {
  town = await Neighbourhood.open(5);
  crm = await town.crm();
  speech = await town.speech();
  dialogue = await town.dialogue();
  gateway = await town.gateway();
});

afterAll(() => town.close());

/** A call that is being listened to and talked with. */
async function conversation() {
  const call = await town.call(gateway);
  const converse = await until('the call to be conversed with', () =>
    dialogue.asked.find(({ callId }) => callId === call.callSid),
  );
  const listen = await until('the call to be listened to', () =>
    speech.asked.find(({ callId }) => callId === call.callSid),
  );
  const heardSlot = speech.asked.indexOf(listen) + 1;
  return { ...call, listen, converse, heardSlot };
}

/** Bytes that tell their own position, 20 ms each. */
const voice = (frame: number): Buffer => Buffer.from(Array.from({ length: 160 }, (_, i) => (frame * 160 + i) % 251));

describe('a call', () => {
  it('is opened at the webhook, while the phone still rings', async () => {
    const callSid = newCallSid();
    const { status, body } = await town.ring(gateway, callSid);
    expect(status).toBe(200);
    expect(crm.opened.at(-1)).toMatchObject({
      ...{ callId: callSid, direction: 'inbound', from: '+12155550123', to: '+12155550100', attestation: 'A' },
    });
    expect(body).toContain(`<Stream url="${gateway.url.replace('http', 'ws')}/media/${callSid}">`);
    expect(body).toContain(`<Redirect method="POST">${gateway.url}/twilio/resume</Redirect>`);
  });

  it('is registered, listened to, then conversed with', async () => {
    const started = await town.tap(callStarted);
    const { callSid, listen, converse } = await conversation();
    expect(listen).toMatchObject({ epoch: 1, gatewayId: gateway.instanceId, offsetMs: 0, keyterms: [shop.name] });
    const { brief, ...rest } = converse;
    expect(brief).toMatchObject({ type: 'brief', shop: { name: 'Bayline Motors' } });
    expect(rest).toEqual({
      ...{ callId: callSid, epoch: 1, shopId: shop.shopId, direction: 'inbound', gatewayId: gateway.instanceId },
      ...{ speechId: speech.id, resume: false, speechEpoch: 1 },
    });
    await until('the call to be told of', () => started.find(({ id }) => id === callSid));
    expect(started.find(({ id }) => id === callSid)?.fact).toMatchObject({ shopId: shop.shopId });
    expect(dialogue.changes).toEqual([]);
  });

  it('carries every byte of the caller’s voice, in order', async () => {
    const { phone, heardSlot } = await conversation();
    for (let frame = 0; frame < 60; frame += 1) phone.say(voice(frame));
    await until('all of it to arrive', () => (speech.heard.get(heardSlot)?.length ?? 0) >= 60 * 160);
    expect(speech.heard.get(heardSlot)).toEqual(Buffer.concat(Array.from({ length: 60 }, (_, frame) => voice(frame))));
    const sequences = speech.sequences.get(heardSlot) ?? [];
    expect(sequences).toEqual(sequences.map((_, index) => index));
  });

  it('keeps what the caller says before anyone listens', async () => {
    const callSid = newCallSid();
    const { body } = await town.ring(gateway, callSid);
    const phone = await town.company.stream(body, callSid);
    phone.connect();
    for (let frame = 0; frame < 5; frame += 1) phone.say(voice(frame));
    const index = await until('someone to listen', () => {
      const found = speech.asked.findIndex(({ callId }) => callId === callSid);
      return found >= 0 ? found + 1 : undefined;
    });
    await until('the first words', () => (speech.heard.get(index)?.length ?? 0) >= 5 * 160);
    expect(speech.heard.get(index)).toEqual(Buffer.concat([0, 1, 2, 3, 4].map(voice)));
  });

  it('plays a reply and tells how far it was heard', async () => {
    const { phone, listen, callSid } = await conversation();
    const generation = reply(0);
    speech.speak(listen, generation, 1_210);
    await until('the reply to be heard', () => dialogue.statesOf(generation).includes('finished'));
    expect(Buffer.concat(phone.line.heard).subarray(0, 1_210 * 8)).toEqual(Buffer.alloc(1_210 * 8, 0x55));
    expect(phone.line.sent.every((frame) => frame.length === 160)).toBe(true);
    expect(dialogue.statesOf(generation)[0]).toBe('started');
    expect(dialogue.played.find(({ state, callId }) => state === 'finished' && callId === callSid)).toMatchObject({
      ...{ epoch: 1, generation, playedMs: 1_210 },
    });
  });

  it('is silent at once when a reply is cancelled, and stays so', async () => {
    const { phone, listen, callSid } = await conversation();
    const generation = reply(3);
    speech.speak(listen, generation, 5_000);
    await until('the reply to be under way', () => phone.line.sent.length > 30);
    dialogue.cancel(callSid, generation);
    await until('the line to be cleared', () => phone.line.clears === 1);
    const sent = phone.line.sent.length;
    speech.speak(listen, generation, 1_000);
    speech.speak(listen, reply(2), 1_000);
    const next = reply(4);
    speech.speak(listen, next, 200, { sound: 0x44 });
    await until('the next reply to be heard', () => dialogue.statesOf(next).includes('finished'));
    expect(phone.line.sent.slice(sent).every((frame) => frame[0] === 0x44)).toBe(true);
    const cleared = dialogue.played.find((played) => played.callId === callSid && played.state === 'cleared');
    expect(cleared?.generation).toBe(generation);
    // What was sent is at most the lead more than what was heard.
    expect(cleared?.playedMs).toBeGreaterThanOrEqual(sent * 20 - 420);
    expect(cleared?.playedMs).toBeLessThanOrEqual(sent * 20);
    expect(await metricOf(gateway, 'gateway_audio_dropped_total', 'reason="old"')).toBeGreaterThan(0);
  });

  it('ends a reply of which nothing more will come', async () => {
    const { listen, callSid } = await conversation();
    const generation = reply(20);
    speech.speak(listen, generation, 100, { end: false });
    await until('the reply to begin', () => dialogue.statesOf(generation).includes('started'));
    speech.voiced(callSid, generation, { failed: true });
    await until('the reply to be over', () => dialogue.statesOf(generation).includes('finished'));
  });

  it('drops audio that belongs to no call', async () => {
    const { listen } = await conversation();
    const before = await metricOf(gateway, 'gateway_spoken_audio_dropped_total', 'unknown-slot');
    speech.speak({ ...listen, spokenSlot: 4_000_000 }, reply(0), 100);
    await until('it to be counted', async () => {
      return (await metricOf(gateway, 'gateway_spoken_audio_dropped_total', 'unknown-slot')) >= before + 2;
    });
  });

  it('tells which keys were pressed', async () => {
    const pressed = await town.tap(keyPressed);
    const { phone, callSid } = await conversation();
    for (const digit of ['1', '#', 'A', '*']) phone.press(digit);
    await until('the last key', () => pressed.some(({ id, fact }) => id === callSid && fact.digit === '*'));
    expect(pressed.filter(({ id }) => id === callSid).map(({ fact }) => fact.digit)).toEqual(['1', '#', '*']);
  });

  it('measures a turn from the last word to the first frame and its mark', async () => {
    const measured = await town.tap(turnMeasured);
    const { phone, listen, callSid, heardSlot } = await conversation();
    for (let frame = 0; frame < 50; frame += 1) phone.say(voice(frame));
    await until('the words to arrive', () => (speech.heard.get(heardSlot)?.length ?? 0) >= 50 * 160);
    const generation = reply(30);
    // One causes the other, as in a real turn.
    speech.understood(callSid, 900);
    await speech.bus.flush();
    dialogue.piece(callSid, generation, 4);
    await dialogue.bus.flush();
    speech.voiced(callSid, generation);
    speech.speak(listen, generation, 300);
    const turn = await until('the turn to be measured', () => measured.find(({ id }) => id === callSid)?.fact);
    expect(turn).toMatchObject({
      ...{ turn: 4, generation, lastWordToFinalMs: 11, finalToRequestMs: 1, requestToFirstTokenMs: 2 },
      ...{ firstTokenToPieceMs: 3, pieceToFirstByteMs: 7, cached: false },
    });
    expect(turn.frameToMarkMs).toBeGreaterThan(0);
    expect(turn.totalMs).toBeGreaterThan(0);
  });

  it('is over when the caller hangs up, and told so once', async () => {
    const ended = await town.tap(callEnded);
    const { phone, callSid } = await conversation();
    phone.stop();
    await until('the end to be told', () => ended.find(({ id }) => id === callSid));
    expect(ended.filter(({ id }) => id === callSid).map(({ fact }) => fact.reason)).toEqual(['caller-hung-up']);
    await until('the socket to be closed', () => phone.closeCode !== undefined);
  });

  it('has a voice of its own that no other call hears', async () => {
    const [one, other] = [await conversation(), await conversation()];
    expect(one.listen.spokenSlot).not.toBe(other.listen.spokenSlot);
    speech.speak(one.listen, reply(0), 300, { sound: 0x11 });
    speech.speak(other.listen, reply(0), 300, { sound: 0x22 });
    await until('both to be heard', () => one.phone.line.heard.length >= 15 && other.phone.line.heard.length >= 15);
    expect(new Set(one.phone.line.heard.map((frame) => frame[0]))).toEqual(new Set([0x11]));
    expect(new Set(other.phone.line.heard.map((frame) => frame[0]))).toEqual(new Set([0x22]));
  });

  it('answers a webhook that Twilio repeats with a stream of the same call', async () => {
    const callSid = newCallSid();
    const answers = [await town.ring(gateway, callSid), await town.ring(gateway, callSid)];
    expect(answers.map(({ body }) => body.includes(`/media/${callSid}`))).toEqual([true, true]);
    expect(callFields(callSid).CallSid).toBe(callSid);
  });
});
