import { callEnded, ownerChanged, wishLeft } from '@bayline/contracts';
import { Neighbourhood, type TestCall, type TestGateway, until } from './testing/neighbourhood.ts';
import { type CrmPeer, type DialoguePeer, PHRASE_SOUND, reply, type SpeechPeer } from './testing/peers.ts';

let town: Neighbourhood;
let crm: CrmPeer;
let gateway: TestGateway;
let speech: SpeechPeer;
let dialogue: DialoguePeer;

beforeAll(async () => {
  town = await Neighbourhood.open(6);
  crm = await town.crm();
});

beforeEach(async () => {
  speech = await town.speech();
  dialogue = await town.dialogue();
  gateway = await prepared({ OWNER_GIVE_UP_MS: '2200' });
});

afterEach(async () => {
  await gateway.close();
  speech.fallSilent();
  dialogue.fallSilent();
});

afterAll(() => town.close());

/** A gateway that has its phrases in memory. */
async function prepared(settings: Record<string, string>): Promise<TestGateway> {
  const ready = await town.gateway({ OWNER_SILENCE_MS: '600', ...settings });
  await until('the phrases to be fetched', async () => {
    const response = await fetch(`http://127.0.0.1:${ready.healthPort}/readyz`);
    return (await response.text()).includes('"phrases":{"ok":true');
  });
  return ready;
}

async function talkedTo(peer: DialoguePeer, call: TestCall) {
  return until('the call to be talked with', () => peer.asked.findLast(({ callId }) => callId === call.callSid));
}

const voice = (frame: number): Buffer => Buffer.alloc(160, frame % 200);
const heardPhrase = ({ phone }: TestCall): boolean => phone.line.heard.some((frame) => frame[0] === PHRASE_SOUND);

describe('a conversation', () => {
  it('starts from what was fetched while the phone rang', async () => {
    const call = await town.call(gateway);
    const asked = await talkedTo(dialogue, call);
    expect(asked.brief).toMatchObject({ type: 'brief', shop: { name: 'Bayline Motors' }, caller: { matches: 'one' } });
  });

  it('is not kept by an owner of an earlier epoch, who is told of the present one', async () => {
    const call = await town.call(gateway);
    await talkedTo(dialogue, call);
    const late = await town.speech();
    const told: string[] = [];
    late.bus.hear(ownerChanged, call.callSid, ({ role, instanceId }) => void told.push(`${role} ${instanceId}`));
    await late.bus.flush();
    late.own(call.callSid, 'speech', 0);
    await until('the late owner to be told', () => told.includes(`speech ${speech.id}`));
    late.fallSilent();
  });
});

describe('a speech instance that falls silent', () => {
  it('is replaced by another one, which hears what was not understood yet', async () => {
    const call = await town.call(gateway);
    await talkedTo(dialogue, call);
    for (let frame = 0; frame < 100; frame += 1) call.phone.say(voice(frame));
    await until('all of it to be heard', () => speech.heard.get(1)?.length === 100 * 160);
    speech.understood(call.callSid, 1_200);
    await speech.bus.flush();
    speech.speak(speech.asked[0] ?? never(), reply(0), 400, { end: false });
    await until('the reply to be heard', () => call.phone.line.heard.length >= 20);
    speech.fallSilent();
    const successor = await town.speech();
    const asked = await until('the successor to be asked', () => successor.asked[0]);
    expect(asked).toMatchObject({ epoch: 2, offsetMs: 1_200, toldUpToMs: 1_200 });
    await until('the rest to be heard again', () => successor.heard.get(1)?.length === 40 * 160);
    expect(successor.heard.get(1)).toEqual(Buffer.concat(Array.from({ length: 40 }, (_, i) => voice(60 + i))));
    await until('the change to be told', () =>
      dialogue.changes.some(({ instanceId, epoch }) => instanceId === successor.id && epoch === 2),
    );
    await until('the lost reply to be told of', () => dialogue.statesOf(reply(0)).includes('cleared'));
    expect(dialogue.played.find(({ state }) => state === 'cleared')?.playedMs).toBe(400);
    expect(dialogue.asked).toHaveLength(1);
    successor.fallSilent();
  });

  it('is not heard any more when it wakes up', async () => {
    const call = await town.call(gateway);
    await talkedTo(dialogue, call);
    const asked = speech.asked[0] ?? never();
    speech.fallSilent();
    const successor = await town.speech();
    await until('the successor to be told of', () =>
      dialogue.changes.find(({ instanceId }) => instanceId === successor.id),
    );
    speech.speak(asked, reply(0), 200, { sound: 0x66 });
    successor.speak(successor.asked[0] ?? never(), reply(1), 200, { sound: 0x77 });
    await until('the successor to be heard', () => dialogue.statesOf(reply(1)).includes('finished'));
    expect(call.phone.line.heard.some((frame) => frame[0] === 0x66)).toBe(false);
    successor.fallSilent();
  });
});

describe('a dialogue instance that falls silent', () => {
  it('is replaced by another one, which resumes, while the caller is told to wait', async () => {
    const call = await town.call(gateway);
    await talkedTo(dialogue, call);
    dialogue.fallSilent();
    await until('the caller to be told to wait', () => heardPhrase(call));
    const successor = await town.dialogue();
    const asked = await talkedTo(successor, call);
    expect(asked).toMatchObject({ resume: true, speechEpoch: 1, speechId: speech.id });
    expect(asked.epoch).toBeGreaterThan(1);
    await until('the change to be told', () => successor.changes.some(({ role }) => role === 'dialogue'));
    const asks = speech.asked[0] ?? never();
    speech.speak(asks, reply(5), 200, { sound: 0x66 });
    speech.speak(asks, reply(0, asked.epoch), 200, { sound: 0x77 });
    await until('the successor to be heard', () => successor.statesOf(reply(0, asked.epoch)).includes('finished'));
    expect(call.phone.line.heard.some((frame) => frame[0] === 0x66)).toBe(false);
    dialogue.cancel(call.callSid, reply(0, asked.epoch), 1);
    successor.fallSilent();
  });

  it('and whose session is lost leaves the caller to a person', async () => {
    const call = await town.call(gateway);
    await talkedTo(dialogue, call);
    const successor = await town.dialogue();
    successor.answers = 'no-session';
    dialogue.fallSilent();
    await until('the desk to be rung', () => town.company.updates.find(({ callSid }) => callSid === call.callSid));
    const { fields } = town.company.updates.find(({ callSid }) => callSid === call.callSid) ?? never();
    expect(fields.Twiml).toContain('+12155550199');
    successor.fallSilent();
  });
});

describe('a call that nobody takes', () => {
  it('is handed to a person in the end, who is told nothing wrong', async () => {
    const ended = await town.tap(callEnded);
    speech.fallSilent();
    dialogue.fallSilent();
    const call = await town.call(gateway);
    await until('the caller to be told to wait', () => heardPhrase(call));
    const update = await until('the desk to be rung', () =>
      town.company.updates.find(({ callSid }) => callSid === call.callSid),
    );
    expect(update.fields.Twiml).toContain('<Number');
    expect(update.fields.Twiml).toContain('technical trouble');
    const end = await until('the end to be told', () => ended.find(({ id }) => id === call.callSid));
    expect(end.fact.reason).toBe('transferred');
  });

  it('hears that all are busy when all refuse, without waiting for long', async () => {
    const ended = await town.tap(callEnded);
    speech.answers = 'busy';
    const call = await town.call(gateway, {});
    const update = await until('the caller to be told', () =>
      town.company.updates.find(({ callSid }) => callSid === call.callSid),
    );
    expect(update.fields.Twiml).toContain('busy');
    expect(heardPhrase(call)).toBe(false);
    const end = await until('the end to be told', () => ended.find(({ id }) => id === call.callSid));
    expect(end.fact.reason).toBe('refused');
  });

  it('is promised a call back when there is nobody to ring', async () => {
    const wishes = await town.tap(wishLeft);
    crm.open = { type: 'open', shop: { ...openShop(), deskNumber: null } };
    speech.fallSilent();
    const call = await town.call(gateway);
    crm.open = { type: 'open', shop: openShop() };
    const update = await until('the caller to be told', () =>
      town.company.updates.find(({ callSid }) => callSid === call.callSid),
    );
    expect(update.fields.Twiml).toContain('call you back');
    expect(update.fields.Twiml).toContain('<Hangup');
    const wish = await until('the wish to be kept', () => wishes.find(({ id }) => id === call.callSid));
    expect(wish.fact).toMatchObject({ shopId: openShop().shopId, phone: null });
  });
});

describe('the bus', () => {
  it('may be away for a while: the caller is told to wait and understood later, and nobody is replaced', async () => {
    const patient = await prepared({});
    const call = await town.call(patient);
    await talkedTo(dialogue, call);
    const [asked] = speech.asked;
    await town.nats.stop();
    for (let frame = 0; frame < 20; frame += 1) call.phone.say(voice(frame));
    await until('the caller to be told to wait', () => heardPhrase(call));
    await town.nats.restart();
    let replies = 0;
    // Each of us finds the bus again in its own time: replies are lost until all have.
    await until('the caller to hear us again', () => {
      replies += 1;
      if (asked !== undefined) speech.speak(asked, reply(replies), 100, { sound: 0x71 });
      return call.phone.line.heard.some((frame) => frame[0] === 0x71);
    });
    const spoken = Buffer.concat(Array.from({ length: 20 }, (_, frame) => voice(frame)));
    // Calls never fall silent: more of the caller's voice brings what was kept.
    let more = 20;
    await until('what was said meanwhile to be heard', () => {
      call.phone.say(voice(more));
      more += 1;
      return speech.heard.get(1)?.subarray(0, spoken.length).equals(spoken);
    });
    expect([speech.asked.length, dialogue.asked.length]).toEqual([1, 1]);
    expect(town.company.updates.some(({ callSid }) => callSid === call.callSid)).toBe(false);
    await patient.close();
  });

  it('may be away for too long: the caller is handed to a person all the same', async () => {
    const call = await town.call(gateway);
    await talkedTo(dialogue, call);
    await town.nats.stop();
    const update = await until('the desk to be rung', () =>
      town.company.updates.find(({ callSid }) => callSid === call.callSid),
    );
    expect(update.fields.Twiml).toContain('+12155550199');
    await town.nats.restart();
  });
});

function openShop() {
  if (crm.open.type !== 'open') throw new Error('the shop is closed');
  return { ...crm.open.shop, deskNumber: '+12155550199' };
}

function never(): never {
  throw new Error('it was there a moment ago');
}
