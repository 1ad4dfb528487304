/**
 * Twilio's Media Streams wire, both ways (docs: "Media Streams - WebSocket Messages"). Pure. Callers' audio takes a fast
 * path: a frame that looks exactly as Twilio writes it is recognised byte by byte and decoded without JSON; whatever
 * differs in a single byte goes through `JSON.parse`. A property test holds the two equal.
 */
import { z } from 'zod';

/** Headerless mu-law, 8 kHz, mono: 8 bytes are a millisecond. */
export const BYTES_PER_MS = 8;
/** Twilio sends 20 ms at a time. A message of more than a second of audio is not Twilio's. */
export const MAX_AUDIO_BYTES = 1_000 * BYTES_PER_MS;

export interface StreamStart {
  readonly type: 'start';
  readonly streamSid: string;
  readonly callId: string;
  readonly accountSid: string;
  /** Whether it is the caller's mu-law at 8 kHz, the only thing this house understands. */
  readonly understood: boolean;
  readonly parameters: Readonly<Record<string, string>>;
}

export type FromTwilio =
  | { readonly type: 'connected' }
  | StreamStart
  | { readonly type: 'media'; readonly streamSid: string; readonly audio: Buffer }
  | { readonly type: 'mark'; readonly streamSid: string; readonly name: string }
  | { readonly type: 'dtmf'; readonly streamSid: string; readonly digit: string }
  | { readonly type: 'stop'; readonly streamSid: string }
  | { readonly type: 'malformed' };

const sid = z.string().min(1).max(64);
const message = z.discriminatedUnion('event', [
  z.object({ event: z.literal('connected') }),
  z.object({
    event: z.literal('start'),
    streamSid: sid,
    start: z.object({
      accountSid: z.string(),
      callSid: z.string(),
      tracks: z.array(z.string()).max(4),
      mediaFormat: z.object({ encoding: z.string(), sampleRate: z.number(), channels: z.number() }),
      customParameters: z.record(z.string(), z.string()).nullish(),
    }),
  }),
  z.object({
    event: z.literal('media'),
    streamSid: sid,
    media: z.object({ track: z.literal('inbound'), payload: z.string().max((MAX_AUDIO_BYTES / 3) * 4 + 4) }),
  }),
  z.object({ event: z.literal('mark'), streamSid: sid, mark: z.object({ name: z.string().max(64) }) }),
  z.object({ event: z.literal('dtmf'), streamSid: sid, dtmf: z.object({ digit: z.string().max(1) }) }),
  z.object({ event: z.literal('stop'), streamSid: sid }),
]);

const malformed: FromTwilio = { type: 'malformed' };

/** Reads any message of Twilio's; what is not one is `malformed`. Never throws. */
export function readMessage(data: Buffer): FromTwilio {
  const parsed = message.safeParse(parseJson(data));
  if (!parsed.success) return malformed;
  const { data: read } = parsed;
  switch (read.event) {
    case 'connected':
      return { type: 'connected' };
    case 'start':
      return readStart(read);
    case 'media':
      return readMedia(read.streamSid, read.media.payload);
    case 'mark':
      return { type: 'mark', streamSid: read.streamSid, name: read.mark.name };
    case 'dtmf':
      return { type: 'dtmf', streamSid: read.streamSid, digit: read.dtmf.digit };
    case 'stop':
      return { type: 'stop', streamSid: read.streamSid };
  }
}

function readStart({ streamSid, start }: Extract<z.output<typeof message>, { event: 'start' }>): StreamStart {
  const { encoding, sampleRate, channels } = start.mediaFormat;
  return {
    type: 'start',
    streamSid,
    callId: start.callSid,
    accountSid: start.accountSid,
    understood:
      encoding === 'audio/x-mulaw' && sampleRate === 8_000 && channels === 1 && start.tracks.includes('inbound'),
    parameters: start.customParameters ?? {},
  };
}

function readMedia(streamSid: string, payload: string): FromTwilio {
  const text = Buffer.from(payload);
  const audio = Buffer.allocUnsafe(Math.ceil(text.length / 4) * 3);
  const length = decodeBase64(text, 0, text.length, audio);
  return length < 0 ? malformed : { type: 'media', streamSid, audio: audio.subarray(0, length) };
}

function parseJson(data: Buffer): unknown {
  try {
    return JSON.parse(data.toString('utf8'));
  } catch {
    // Not JSON is one more way of being malformed.
    return undefined;
  }
}

const MEDIA_HEAD = Buffer.from('{"event":"media","sequenceNumber":"');
const MEDIA_CHUNK = Buffer.from('","media":{"track":"inbound","chunk":"');
const MEDIA_TIME = Buffer.from('","timestamp":"');
const MEDIA_PAYLOAD = Buffer.from('","payload":"');
const QUOTE = 0x22;

/** Reads the frames of one stream on the fast path. */
export class FrameReader {
  readonly #tail: Buffer;
  /** Holds the audio of the frame read last. */
  readonly audio = Buffer.allocUnsafe(MAX_AUDIO_BYTES + 3);

  constructor(streamSid: string) {
    this.#tail = Buffer.from(`"},"streamSid":${JSON.stringify(streamSid)}}`);
  }

  /** How many bytes of audio a media message holds, now in `audio`; -1 when it needs `readMessage`. */
  read(data: Buffer): number {
    let at = skip(data, 0, MEDIA_HEAD);
    at = skip(data, skipDigits(data, at), MEDIA_CHUNK);
    at = skip(data, skipDigits(data, at), MEDIA_TIME);
    at = skip(data, skipDigits(data, at), MEDIA_PAYLOAD);
    if (at < 0) return -1;
    const end = data.length - this.#tail.length;
    if (end < at || end - at > (MAX_AUDIO_BYTES / 3) * 4 || skip(data, end, this.#tail) !== data.length) return -1;
    return decodeBase64(data, at, end, this.audio);
  }
}

/** The position after `expected`, or -1 when something else stands at `at` (or `at` is -1 already). */
function skip(data: Buffer, at: number, expected: Buffer): number {
  if (at < 0 || at + expected.length > data.length) return -1;
  for (let i = 0; i < expected.length; i += 1) if (data[at + i] !== expected[i]) return -1;
  return at + expected.length;
}

/** The position after the digits up to a quote, or -1. */
function skipDigits(data: Buffer, at: number): number {
  if (at < 0) return -1;
  let end = at;
  while (end < data.length && data[end] !== QUOTE) {
    const byte = data[end] ?? 0;
    if (byte < 0x30 || byte > 0x39) return -1;
    end += 1;
  }
  return end;
}

const NO_SEXTET = 0xff;
const PADDING = 0x3d;
const sextets = new Uint8Array(256).fill(NO_SEXTET);
for (const [value, letter] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries()) {
  sextets[letter.charCodeAt(0)] = value;
}

/**
 * Decodes padded standard base64 from `text[start..end)` into `into`. Returns the number of bytes, or -1 when it is not
 * base64. A table in JavaScript beats the native decoder at 20 ms of audio, and notices what is not base64.
 */
function decodeBase64(text: Buffer, start: number, end: number, into: Buffer): number {
  if ((end - start) % 4 !== 0) return -1;
  let padding = 0;
  while (padding < 2 && end - padding > start && text[end - padding - 1] === PADDING) padding += 1;
  const last = end - (padding === 0 ? 0 : 4);
  let wrong = 0;
  let to = 0;
  for (let at = start; at < last; at += 4) {
    const a = sextets[text[at] ?? 0] ?? NO_SEXTET;
    const b = sextets[text[at + 1] ?? 0] ?? NO_SEXTET;
    const c = sextets[text[at + 2] ?? 0] ?? NO_SEXTET;
    const d = sextets[text[at + 3] ?? 0] ?? NO_SEXTET;
    wrong |= a | b | c | d;
    into[to] = (a << 2) | (b >> 4);
    into[to + 1] = (b << 4) | (c >> 2);
    into[to + 2] = (c << 6) | d;
    to += 3;
  }
  if (padding > 0) {
    const a = sextets[text[last] ?? 0] ?? NO_SEXTET;
    const b = sextets[text[last + 1] ?? 0] ?? NO_SEXTET;
    const c = padding === 2 ? 0 : (sextets[text[last + 2] ?? 0] ?? NO_SEXTET);
    wrong |= a | b | c;
    into[to] = (a << 2) | (b >> 4);
    into[to + 1] = (b << 4) | (c >> 2);
    to += 3 - padding;
  }
  return wrong > 63 ? -1 : to;
}

/** Writes the messages of one stream. Media is a constant prefix, base64 and a suffix: eight times cheaper than JSON. */
export class MessageWriter {
  readonly #media: string;
  readonly #mark: string;
  /** Drops what Twilio has not played yet. */
  readonly clear: string;

  constructor(streamSid: string) {
    const stream = `"streamSid":${JSON.stringify(streamSid)}`;
    this.#media = `{"event":"media",${stream},"media":{"payload":"`;
    this.#mark = `{"event":"mark",${stream},"mark":{"name":`;
    this.clear = `{"event":"clear",${stream}}`;
  }

  media(audio: Buffer, start: number, end: number): string {
    return `${this.#media}${audio.toString('base64', start, end)}"}}`;
  }

  mark(name: string): string {
    return `${this.#mark}${JSON.stringify(name)}}}`;
  }
}
