import { callEnded, hangupWanted, transferWanted } from '@bayline/contracts';
import {
  type HandsetEvent,
  type HandsetMessage,
  type Simulator,
  startTwilio,
  Understanding,
  utter,
} from '@bayline/simulators';
import WebSocket from 'ws';
import { Neighbourhood, type TestGateway, until } from './testing/neighbourhood.ts';
import { type CrmPeer, type DialoguePeer, reply, type SpeechPeer, shop } from './testing/peers.ts';

const SHOP = '+12155550100';

/** What a caller hears of a word that a stalled machine tears apart is another matter: so much is ahead on the line here. */
const LEAD_MS = 400;

let town: Neighbourhood;
let twilio: Simulator;
let gateway: TestGateway;
let crm: CrmPeer;
let speech: SpeechPeer;
let dialogue: DialoguePeer;
let phone: Handset;

beforeAll(async () => {
  town = await Neighbourhood.open(11);
  twilio = await startTwilio({ people: { [shop.deskNumber ?? '']: { afterMs: 50 } } });
  crm = await town.crm();
  speech = await town.speech();
  dialogue = await town.dialogue();
  const { TWILIO_ACCOUNT_SID = '', TWILIO_AUTH_TOKEN = '', TWILIO_API_BASE_URL = '' } = twilio.env;
  gateway = await town.gateway({
    ...{ TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_API_BASE_URL },
    PLAYOUT_LEAD_MS: String(LEAD_MS),
  });
  const numbers = {
    [SHOP]: { voiceUrl: `${gateway.url}/twilio/voice`, statusCallback: `${gateway.url}/twilio/status` },
  };
  await fetch(`${twilio.url}/lab/numbers`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(numbers),
  });
  phone = await Handset.open(twilio.url);
});

afterAll(async () => {
  phone.close();
  await gateway.close();
  await twilio.close();
  await town.close();
});

/** The simulated phone network's handset, one call per name. */
class Handset {
  readonly #socket: WebSocket;
  readonly events: HandsetEvent[] = [];

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => this.events.push(JSON.parse(String(data))));
  }

  static async open(url: string): Promise<Handset> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/lab/phone`);
    const handset = new Handset(socket);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return handset;
  }

  send(message: HandsetMessage): void {
    this.#socket.send(JSON.stringify(message));
  }

  close(): void {
    this.#socket.close();
  }

  of<T extends HandsetEvent['type']>(call: string, type: T): Extract<HandsetEvent, { type: T }>[] {
    return this.events.filter(
      (event): event is Extract<HandsetEvent, { type: T }> =>
        event.type === type && 'call' in event && event.call === call,
    );
  }

  heard(call: string): string {
    return this.of(call, 'heard')
      .map(({ word }) => word)
      .join(' ');
  }
}

/** Calls the shop; resolves when the call is talked with. */
async function place(call: string, onAbruptClose: 'continue' | 'end' = 'continue') {
  phone.send({ type: 'place', call, from: '+12155550142', to: SHOP, attestation: 'A', onAbruptClose });
  const placed = await until('the call to be placed', () => phone.of(call, 'placed')[0]);
  await until('the stream to be up', () => phone.of(call, 'answered')[0]);
  await until('the call to be talked with', () => dialogue.asked.some(({ callId }) => callId === placed.callSid));
  const listen = speech.asked.findLast(({ callId }) => callId === placed.callSid);
  if (listen === undefined) throw new Error('nobody listens');
  return { callSid: placed.callSid, listen, heardSlot: speech.asked.indexOf(listen) + 1 };
}

/** What lies between our clock and the caller's ear: marks come back by the frame, a word is known once most of it was heard. */
const CLOCK_TOLERANCE_MS = 150;

/** Of samples at 8 kHz. */
function milliseconds(samples = Number.NaN): number {
  return samples / 8;
}

describe('a simulated caller', () => {
  it('hears every word that is said, and is heard word by word', async () => {
    const { listen, heardSlot, callSid } = await place('one');
    expect(crm.opened.find(({ callId }) => callId === callSid)).toMatchObject({
      from: '+12155550142',
      attestation: 'A',
    });
    speech.say(listen, reply(0), utter('Thank you for calling Bayline Motors. How can I help you today?').audio);
    await until('the greeting to be heard', () => phone.heard('one').endsWith('today?'));
    expect(phone.heard('one')).toBe('Thank you for calling Bayline Motors. How can I help you today?');
    phone.send({ type: 'say', call: 'one', say: 's', text: 'I need an oil change on Thursday morning' });
    await until('it to be said', () => phone.of('one', 'said')[0]);
    const words = await until('it to be heard', () => {
      const understood = new Understanding().hear(speech.heard.get(heardSlot) ?? new Uint8Array());
      return understood.some(({ word }) => word === 'morning') && understood.map(({ word }) => word).join(' ');
    });
    expect(words).toBe('I need an oil change on Thursday morning');
    expect(dialogue.statesOf(reply(0)).at(-1)).toBe('finished');
    expect(phone.of('one', 'problem')).toEqual([]);
  });

  it('who interrupts hears no more than what is told', async () => {
    const { listen, callSid } = await place('two');
    const long =
      'We have an opening on Monday at nine, on Tuesday at ten, on Wednesday at eleven, and on Friday at noon.';
    const { audio, words } = utter(long);
    speech.say(listen, reply(0), audio);
    await until('some of it to be heard', () => phone.heard('two').includes('Monday'));
    dialogue.cancel(callSid, reply(0));
    const cleared = await until('the line to be cleared', () => phone.of('two', 'cleared')[0]);
    const told = await until('it to be told', () =>
      dialogue.played.find((played) => played.callId === callSid && played.state === 'cleared'),
    );
    expect(cleared.droppedMs).toBeLessThanOrEqual(LEAD_MS + 20);
    // Measured in the words themselves, not by a clock: the last one heard lies before what is told, the next but one behind.
    const heard = phone.heard('two').split(' ').length;
    expect(told.playedMs).toBeGreaterThan(milliseconds(words[heard - 1]?.start) - CLOCK_TOLERANCE_MS);
    expect(told.playedMs).toBeLessThan(milliseconds(words[heard + 1]?.end) + CLOCK_TOLERANCE_MS);
    speech.say(listen, reply(1), utter('Of course.').audio);
    await until('the answer to be heard', () => phone.heard('two').endsWith('course.'));
    expect(phone.heard('two')).not.toContain('noon');
  });

  it('is hung up on by REST after the goodbye was heard', async () => {
    const ended = await town.tap(callEnded);
    const { listen, callSid } = await place('three');
    dialogue.bus.tell(hangupWanted, callSid, { epoch: 1, afterGeneration: reply(0), reason: 'done' });
    speech.say(listen, reply(0), utter('Thank you and goodbye.').audio);
    const end = await until('the call to end', () => phone.of('three', 'ended')[0]);
    expect(end.by).toBe('agent');
    // The ear that understands words is a thread of its own: the last of them may be told after the end.
    await until('the last word to be heard', () => phone.heard('three') === 'Thank you and goodbye.');
    const told = await until('the end to be told', () => ended.find(({ id }) => id === callSid));
    expect(told.fact.reason).toBe('agent-hung-up');
  });

  it('is connected with the desk', async () => {
    const { callSid } = await place('four');
    const wish = { epoch: 1, afterGeneration: null, reason: 'asked for a person', briefing: 'A caller about a bill.' };
    dialogue.bus.tell(transferWanted, callSid, wish);
    const dialled = await until('the desk to be rung', () =>
      phone.of('four', 'twiml').find(({ verb }) => verb === 'Dial'),
    );
    expect(dialled.number).toBe(shop.deskNumber);
    phone.send({ type: 'hang-up', call: 'four' });
    await until('the call to end', () => phone.of('four', 'ended')[0]);
    expect(phone.of('four', 'problem')).toEqual([]);
  });
});
