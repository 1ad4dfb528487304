/**
 * Many telephone lines at little cost: WebSocket frames are written as bytes made beforehand (with a mask of zero, which
 * leaves the payload as it is) and read without JSON. A load generator on the cores it shares with what it measures must not
 * be what is measured. Frames leave on one absolute clock, 20 phases of a millisecond.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export const FRAME_MS = 20;

/** Told of each media frame that arrives: its number, as it was sent, and when. */
export type OnFrame = (line: WireLine, sequence: number, now: number) => void;

const PAYLOAD = '"payload":"';
/** A frame's number stands in the first four letters of its audio: three bytes, which no house may alter. */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Uint8Array(256);
for (const [value, letter] of [...LETTERS].entries()) VALUES[letter.charCodeAt(0)] = value;

export class WireLine {
  readonly #socket: Socket;
  readonly #frame: Buffer;
  readonly #numberAt: number;
  readonly #onFrame: OnFrame;
  #rest: Buffer = Buffer.alloc(0);
  /** Where the audio begins in the messages that arrive; they all look alike. */
  #audioAt = 0;
  closed = false;
  sent = 0;
  received = 0;
  marks = 0;

  private constructor(socket: Socket, media: string, onFrame: OnFrame) {
    this.#socket = socket;
    this.#frame = masked(media);
    this.#numberAt = this.#frame.indexOf(PAYLOAD) + PAYLOAD.length;
    this.#onFrame = onFrame;
    socket.setNoDelay(true);
    socket.on('data', (data) => this.#read(data));
    socket.on('close', () => {
      this.closed = true;
    });
    // `close` follows.
    socket.on('error', () => {});
  }

  /** Opens a WebSocket; `media` is the message every frame sends. @throws Error when the upgrade is refused */
  static async open(
    url: string,
    headers: Readonly<Record<string, string>>,
    media: string,
    onFrame: OnFrame,
  ): Promise<WireLine> {
    const { hostname, port, pathname } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port) });
    await once(socket, 'connect');
    const lines = [
      `GET ${pathname} HTTP/1.1`,
      `Host: ${hostname}:${port}`,
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ];
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    if (!answer.includes(' 101 ')) throw new Error(`the upgrade was refused: ${answer.subarray(0, 80)}`);
    return new WireLine(socket, media, onFrame);
  }

  say(message: string): void {
    if (!this.closed) this.#socket.write(masked(message));
  }

  sendFrame(): void {
    if (this.closed) return;
    const frame = Buffer.from(this.#frame);
    for (let letter = 0; letter < 4; letter += 1) {
      frame[this.#numberAt + letter] = LETTERS.charCodeAt((this.sent >> (18 - 6 * letter)) & 63);
    }
    this.#socket.write(frame);
    this.sent += 1;
  }

  close(): void {
    this.closed = true;
    this.#socket.destroy();
  }

  /** Server frames: FIN and text, a length of one or three bytes, no mask. */
  #read(data: Buffer): void {
    const bytes = this.#rest.length === 0 ? data : Buffer.concat([this.#rest, data]);
    let at = 0;
    while (at + 4 <= bytes.length) {
      const short = (bytes[at + 1] ?? 0) & 0x7f;
      const head = short === 126 ? 4 : 2;
      const length = short === 126 ? bytes.readUInt16BE(at + 2) : short;
      if (at + head + length > bytes.length) break;
      this.#take(bytes, at + head, at + head + length);
      at += head + length;
    }
    this.#rest = at === bytes.length ? Buffer.alloc(0) : bytes.subarray(at);
  }

  /** `{"event":"media"` or `{"event":"mark"`: the second letter says which. A mark comes back at once. */
  #take(bytes: Buffer, start: number, end: number): void {
    const letter = bytes[start + 11];
    if (letter === 0x65) {
      if (this.#audioAt === 0) this.#audioAt = bytes.indexOf(PAYLOAD, start) - start + PAYLOAD.length;
      const at = start + this.#audioAt;
      let sequence = 0;
      for (let index = at; index < at + 4; index += 1) sequence = (sequence << 6) | (VALUES[bytes[index] ?? 0] ?? 0);
      this.received += 1;
      this.#onFrame(this, sequence, performance.now());
    } else if (letter === 0x61) {
      this.marks += 1;
      this.say(bytes.toString('latin1', start, end));
    }
  }
}

/** A text frame from a client, whose mask is zero. */
function masked(message: string): Buffer {
  const payload = Buffer.from(message);
  const head = payload.length < 126 ? Buffer.alloc(6) : Buffer.alloc(8);
  head[0] = 0x81;
  if (payload.length < 126) head[1] = 0x80 | payload.length;
  else {
    head[1] = 0x80 | 126;
    head.writeUInt16BE(payload.length, 2);
  }
  return Buffer.concat([head, payload]);
}

export interface Sending {
  /** When the frame of a line with this number was due. */
  dueAt(index: number, sequence: number): number;
  /** How late the sending itself was, in milliseconds. Resolves when it is over. */
  readonly late: Promise<number[]>;
}

/** Sends a frame on every line each 20 ms for so long; the lines are fresh. */
export function sendFrames(lines: readonly WireLine[], forMs: number): Sending {
  const startedAt = performance.now() + 5;
  const first = lines.map((line) => line.sent);
  const run = async (): Promise<number[]> => {
    const late: number[] = [];
    for (let tick = 0; tick < forMs; tick += 1) {
      const dueAt = startedAt + tick;
      const wait = dueAt - performance.now();
      if (wait > 0.5) await new Promise((resolve) => setTimeout(resolve, wait));
      // What arrives must be read as well, however late we are.
      else await new Promise((resolve) => setImmediate(resolve));
      late.push(Math.max(0, performance.now() - dueAt));
      for (let index = tick % FRAME_MS; index < lines.length; index += FRAME_MS) lines[index]?.sendFrame();
    }
    return late;
  };
  return {
    dueAt: (index, sequence) => startedAt + (index % FRAME_MS) + (sequence - (first[index] ?? 0)) * FRAME_MS,
    late: run(),
  };
}
