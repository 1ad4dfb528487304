import { connect } from 'node:net';
import fc from 'fast-check';
import { writePass } from './pass.ts';
import { metricOf, Neighbourhood, type TestCall, type TestGateway, until } from './testing/neighbourhood.ts';
import { type DialoguePeer, reply, type SpeechPeer, shop } from './testing/peers.ts';
import { Phone, type PhoneStart } from './testing/phone.ts';
import { accountSid, newCallSid, signatureOf } from './testing/phone-company.ts';

const secret = 'a secret that is the same for every gateway';

let town: Neighbourhood;
let gateway: TestGateway;
let speech: SpeechPeer;
let dialogue: DialoguePeer;

beforeAll(async () => {
  town = await Neighbourhood.open(9);
  await town.crm();
  speech = await town.speech();
  dialogue = await town.dialogue();
  gateway = await town.gateway({ START_DEADLINE_MS: '400', IDLE_LIMIT_MS: '1500' });
});

afterAll(() => town.close());

const asked = (): number => speech.asked.length + dialogue.asked.length;

/** A socket that is rightly signed, with a pass that may be anything. */
function start(callSid: string, change: Partial<PhoneStart> = {}): PhoneStart {
  const url = `${gateway.url.replace('http', 'ws')}/media/${callSid}`;
  const pass = writePass(secret, callSid, { stream: 0, direction: 'inbound', shop }, Date.now());
  return { url, signature: signatureOf(url), accountSid, callSid, pass, ...change };
}

const closedWith = (phone: Phone): Promise<number> => until('the socket to be closed', () => phone.closeCode);

describe('an upgrade', () => {
  it('is refused unless Twilio signed it for this address', async () => {
    const before = asked();
    const callSid = newCallSid();
    const { url } = start(callSid);
    const path = new URL(url).pathname;
    const signatures = [
      ...['', 'nonsense', signatureOf(url.replace('ws', 'http')), signatureOf(`wss://evil.example${path}`)],
      ...[signatureOf(`${url}0`), signatureOf(`${url}?token=1`), signatureOf(url, { CallSid: callSid })],
      signatureOf(url, {}, 'another token'),
    ];
    for (const signature of signatures) {
      await expect(Phone.dial(start(callSid, { signature }))).rejects.toThrow('403');
    }
    expect(asked()).toBe(before);
  });

  it('is signed with or without a slash at its end', async () => {
    const one = start(newCallSid());
    const phone = await Phone.dial({ ...one, signature: signatureOf(`${one.url}/`) });
    const other = await Phone.dial({ ...one, url: `${one.url}/` });
    phone.cut();
    other.cut();
  });

  it.each(['/media', '/media/CA1', `/media/CA${'1'.repeat(32)}/x`, `/media/CA${'1'.repeat(32)}?pass=x`, '/', '/other'])(
    'to %s finds nothing',
    async (path) => {
      const url = gateway.url.replace('http', 'ws') + path;
      await expect(Phone.dial(start(newCallSid(), { url, signature: signatureOf(url) }))).rejects.toThrow('404');
    },
  );

  it('is refused when too many sockets of an address have not begun', async () => {
    const narrow = await town.gateway({ MAX_WAITING_SOCKETS_PER_ADDRESS: '2' });
    const at = (callSid: string): PhoneStart => {
      const url = `${narrow.url.replace('http', 'ws')}/media/${callSid}`;
      return start(callSid, { url, signature: signatureOf(url) });
    };
    const phones = [await Phone.dial(at(newCallSid())), await Phone.dial(at(newCallSid()))];
    await expect(Phone.dial(at(newCallSid()))).rejects.toThrow('429');
    phones[0]?.connect();
    await until('one of them to begin', () => metricOf(narrow, 'gateway_calls').then((count) => count === 1));
    phones.push(await Phone.dial(at(newCallSid())));
    for (const phone of phones) phone.cut();
    await narrow.close();
  });
});

describe('a stream', () => {
  const refusals: [string, (callSid: string) => Promise<Phone>][] = [
    ['without a pass', async (callSid) => begun(start(callSid, { pass: '' }))],
    ['with a pass of another call', async (callSid) => begun(start(callSid, { pass: start(newCallSid()).pass }))],
    [
      'with a pass of another house',
      async (callSid) => {
        const pass = writePass(
          'another secret of thirty-two letters',
          callSid,
          { stream: 0, direction: 'inbound', shop },
          Date.now(),
        );
        return begun(start(callSid, { pass }));
      },
    ],
    [
      'with a pass that is too old',
      async (callSid) => {
        const written = Date.now() - 61_000;
        const pass = writePass(secret, callSid, { stream: 0, direction: 'inbound', shop }, written);
        return begun(start(callSid, { pass }));
      },
    ],
    ['of another call than its address names', async (callSid) => begun(start(callSid), { callSid: newCallSid() })],
    ['of another account', async (callSid) => begun(start(callSid), { accountSid: `AC${'6'.repeat(32)}` })],
    ['in another encoding', async (callSid) => begun(start(callSid), { encoding: 'audio/opus' })],
  ];
  it.each(refusals)('%s is refused, and nobody is asked for it', async (_, open) => {
    const before = asked();
    expect(await closedWith(await open(newCallSid()))).toBe(1_008);
    expect(asked()).toBe(before);
  });

  it('that does not begin in time is closed', async () => {
    const phone = await Phone.dial(start(newCallSid()));
    phone.send({ event: 'connected', protocol: 'Call', version: '1.0.0' });
    expect(await closedWith(phone)).toBe(1_008);
  });

  it('does not begin twice with one pass', async () => {
    const first = start(newCallSid());
    const phone = await begun(first);
    await talkedTo(first.callSid);
    const before = asked();
    expect(await closedWith(await begun(first))).toBe(1_008);
    const another = writePass(secret, first.callSid, { stream: 0, direction: 'inbound', shop }, Date.now() + 1);
    expect(await closedWith(await begun({ ...first, pass: another }))).toBe(1_008);
    expect(asked()).toBe(before);
    expect(phone.open).toBe(true);
    phone.stop();
  });

  it('that a later stream of its call follows is let go', async () => {
    const first = start(newCallSid());
    const phone = await begun(first);
    await talkedTo(first.callSid);
    const pass = writePass(secret, first.callSid, { stream: 1, direction: 'inbound', shop }, Date.now());
    const next = await begun({ ...first, pass });
    expect(await closedWith(phone)).toBe(1_000);
    await until('the later one to be talked with', () =>
      dialogue.asked.some(({ callId, epoch }) => callId === first.callSid && epoch === 1_001),
    );
    expect(next.open).toBe(true);
    next.stop();
  });

  it('that says nothing any more is closed', async () => {
    const phone = await begun(start(newCallSid()));
    expect(await closedWith(phone)).toBe(1_006);
  });
});

describe('a socket that misbehaves', () => {
  it('is closed when it floods', async () => {
    const phone = await begun(start(newCallSid()));
    for (let i = 0; i < 3_000; i += 1) phone.say(Buffer.alloc(160));
    expect(await closedWith(phone)).toBe(1_008);
    expect(await metricOf(gateway, 'gateway_messages_ignored_total', 'too-many')).toBeGreaterThan(0);
  });

  it('is closed when its message is too large', async () => {
    const phone = await begun(start(newCallSid()));
    phone.sendRaw('x'.repeat(65_537));
    expect(await closedWith(phone)).toBe(1_009);
  });

  it('may send what cannot be understood, and goes on', async () => {
    const { phone, callSid } = await live();
    phone.sendRaw(Buffer.from([1, 2, 3]), { binary: true });
    phone.sendRaw('not json');
    phone.sendRaw('x'.repeat(65_536));
    phone.sendRaw(`${'['.repeat(10_000)}${']'.repeat(10_000)}`);
    phone.send({ event: 'media', streamSid: 'MZother', media: { track: 'inbound', payload: '/w==' } });
    phone.send({ event: 'media', streamSid: phone.streamSid, media: { track: 'outbound', payload: '/w==' } });
    phone.send({ event: 'media', streamSid: phone.streamSid, media: { track: 'inbound', payload: '%%%%' } });
    phone.send({ event: 'mark', streamSid: phone.streamSid, mark: { name: 'never sent' } });
    phone.connect();
    phone.press('7');
    await hears(callSid, phone);
    phone.stop();
    phone.stop();
  });
});

describe('hostile sockets beside healthy calls', () => {
  it('end or are ignored by themselves: no crash, no leak, and the healthy hear every word', async () => {
    const healthy = await Promise.all(Array.from({ length: 3 }, () => live()));
    // As phones do: a frame every 20 ms, whatever happens.
    const talking = setInterval(() => {
      for (const { phone } of healthy) phone.say(Buffer.alloc(160, 1));
    }, 20);
    await fc.assert(
      fc.asyncProperty(fc.array(hostileAct, { minLength: 1, maxLength: 25 }), fc.boolean(), async (acts, begins) => {
        const phone = await Phone.dial(start(newCallSid()));
        if (begins) phone.connect();
        for (const act of acts) act(phone);
        if (begins) phone.stop();
        phone.cut();
      }),
      { numRuns: 60 },
    );
    for (const act of rawAttacks) await attack(act);
    // Twilio knows none of those calls when it is asked to lead them back.
    town.company.failures.push(...Array.from({ length: 100 }, () => ({ status: 404, code: 20_404 })));
    for (const { phone, callSid } of healthy) await hears(callSid, phone);
    clearInterval(talking);
    for (const { phone } of healthy) phone.stop();
    await until('nothing to be left', () => metricOf(gateway, 'gateway_calls').then((count) => count === 0), {
      withinMs: 18_000,
    });
  }, 40_000);
});

// How the tests speak of sockets.

async function begun(options: PhoneStart, change: Parameters<Phone['connect']>[0] = {}): Promise<Phone> {
  const phone = await Phone.dial(options);
  phone.connect(change);
  return phone;
}

function talkedTo(callSid: string): Promise<unknown> {
  return until('the call to be talked with', () => dialogue.asked.some(({ callId }) => callId === callSid));
}

async function live(): Promise<TestCall> {
  const callSid = newCallSid();
  const phone = await begun(start(callSid));
  await talkedTo(callSid);
  return { callSid, phone };
}

let sounds = 0;

/** A reply is heard to its end, and what the caller says arrives. */
async function hears(callSid: string, phone: Phone): Promise<void> {
  const listen = speech.asked.findLast(({ callId }) => callId === callSid);
  if (listen === undefined) throw new Error('nobody listens');
  sounds += 1;
  phone.line.heard.length = 0;
  speech.speak(listen, reply(100 + sounds), 200, { sound: sounds });
  await until('the reply to be heard', () => phone.line.heard.length >= 10);
  expect(phone.line.heard.every((frame) => frame[0] === sounds)).toBe(true);
}

type Act = (phone: Phone) => void;

const stream = (phone: Phone): { streamSid: string } => ({ streamSid: phone.streamSid });
const media = (phone: Phone, inner: object, outer: object = {}): void =>
  phone.send({ event: 'media', ...stream(phone), media: { track: 'inbound', payload: '/w==', ...inner }, ...outer });

/** The classes of hostile input a WebSocket of the right handshake can carry. */
const hostileAct: fc.Arbitrary<Act> = fc.oneof(
  fc.string({ maxLength: 400 }).map(
    (text): Act =>
      (phone) =>
        phone.sendRaw(text),
  ),
  fc.uint8Array({ maxLength: 400 }).map(
    (bytes): Act =>
      (phone) =>
        phone.sendRaw(Buffer.from(bytes), { binary: true }),
  ),
  fc.uint8Array({ maxLength: 60 }).map(
    (bytes): Act =>
      (phone) =>
        phone.sendRaw(Buffer.from(bytes), { binary: false }),
  ),
  fc.jsonValue({ maxDepth: 4 }).map(
    (value): Act =>
      (phone) =>
        phone.send(value),
  ),
  fc.constantFrom<Act>(
    (phone) => phone.connect(),
    (phone) => phone.connect({ callSid: newCallSid() }),
    (phone) => phone.say(Buffer.alloc(0)),
    (phone) => phone.say(Buffer.alloc(1)),
    (phone) => phone.say(Buffer.alloc(9_000)),
    (phone) => media(phone, { payload: 'not base64!' }),
    (phone) => media(phone, { track: 'inbound_track' }),
    (phone) => media(phone, { payload: null }),
    (phone) => media(phone, {}, { streamSid: 'MZ-unknown' }),
    (phone) => media(phone, {}, { sequenceNumber: '99999999999999999999999' }),
    (phone) => media(phone, {}, { sequenceNumber: -1 }),
    (phone) => phone.send({ event: 'mark', ...stream(phone), mark: { name: '65536:500' } }),
    (phone) => phone.send({ event: 'mark', ...stream(phone), mark: { name: 'x'.repeat(100) } }),
    (phone) => phone.send({ event: 'dtmf', ...stream(phone), dtmf: { digit: 'Z' } }),
    (phone) => phone.sendRaw('{"event":"media","__proto__":{"polluted":true},"constructor":{"prototype":{}}}'),
    (phone) => phone.sendRaw(`{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`),
    (phone) => phone.sendRaw('x'.repeat(65_535)),
    (phone) => phone.sendRaw('x'.repeat(65_536)),
    (phone) => phone.sendRaw('x'.repeat(65_537)),
    (phone) => phone.stop(),
  ),
);

const MASKED = 0x80;
const mask = Buffer.from([0, 0, 0, 0]);
const frame = (first: number, length: number, payload = Buffer.alloc(length, 0x20)): Buffer =>
  Buffer.concat([Buffer.from([first, MASKED | length]), mask, payload]);

/** What a WebSocket library would not send: broken frames, right after a rightful handshake. */
const rawAttacks: readonly Buffer[] = [
  Buffer.from([0x81, 0x02, 0x7b, 0x7d]),
  frame(0xf1, 2),
  frame(0x83, 2),
  frame(0x09, 2),
  Buffer.from([0x89, MASKED | 126, 0, 200]),
  frame(0x81, 2, Buffer.from([0xc3, 0x28])),
  frame(0x80, 2),
  Buffer.concat([frame(0x01, 0), ...Array.from({ length: 2_000 }, () => frame(0x00, 0))]),
  Buffer.from([0x81, MASKED | 127, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
  frame(0x88, 1),
  Buffer.from([0x81, MASKED | 126]),
];

/** Sends bytes over a socket that was upgraded by hand; resolves when the gateway has closed it. */
function attack(bytes: Buffer): Promise<void> {
  const { url, signature } = start(newCallSid());
  const { hostname, port, pathname } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(
        `GET ${pathname} HTTP/1.1\r\nHost: ${hostname}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}\r\nX-Twilio-Signature: ${signature}\r\n\r\n`,
      );
    });
    socket.once('data', () => socket.write(bytes));
    socket.on('error', () => resolve());
    socket.on('close', () => resolve());
  });
}
