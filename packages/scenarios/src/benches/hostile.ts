/** Hostile WebSocket input, by class: what a stranger, or a broken peer with a valid pass, may send. Seeded. */
import type { Random } from './random.ts';

/** What the classes may refer to. */
export interface Setting {
  readonly streamSid: string;
  readonly callSid: string;
  readonly start: Record<string, unknown>;
}

type Payload = string | Buffer;

/** Messages that fit WebSocket framing and break what is inside. */
export const messageClasses: Readonly<Record<string, (random: Random, setting: Setting) => Payload>> = {
  'invalid json': (random) =>
    ['{', '{"event":', 'null', '[]', '"media"', 'NaN', '{"event":"media"'][Math.floor(random() * 7)] ?? '{',
  'deep json': () => `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
  prototype: () => '{"event":"media","__proto__":{"admin":true},"constructor":{"prototype":{}}}',
  'duplicate start': (_, setting) => JSON.stringify(setting.start),
  'another stream': (random, setting) => media({ ...setting, streamSid: `MZ${hex(random, 32)}` }, frame(random)),
  'not base64': (_, setting) => media(setting, '%%%%'),
  'empty payload': (_, setting) => media(setting, ''),
  'one byte': (_, setting) => media(setting, '/w=='),
  'long payload': (random, setting) =>
    media(setting, Buffer.alloc(20_000 + Math.floor(random() * 20_000)).toString('base64')),
  'sequence rewinds': (random, setting) => media(setting, frame(random), { sequenceNumber: '-5' }),
  'sequence beyond numbers': (random, setting) => media(setting, frame(random), { sequenceNumber: '9'.repeat(40) }),
  'wrong track': (random, setting) => media(setting, frame(random), {}, { track: 'outbound' }),
  'no media': (_, setting) => JSON.stringify({ event: 'media', streamSid: setting.streamSid }),
  'wrong types': () => JSON.stringify({ event: 'media', media: { payload: 5, track: [] }, streamSid: {} }),
  'unknown event': () => JSON.stringify({ event: 'shutdown' }),
  'event of no type': () => JSON.stringify({ event: { toString: 'x' } }),
  'odd key': (_, setting) =>
    JSON.stringify({ event: 'dtmf', streamSid: setting.streamSid, dtmf: { digit: '99', track: 'x' } }),
  'mark of nobody': (random, setting) =>
    JSON.stringify({ event: 'mark', streamSid: setting.streamSid, mark: { name: `${hex(random, 8)}:1` } }),
  'mark without a name': (_, setting) => JSON.stringify({ event: 'mark', streamSid: setting.streamSid }),
  'binary frame': (random) => Buffer.from(hex(random, 64), 'hex'),
  'plain media': (random, setting) => media(setting, frame(random)),
  'stop of another call': () =>
    JSON.stringify({ event: 'stop', streamSid: 'MZ0', stop: { callSid: 'CA0', accountSid: 'AC0' } }),
  'nearly too long': (_, setting) =>
    JSON.stringify({ event: 'media', streamSid: setting.streamSid, pad: 'x'.repeat(65_000) }),
};

/** Bytes below the level of messages; each ends its socket. */
export const wireClasses: Readonly<Record<string, (random: Random) => Buffer>> = {
  'invalid utf-8': () => masked(0x81, Buffer.from([0xc3, 0x28, 0xff])),
  unmasked: () => Buffer.concat([Buffer.from([0x81, 2]), Buffer.from('{}')]),
  'reserved bits': () => masked(0xf1, Buffer.from('{}')),
  'reserved opcode': () => masked(0x8b, Buffer.from('x')),
  'fragmented control': () => masked(0x09, Buffer.from('ping')),
  'long control': () => masked(0x89, Buffer.alloc(200)),
  'continuation of nothing': () => masked(0x80, Buffer.from('x')),
  'many empty fragments': () =>
    Buffer.concat([masked(0x01, Buffer.alloc(0)), ...Array.from({ length: 500 }, () => masked(0x00, Buffer.alloc(0)))]),
  'too long': () => masked(0x81, Buffer.alloc(65_537, 0x20)),
  'length beyond memory': () => Buffer.concat([Buffer.from([0x81, 0xff]), Buffer.alloc(8, 0x7f), Buffer.alloc(4)]),
  'cut in the middle': () => Buffer.from([0x81, 0xfe, 0x10, 0x00, 1, 2, 3, 4, 5]),
  noise: (random) => Buffer.from(hex(random, 400), 'hex'),
};

function media(
  setting: Setting,
  payload: string,
  extra: Record<string, unknown> = {},
  inside: Record<string, unknown> = {},
): string {
  return JSON.stringify({
    event: 'media',
    sequenceNumber: '4',
    streamSid: setting.streamSid,
    media: { track: 'inbound', chunk: '3', timestamp: '40', payload, ...inside },
    ...extra,
  });
}

function frame(random: Random): string {
  return Buffer.from(hex(random, 320), 'hex').toString('base64');
}

function hex(random: Random, length: number): string {
  return Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
}

/** One client frame with a zero mask. */
function masked(first: number, payload: Buffer): Buffer {
  const length =
    payload.length < 126
      ? Buffer.from([0x80 | payload.length])
      : payload.length < 65_536
        ? Buffer.from([0xfe, payload.length >> 8, payload.length & 0xff])
        : Buffer.concat([Buffer.from([0xff, 0, 0, 0, 0]), sizeBytes(payload.length).subarray(1)]);
  return Buffer.concat([Buffer.from([first]), length, Buffer.alloc(4), payload]);
}

function sizeBytes(length: number): Buffer {
  const bytes = Buffer.alloc(5);
  bytes.writeUInt32BE(length, 1);
  return bytes;
}
