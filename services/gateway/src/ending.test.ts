import { callEnded, callReported, hangupWanted, ownerChanged, transferWanted, wishLeft } from '@bayline/contracts';
import { callFields, Neighbourhood, type TestCall, type TestGateway, until } from './testing/neighbourhood.ts';
import { type CrmPeer, type DialoguePeer, reply, type SpeechPeer, shop } from './testing/peers.ts';

let town: Neighbourhood;
let gateway: TestGateway;
let crm: CrmPeer;
let speech: SpeechPeer;
let dialogue: DialoguePeer;
let others: { fallSilent(): void }[] = [];
let ended: { id: string; fact: { reason: string; durationMs: number } }[];

beforeAll(async () => {
  town = await Neighbourhood.open(7);
  crm = await town.crm();
  speech = await town.speech();
  dialogue = await town.dialogue();
  gateway = await town.gateway();
  ended = await town.tap(callEnded);
});

afterEach(() => {
  town.company.failures.length = 0;
  for (const other of others.splice(0)) other.fallSilent();
});

afterAll(() => town.close());

async function conversation(on = gateway) {
  const call = await town.call(on);
  await until('the call to be talked with', () => dialogue.asked.some(({ callId }) => callId === call.callSid));
  const listen = speech.asked.findLast(({ callId }) => callId === call.callSid);
  if (listen === undefined) throw new Error('nobody listens');
  return { ...call, listen };
}

const updateOf = (call: TestCall) =>
  until('Twilio to be told', () => town.company.updates.find(({ callSid }) => callSid === call.callSid)?.fields);
const endOf = (call: TestCall) =>
  until('the end to be told', () => ended.find(({ id }) => id === call.callSid)?.fact.reason);

function wishHangup(call: TestCall, afterGeneration: number | null): void {
  dialogue.bus.tell(hangupWanted, call.callSid, { epoch: 1, afterGeneration, reason: 'done' });
}

function wishTransfer(call: TestCall, afterGeneration: number | null, briefing: string): void {
  const wish = { epoch: 1, afterGeneration, reason: 'asked for a person', briefing };
  dialogue.bus.tell(transferWanted, call.callSid, wish);
}

describe('a hang-up', () => {
  it('is carried out by REST once the last words were heard', async () => {
    const call = await conversation();
    wishHangup(call, reply(0));
    speech.speak(call.listen, reply(0), 600);
    expect(await updateOf(call)).toEqual({ Status: 'completed' });
    expect(call.phone.line.heard.length).toBeGreaterThanOrEqual(30);
    expect(await endOf(call)).toBe('agent-hung-up');
  });

  it('is forgotten when the caller interrupts the goodbye, until it is wished again', async () => {
    const call = await conversation();
    wishHangup(call, reply(0));
    speech.speak(call.listen, reply(0), 3_000);
    await until('the goodbye to begin', () => dialogue.statesOf(reply(0)).includes('started'));
    await until('some of it to be heard', () => call.phone.line.heard.length > 10);
    dialogue.cancel(call.callSid, reply(0));
    speech.speak(call.listen, reply(1), 300);
    await until('the conversation to go on', () => dialogue.statesOf(reply(1)).includes('finished'));
    expect(town.company.updates.some(({ callSid }) => callSid === call.callSid)).toBe(false);
    wishHangup(call, null);
    expect(await updateOf(call)).toEqual({ Status: 'completed' });
  });

  it('is tried again when Twilio fails', async () => {
    const call = await conversation();
    town.company.failures.push({ status: 500 }, { status: 503 });
    wishHangup(call, null);
    expect(await updateOf(call)).toEqual({ Status: 'completed' });
    expect(await endOf(call)).toBe('agent-hung-up');
  });

  it('is told again to an owner that shows life for the call all the same', async () => {
    const call = await conversation();
    wishHangup(call, null);
    const tellings = (): number => ended.filter(({ id }) => id === call.callSid).length;
    await until('the end to be told again', () => tellings() >= 2);
    const facts = ended.filter(({ id }) => id === call.callSid).map(({ fact }) => fact);
    expect(new Set(facts.map((fact) => JSON.stringify(fact))).size).toBe(1);
  });

  it('of a call that is over already is the end of it', async () => {
    const call = await conversation();
    town.company.failures.push({ status: 400, code: 21_220 });
    wishHangup(call, null);
    expect(await endOf(call)).toBe('agent-hung-up');
    await until('the socket to be closed', () => call.phone.closeCode !== undefined);
  });

  it('that Twilio refuses closes the stream, and is answered when Twilio asks what comes next', async () => {
    const call = await conversation();
    town.company.failures.push({ status: 401, code: 20_003 });
    wishHangup(call, null);
    await until('the socket to be closed', () => call.phone.closeCode !== undefined);
    const asked = crm.resumed.length;
    const { body } = await town.company.webhook(gateway.url, '/twilio/resume', callFields(call.callSid));
    expect(body).toContain('<Response><Hangup/></Response>');
    expect(crm.resumed).toHaveLength(asked);
  });

  it('wished by an owner that was replaced is not carried out', async () => {
    const call = await conversation();
    dialogue.bus.tell(hangupWanted, call.callSid, { epoch: 0, afterGeneration: null, reason: 'stale' });
    speech.speak(call.listen, reply(0), 300);
    await until('the conversation to go on', () => call.phone.line.heard.length >= 15);
    expect(call.phone.open).toBe(true);
    expect(town.company.updates.some(({ callSid }) => callSid === call.callSid)).toBe(false);
  });
});

describe('a transfer', () => {
  it('rings the desk, whispers to whoever picks up, and hangs up when they do', async () => {
    const call = await conversation();
    wishTransfer(call, null, 'Dana would like to talk about her bill.');
    const { Twiml = '' } = await updateOf(call);
    expect(Twiml).toContain(`answerOnBridge="true" action="${gateway.url}/twilio/dialled"`);
    expect(Twiml).toContain(`>${shop.deskNumber}</Number>`);
    expect(Twiml).not.toContain('Dana');
    expect(await endOf(call)).toBe('transferred');
    const whisper = new URL((/<Number url="([^"]+)"/.exec(Twiml)?.[1] ?? '').replaceAll('&amp;', '&'));
    const leg = { ...callFields(`CA${'e'.repeat(32)}`), ParentCallSid: call.callSid };
    const whispered = await town.company.webhook(gateway.url, whisper.pathname + whisper.search, leg);
    expect(whispered.body).toContain('Dana would like to talk about her bill.');
    const fields = { ...callFields(call.callSid), DialCallStatus: 'completed' };
    const after = await town.company.webhook(gateway.url, '/twilio/dialled', fields);
    expect(after.body).toContain('<Response><Hangup/></Response>');
  });

  it('that nobody answers brings the caller back into the conversation', async () => {
    const call = await conversation();
    wishTransfer(call, null, 'A caller.');
    await updateOf(call);
    await endOf(call);
    const fields = { ...callFields(call.callSid), CallStatus: 'in-progress', DialCallStatus: 'no-answer' };
    const { body } = await town.company.webhook(gateway.url, '/twilio/dialled', fields);
    expect(crm.resumed.at(-1)).toMatchObject({ callId: call.callSid, deskUnanswered: true });
    const phone = await town.company.stream(body, call.callSid);
    phone.connect();
    const asked = await until('the call to be talked with again', () =>
      dialogue.asked.find(({ callId, epoch }) => callId === call.callSid && epoch > 1_000),
    );
    expect(asked).toMatchObject({ resume: true, deskUnanswered: true });
    const tellings = (): number => ended.filter(({ id }) => id === call.callSid).length;
    const before = tellings();
    // Twice as long as the end of the first stream would take to be told once more, to owners who show life for the second.
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(tellings()).toBe(before);
  });

  it('that nobody answers is a call back when the caller has left meanwhile', async () => {
    const wishes = await town.tap(wishLeft);
    const call = await conversation();
    const fields = { ...callFields(call.callSid), CallStatus: 'completed', DialCallStatus: 'no-answer' };
    const { body } = await town.company.webhook(gateway.url, '/twilio/dialled', fields);
    expect(body).toContain('call you back');
    const wish = await until('the wish to be kept', () => wishes.find(({ id }) => id === call.callSid)?.fact);
    expect(wish).toMatchObject({ shopId: shop.shopId, phone: '+12155550123' });
  });

  it('goes on when its announcement is interrupted', async () => {
    const call = await conversation();
    wishTransfer(call, reply(0), 'A caller.');
    speech.speak(call.listen, reply(0), 3_000);
    await until('the announcement to begin', () => call.phone.line.heard.length > 5);
    dialogue.cancel(call.callSid, reply(0));
    expect((await updateOf(call)).Twiml).toContain('<Dial');
  });

  it('that Twilio refuses is made when Twilio asks what comes next', async () => {
    const call = await conversation();
    town.company.failures.push({ status: 403 });
    wishTransfer(call, null, 'A caller.');
    await until('the socket to be closed', () => call.phone.closeCode !== undefined);
    const { body } = await town.company.webhook(gateway.url, '/twilio/resume', callFields(call.callSid));
    expect(body).toContain(`>${shop.deskNumber}</Number>`);
  });
});

describe('a call at its time limit', () => {
  it('is ended politely', async () => {
    const short = await town.gateway({ MAX_CALL_SECONDS: '1' });
    const call = await conversation(short);
    const { Twiml = '' } = await updateOf(call);
    expect(Twiml).toContain('time limit');
    expect(Twiml).toContain('<Hangup/>');
    expect(await endOf(call)).toBe('time-limit');
    await short.close();
  });
});

describe('a stream that breaks', () => {
  it('goes on when Twilio asks what comes next: same owners, higher epochs, same conversation', async () => {
    const call = await conversation();
    call.phone.cut();
    crm.resume = { type: 'stream', shop, stream: 1 };
    const { body } = await town.company.webhook(gateway.url, '/twilio/resume', callFields(call.callSid));
    others = [await town.speech(), await town.dialogue()];
    const phone = await town.company.stream(body, call.callSid);
    phone.connect();
    const asked = await until('dialogue to be asked again', () =>
      dialogue.asked.find(({ callId, epoch }) => callId === call.callSid && epoch > 1_000),
    );
    expect(asked).toMatchObject({ epoch: 1_001, speechEpoch: 1_001, resume: true });
    const listen = speech.asked.findLast(({ callId }) => callId === call.callSid);
    expect(listen?.epoch).toBe(1_001);
    expect(listen?.offsetMs).toBeGreaterThan(0);
    await until('the change to be told', () =>
      dialogue.changes.some(({ instanceId, epoch }) => instanceId === dialogue.id && epoch === 1_001),
    );
    if (listen !== undefined) speech.speak(listen, reply(0, 1_001), 200);
    await until('the caller to be heard again', () => dialogue.statesOf(reply(0, 1_001)).includes('finished'));
    expect(ended.some(({ id }) => id === call.callSid)).toBe(false);
    phone.stop();
    expect(await endOf(call)).toBe('caller-hung-up');
  });

  it('is led back by REST when Twilio does not ask', async () => {
    const call = await conversation();
    town.company.streams.delete(call.callSid);
    call.phone.cut();
    expect(await updateOf(call)).toMatchObject({ Url: `${gateway.url}/twilio/resume`, Method: 'POST' });
  });

  it('is over when Twilio cannot lead it back because it is', async () => {
    const call = await conversation();
    town.company.failures.push({ status: 404, code: 20_404 });
    call.phone.cut();
    expect(await endOf(call)).toBe('caller-hung-up');
  });

  it('is over when Twilio says that the call is over', async () => {
    const call = await conversation();
    call.phone.cut();
    const report = { ...callFields(call.callSid), CallStatus: 'completed', SequenceNumber: '2', CallDuration: '17' };
    const reports = await town.tap(callReported);
    const { status } = await town.company.webhook(gateway.url, '/twilio/status?reminder=r-1', report);
    expect(status).toBe(204);
    expect(await endOf(call)).toBe('caller-hung-up');
    expect(reports.find(({ id }) => id === call.callSid)?.fact).toMatchObject({
      ...{ status: 'completed', sequence: 2, durationSeconds: 17, reminderId: 'r-1', answeredBy: null },
    });
  });

  it('is let go when another gateway has the call', async () => {
    const call = await conversation();
    dialogue.bus.tell(ownerChanged, call.callSid, { role: 'speech', instanceId: speech.id, epoch: 1_001 });
    await until('the socket to be closed', () => call.phone.closeCode !== undefined);
    call.phone.cut();
    expect(ended.some(({ id }) => id === call.callSid)).toBe(false);
  });
});
