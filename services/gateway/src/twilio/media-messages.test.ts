import fc from 'fast-check';
import { FrameReader, MAX_AUDIO_BYTES, MessageWriter, readMessage } from './media-messages.ts';

const sid = `MZ${'a'.repeat(32)}`;
const reader = new FrameReader(sid);

interface Frame {
  readonly sequenceNumber: string;
  readonly chunk: string;
  readonly timestamp: string;
  readonly payload: string;
  readonly streamSid: string;
}

/** A media message exactly as Twilio writes it. */
function media({ sequenceNumber, chunk, timestamp, payload, streamSid }: Frame): Buffer {
  const inner = { track: 'inbound', chunk, timestamp, payload };
  return Buffer.from(JSON.stringify({ event: 'media', sequenceNumber, media: inner, streamSid }));
}

const frame = (audio: Uint8Array): Buffer =>
  media({
    ...{ sequenceNumber: '3', chunk: '2', timestamp: '25', streamSid: sid },
    payload: Buffer.from(audio).toString('base64'),
  });

const counter = fc.oneof(fc.nat().map(String), fc.constantFrom('', '00', '18446744073709551616', '-1', '1e3', 'x"'));
const payload = fc.oneof(
  fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes).toString('base64')),
  fc.string({ maxLength: 60 }),
  fc.constantFrom('', '=', '==', '====', 'A', 'AA', 'AAA', 'AA=A', 'A===', 'AAAA====', '-_-_', 'AA\u00e9A', 'AAAA\n'),
);
const anyFrame: fc.Arbitrary<Frame> = fc.record({
  ...{ sequenceNumber: counter, chunk: counter, timestamp: counter, payload },
  streamSid: fc.oneof({ weight: 4, arbitrary: fc.constant(sid) }, fc.string({ minLength: 1, maxLength: 8 })),
});

function expectEqualToJson(data: Buffer): void {
  const bytes = reader.read(data);
  if (bytes < 0) return;
  const audio = Buffer.from(reader.audio.subarray(0, bytes));
  expect(readMessage(data)).toEqual({ type: 'media', streamSid: sid, audio });
}

describe('the fast path', () => {
  it('reads what Twilio writes', () => {
    const audio = Buffer.from(Array.from({ length: 160 }, (_, index) => (index * 7) % 256));
    expect(reader.read(frame(audio))).toBe(160);
    expect(reader.audio.subarray(0, 160)).toEqual(audio);
  });

  it('reads every length of audio as JSON would', () => {
    for (let length = 0; length < 330; length += 1) {
      const audio = Buffer.from(Array.from({ length }, (_, index) => (index * 31 + length) % 256));
      expect(reader.read(frame(audio))).toBe(length);
      expect(reader.audio.subarray(0, length)).toEqual(audio);
      expect(readMessage(frame(audio))).toEqual({ type: 'media', streamSid: sid, audio });
    }
  });

  it('agrees with JSON.parse on every frame it does not leave to it', () => {
    fc.assert(fc.property(anyFrame, (any) => expectEqualToJson(media(any))));
  });

  it('agrees with JSON.parse after any few bytes have changed', () => {
    const change = fc.record({ at: fc.nat(400), byte: fc.integer({ min: 0, max: 255 }), insert: fc.boolean() });
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        (audio, changes) => {
          let data = frame(audio);
          for (const { at, byte, insert } of changes) {
            const position = at % data.length;
            const rest = data.subarray(insert ? position : position + 1);
            data = Buffer.concat([data.subarray(0, position), Buffer.from([byte]), rest]);
          }
          expectEqualToJson(data);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('leaves another stream, another order and more than a second of audio to JSON', () => {
    const other = new FrameReader('MZ-other');
    expect(other.read(frame(Buffer.alloc(160)))).toBe(-1);
    const reordered = { event: 'media', streamSid: sid, media: { track: 'inbound', payload: '/w==' } };
    expect(reader.read(Buffer.from(JSON.stringify(reordered)))).toBe(-1);
    expect(readMessage(Buffer.from(JSON.stringify(reordered)))).toEqual({
      ...{ type: 'media', streamSid: sid },
      audio: Buffer.from([0xff]),
    });
    expect(reader.read(frame(Buffer.alloc(MAX_AUDIO_BYTES + 800)))).toBe(-1);
    expect(readMessage(frame(Buffer.alloc(MAX_AUDIO_BYTES + 800)))).toEqual({ type: 'malformed' });
  });
});

describe('messages', () => {
  const read = (message: unknown): unknown => readMessage(Buffer.from(JSON.stringify(message)));
  const mediaFormat = { encoding: 'audio/x-mulaw', sampleRate: 8_000, channels: 1 };
  const start = { accountSid: 'AC1', streamSid: sid, callSid: 'CA1', tracks: ['inbound'], mediaFormat };

  it('are read as documented', () => {
    expect(read({ event: 'connected', protocol: 'Call', version: '1.0.0' })).toEqual({ type: 'connected' });
    const started = { ...start, customParameters: { pass: 'x' } };
    expect(read({ event: 'start', sequenceNumber: '1', start: started, streamSid: sid })).toEqual({
      ...{ type: 'start', streamSid: sid, callId: 'CA1', accountSid: 'AC1', understood: true },
      parameters: { pass: 'x' },
    });
    const mark = { event: 'mark', sequenceNumber: '9', streamSid: sid, mark: { name: '7:500' } };
    expect(read(mark)).toEqual({ type: 'mark', streamSid: sid, name: '7:500' });
    const dtmf = { event: 'dtmf', streamSid: sid, dtmf: { track: 'inbound_track', digit: '#' } };
    expect(read(dtmf)).toEqual({ type: 'dtmf', streamSid: sid, digit: '#' });
    expect(read({ event: 'stop', streamSid: sid, stop: {} })).toEqual({ type: 'stop', streamSid: sid });
  });

  it('of a format that is not understood are seen as such', () => {
    const opus = { ...start, mediaFormat: { ...mediaFormat, encoding: 'audio/opus' } };
    expect(read({ event: 'start', start: opus, streamSid: sid })).toMatchObject({ understood: false });
    const outbound = { ...start, tracks: ['outbound'] };
    expect(read({ event: 'start', start: outbound, streamSid: sid })).toMatchObject({ understood: false });
  });

  it('that are none of Twilio’s are malformed, whatever they are', () => {
    fc.assert(fc.property(fc.string(), (text) => readMessage(Buffer.from(text)).type === 'malformed'));
    const wrongTrack = { event: 'media', streamSid: sid, media: { track: 'outbound', payload: '/w==' } };
    const notBase64 = { event: 'media', streamSid: sid, media: { track: 'inbound', payload: '%%%%' } };
    const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
    for (const message of [null, 1, [], {}, { event: 'other' }, { event: 'start' }, wrongTrack, notBase64]) {
      expect(read(message)).toEqual({ type: 'malformed' });
    }
    expect(readMessage(Buffer.from(deep))).toEqual({ type: 'malformed' });
    expect(readMessage(Buffer.from('{"event":"stop","streamSid":"s","__proto__":{"event":"start"}}')).type).toBe(
      'stop',
    );
  });
});

describe('writing', () => {
  const writer = new MessageWriter(sid);

  it('gives the same as JSON.stringify', () => {
    const audio = Buffer.from([1, 2, 3, 4, 5]);
    expect(JSON.parse(writer.media(audio, 1, 4))).toEqual({
      ...{ event: 'media', streamSid: sid },
      media: { payload: Buffer.from([2, 3, 4]).toString('base64') },
    });
    expect(JSON.parse(writer.mark('7:"500'))).toEqual({ event: 'mark', streamSid: sid, mark: { name: '7:"500' } });
    expect(JSON.parse(writer.clear)).toEqual({ event: 'clear', streamSid: sid });
  });
});
