import { callEnded, hangupWanted } from '@bayline/contracts';
import { Absences } from './rescue.ts';
import { callFields, Neighbourhood, type TestGateway, until } from './testing/neighbourhood.ts';
import { type CrmPeer, type DialoguePeer, reply, type SpeechPeer, shop } from './testing/peers.ts';
import { newCallSid } from './testing/phone-company.ts';

describe('a gateway', () => {
  const known = ['gateway-0001', 'gateway-0002'];
  const both = { known, alive: known };
  const one = { known, alive: ['gateway-0001'] };

  it('is dead after two rounds without a sign of life', () => {
    const absences = new Absences();
    const judged = [absences.judge(one), absences.judge(one), absences.judge(one)];
    expect(judged).toEqual([[], ['gateway-0002'], ['gateway-0002']]);
  });

  it('is not dead when it was only late', () => {
    const absences = new Absences();
    expect([absences.judge(one), absences.judge(both), absences.judge(one)]).toEqual([[], [], []]);
  });

  it('is not judged by rounds in which the registry was away', () => {
    const absences = new Absences();
    expect([absences.judge(one), absences.judge(undefined), absences.judge(one)]).toEqual([[], [], []]);
  });
});

describe('two gateways', () => {
  const PUBLIC_URL = 'http://phone.example:8080';
  let town: Neighbourhood;
  let crm: CrmPeer;
  let speech: SpeechPeer;
  let dialogue: DialoguePeer;
  let stranger: DialoguePeer | undefined;
  let one: TestGateway;
  let other: TestGateway;
  let ended: { id: string; fact: { reason: string } }[];

  beforeAll(async () => {
    town = await Neighbourhood.open(10);
    crm = await town.crm();
    speech = await town.speech();
    dialogue = await town.dialogue();
    ended = await town.tap(callEnded);
  });

  beforeEach(async () => {
    [one, other] = await Promise.all([town.gateway({ PUBLIC_URL }), town.gateway({ PUBLIC_URL })]);
  });

  afterEach(async () => {
    town.company.failures.length = 0;
    stranger?.fallSilent();
    await one.close();
    await other.close();
  });

  afterAll(() => town.close());

  const ring = (callSid: string, at: TestGateway, path = '/twilio/voice') =>
    town.company.webhook(PUBLIC_URL, path, callFields(callSid), at.url);
  const askedOf = (callSid: string, gateway: { instanceId: string }) =>
    until('dialogue to be asked', () =>
      dialogue.asked.find(({ callId, gatewayId }) => callId === callSid && gatewayId === gateway.instanceId),
    );

  /** A call whose webhook one gateway answered, and whose stream goes to the other, or to the same. */
  async function conversation(at: { instanceId: string; url: string }) {
    const callSid = newCallSid();
    const { body } = await ring(callSid, one);
    const phone = await town.company.stream(body, callSid, at.url);
    phone.connect();
    await askedOf(callSid, at);
    return { callSid, phone, body };
  }

  it('may share a call: one is rung, the other speaks', async () => {
    const { callSid, phone } = await conversation(other);
    const listen = speech.asked.findLast(({ callId }) => callId === callSid);
    expect(listen?.gatewayId).toBe(other.instanceId);
    if (listen !== undefined) speech.speak(listen, reply(0), 200);
    await until('the caller to hear it', () => phone.line.heard.length >= 10);
    phone.stop();
  });

  it('do not both take a stream', async () => {
    const { callSid, phone, body } = await conversation(one);
    const asks = dialogue.asked.length;
    const thief = await town.company.stream(body, callSid, other.url);
    thief.connect();
    expect(await until('the second one to be closed', () => thief.closeCode)).toBe(1_008);
    expect(dialogue.asked).toHaveLength(asks);
    expect(phone.open).toBe(true);
    expect(ended.some(({ id }) => id === callSid)).toBe(false);
    phone.stop();
  });

  it('rescue each other’s calls: the caller goes on with the same dialogue', async () => {
    const mortal = await town.gatewayProcess({ PUBLIC_URL });
    const { callSid, phone } = await conversation(mortal);
    stranger = await town.dialogue();
    // The streams of a killed process break; Twilio in its worse mood does nothing about it.
    town.company.streams.delete(callSid);
    mortal.process.kill('SIGKILL');
    const led = await until('Twilio to be told', () =>
      town.company.updates.find((update) => update.callSid === callSid),
    );
    expect(led.fields).toEqual({ Url: `${PUBLIC_URL}/twilio/resume`, Method: 'POST' });
    expect(phone.closeCode).toBe(1_006);
    crm.resume = { type: 'stream', shop, stream: 1 };
    const { body } = await ring(callSid, other, '/twilio/resume');
    const again = await town.company.stream(body, callSid, other.url);
    again.connect();
    expect(await askedOf(callSid, other)).toMatchObject({ epoch: 1_001, resume: true });
    const listen = speech.asked.findLast(({ callId }) => callId === callSid);
    expect(listen).toMatchObject({ epoch: 1_001, gatewayId: other.instanceId });
    expect(listen?.offsetMs).toBeGreaterThan(500);
    expect(stranger.asked).toEqual([]);
    expect(town.company.updates.filter((update) => update.callSid === callSid)).toHaveLength(1);
    again.stop();
    const end = await until('the end to be told', () => ended.find(({ id }) => id === callSid));
    expect(end.fact.reason).toBe('caller-hung-up');
  });

  it('tell the end of a call that ended with its gateway', async () => {
    const mortal = await town.gatewayProcess({ PUBLIC_URL });
    const { callSid } = await conversation(mortal);
    town.company.failures.push({ status: 400, code: 21_220 });
    mortal.process.kill('SIGKILL');
    const end = await until('the end to be told', () => ended.find(({ id }) => id === callSid));
    expect(end.fact.reason).toBe('failed');
  });

  it('know what the other one could not tell Twilio', async () => {
    const { callSid, phone } = await conversation(one);
    town.company.failures.push({ status: 401, code: 20_003 });
    dialogue.bus.tell(hangupWanted, callSid, { epoch: 1, afterGeneration: null, reason: 'done' });
    await until('the socket to be closed', () => phone.closeCode !== undefined);
    const asked = crm.resumed.length;
    expect((await ring(callSid, other, '/twilio/resume')).body).toContain('<Response><Hangup/></Response>');
    expect(crm.resumed).toHaveLength(asked);
  });

  it('let a call go on when one of them was taken for dead', async () => {
    const { callSid, phone } = await conversation(one);
    crm.resume = { type: 'stream', shop, stream: 1 };
    const { body } = await ring(callSid, other, '/twilio/resume');
    const again = await town.company.stream(body, callSid, other.url);
    again.connect();
    await askedOf(callSid, other);
    await until('the first one to let go', () => phone.closeCode !== undefined);
    expect(again.open).toBe(true);
    expect(ended.some(({ id }) => id === callSid)).toBe(false);
    again.stop();
  });
});

describe('a gateway without Redis', () => {
  it('answers the phone all the same', async () => {
    const town = await Neighbourhood.open(10);
    await town.crm();
    const [speech, dialogue] = [await town.speech(), await town.dialogue()];
    const gateway = await town.gateway({ REDIS_URL: 'redis://127.0.0.1:1' });
    const { callSid, phone } = await town.call(gateway);
    await until('the call to be talked with', () => dialogue.asked.some(({ callId }) => callId === callSid));
    const listen = speech.asked[0];
    if (listen !== undefined) speech.speak(listen, reply(0), 200);
    await until('the caller to hear it', () => phone.line.heard.length >= 10);
    phone.stop();
    await town.close();
  });
});
