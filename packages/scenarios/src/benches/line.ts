/** A telephone line as Twilio's servers are one: signed webhooks, a signed upgrade, frames on an absolute clock. For benches that need every frame. */
import { createHmac, randomBytes } from 'node:crypto';
import type { House } from '@bayline/local';
import WebSocket from 'ws';

export interface TwilioKeys {
  readonly accountSid: string;
  readonly authToken: string;
  readonly publicUrl: string;
}

/** What the voice webhook answered: where the stream goes and what it must say there. */
export interface StreamInvitation {
  readonly callSid: string;
  readonly url: string;
  readonly parameters: Readonly<Record<string, string>>;
}

export function keysOf(house: House): TwilioKeys {
  const { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN } = house.simulators.environment;
  return { accountSid: TWILIO_ACCOUNT_SID ?? '', authToken: TWILIO_AUTH_TOKEN ?? '', publicUrl: house.publicUrl };
}

export function newCallSid(): string {
  return `CA${randomBytes(16).toString('hex')}`;
}

/** Twilio's signature over a URL and, for webhooks, its form fields. */
export function sign(keys: TwilioKeys, url: string, fields: Readonly<Record<string, string>> = {}): string {
  const data = Object.keys(fields)
    .sort()
    .reduce((text, name) => text + name + (fields[name] ?? ''), url);
  return createHmac('sha1', keys.authToken).update(data).digest('base64');
}

export function voiceFields(keys: TwilioKeys, callSid: string, from: string): Record<string, string> {
  const call = {
    CallSid: callSid,
    AccountSid: keys.accountSid,
    From: from,
    To: '+12155550100',
    Caller: from,
    Called: '+12155550100',
  };
  return { ...call, CallStatus: 'ringing', Direction: 'inbound', ApiVersion: '2010-04-01' };
}

export function postWebhook(
  keys: TwilioKeys,
  path: string,
  fields: Readonly<Record<string, string>>,
  signature: string | null,
): Promise<Response> {
  return fetch(`${keys.publicUrl}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(signature === null ? {} : { 'x-twilio-signature': signature }),
    },
    body: new URLSearchParams(fields),
  });
}

/** Rings the shop. @throws Error when the call is not invited to a stream */
export async function ring(keys: TwilioKeys, from: string, callSid = newCallSid()): Promise<StreamInvitation> {
  const fields = voiceFields(keys, callSid, from);
  const response = await postWebhook(
    keys,
    '/twilio/voice',
    fields,
    sign(keys, `${keys.publicUrl}/twilio/voice`, fields),
  );
  const twiml = await response.text();
  const url = /<Stream[^>]* url="([^"]+)"/.exec(twiml)?.[1];
  if (url === undefined)
    throw new Error(`the gateway answered ${response.status} without a stream: ${twiml.slice(0, 200)}`);
  const parameters = Object.fromEntries(
    [...twiml.matchAll(/<Parameter name="([^"]+)" value="([^"]+)"/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
  );
  return { callSid, url, parameters };
}

/** Opens the media socket, signed as Twilio signs upgrades. */
export async function openSocket(keys: TwilioKeys, url: string): Promise<WebSocket> {
  const socket = new WebSocket(url, { headers: { 'x-twilio-signature': sign(keys, url) }, perMessageDeflate: false });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return socket;
}

export function startMessage(
  keys: TwilioKeys,
  invitation: StreamInvitation,
  streamSid: string,
): Record<string, unknown> {
  return {
    event: 'start',
    sequenceNumber: '1',
    streamSid,
    start: {
      accountSid: keys.accountSid,
      streamSid,
      callSid: invitation.callSid,
      tracks: ['inbound'],
      mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
      customParameters: invitation.parameters,
    },
  };
}

const SILENT_FRAME = Buffer.alloc(160, 0xff).toString('base64');
const FRAME_MS = 20;

/**
 * A caller who listens in silence and times every frame that arrives. `gaps` are the milliseconds between frames of one
 * reply; a pause of more than `PAUSE_MS` is the end of a reply.
 */
export class SilentLine {
  readonly gaps: number[] = [];
  closed = false;
  readonly #socket: WebSocket;
  #lastFrameAt = 0;
  #framesInReply = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(socket: WebSocket, keys: TwilioKeys, invitation: StreamInvitation) {
    this.#socket = socket;
    const streamSid = `MZ${invitation.callSid.slice(2)}`;
    socket.on('message', (data: Buffer) => this.#onMessage(data));
    socket.on('close', () => this.hangUp());
    socket.on('error', () => this.hangUp());
    this.#send({ event: 'connected', protocol: 'Call', version: '1.0.0' });
    this.#send(startMessage(keys, invitation, streamSid));
    this.#speak(streamSid);
  }

  hangUp(): void {
    clearTimeout(this.#timer);
    this.closed = true;
    this.#socket.close();
  }

  #onMessage(data: Buffer): void {
    const message = JSON.parse(data.toString()) as { event: string; mark?: { name: string }; streamSid?: string };
    // An echo at once is early by the lead; it only keeps the gateway's books.
    if (message.event === 'mark')
      this.#send({ event: 'mark', sequenceNumber: '9', streamSid: message.streamSid, mark: message.mark });
    if (message.event !== 'media') return;
    const now = performance.now();
    const gap = now - this.#lastFrameAt;
    this.#lastFrameAt = now;
    this.#framesInReply = gap > PAUSE_MS ? 0 : this.#framesInReply + 1;
    if (this.#framesInReply > LEAD_FRAMES) this.gaps.push(gap);
  }

  #speak(streamSid: string): void {
    const startedAt = performance.now();
    let sent = 0;
    const tick = (): void => {
      for (; sent * FRAME_MS <= performance.now() - startedAt && !this.closed; sent += 1) {
        const media = {
          track: 'inbound',
          chunk: String(sent + 1),
          timestamp: String(sent * FRAME_MS),
          payload: SILENT_FRAME,
        };
        this.#send({ event: 'media', sequenceNumber: String(sent + 2), streamSid, media });
      }
      if (!this.closed) this.#timer = setTimeout(tick, Math.max(0, startedAt + sent * FRAME_MS - performance.now()));
    };
    tick();
  }

  #send(message: Record<string, unknown>): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }
}

const PAUSE_MS = 150;
/** The first frames of a reply come at once: the lead. */
const LEAD_FRAMES = 10;
