/** The attack of `bench fuzz`, on a thread of its own: hostile input until so many frames are sent, then a storm of connections. */
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import WebSocket from 'ws';
import { messageClasses, wireClasses } from './hostile.ts';
import { newCallSid, openSocket, ring, type StreamInvitation, sign, startMessage, type TwilioKeys } from './line.ts';
import { type Random, seeded } from './random.ts';

/** A socket is cut off by the rate limit after about so many messages. */
const MESSAGES_PER_SOCKET = 290;
const AT_ONCE = 4;

export interface AttackOrder {
  readonly keys: TwilioKeys;
  readonly frames: number;
  readonly seed: number;
}

export interface AttackReport {
  readonly frames: number;
  readonly sockets: number;
  /** Calls the gateway did not invite to a stream: it was busy and said so. */
  readonly refused: number;
  readonly classes: number;
}

async function attackWith(keys: TwilioKeys, frames: number, random: Random): Promise<AttackReport> {
  let sent = 0;
  let sockets = 0;
  let toldAt = 0;
  let refused = 0;
  const attacker = async (): Promise<void> => {
    while (sent < frames) {
      sockets += 1;
      const invitation = await ring(keys, `+1215${String(Math.floor(random() * 9_000_000) + 1_000_000)}`).catch(
        () => undefined,
      );
      if (invitation === undefined) {
        refused += 1;
        // Busy is an answer: a moment later there is room again.
        await sleep(250);
        continue;
      }
      sent += await (random() < 0.7 ? attackMessages(keys, invitation, random) : attackWire(keys, invitation, random));
      if (sent - toldAt >= 10_000) {
        toldAt = sent;
        tell({ type: 'progress', line: `${sent} frames on ${sockets} sockets` });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, attacker));
  await storm(keys);
  return {
    frames: sent,
    sockets,
    refused,
    classes: Object.keys(messageClasses).length + Object.keys(wireClasses).length + 5,
  };
}

/** A peer with a valid pass that sends what it should not; some never start, start twice, or replay another's pass. */
async function attackMessages(keys: TwilioKeys, invitation: StreamInvitation, random: Random): Promise<number> {
  const streamSid = `MZ${invitation.callSid.slice(2)}`;
  const start = startMessage(keys, invitation, streamSid);
  const setting = { streamSid, callSid: invitation.callSid, start };
  const socket = await openSocket(keys, invitation.url);
  socket.on('error', () => {});
  const kind = random();
  let sent = 0;
  const send = (payload: string | Buffer): void => {
    if (socket.readyState !== WebSocket.OPEN) return;
    socket.send(payload, { binary: typeof payload !== 'string' });
    sent += 1;
  };
  if (kind < 0.1) send(JSON.stringify({ ...start, start: { ...(start.start as object), callSid: newCallSid() } }));
  else if (kind < 0.2)
    send(JSON.stringify({ ...start, start: { ...(start.start as object), customParameters: { token: 'x' } } }));
  else if (kind < 0.9) send(JSON.stringify(start));
  const names = Object.keys(messageClasses);
  for (let index = 0; index < MESSAGES_PER_SOCKET && socket.readyState === WebSocket.OPEN; index += 1) {
    const make = messageClasses[names[Math.floor(random() * names.length)] ?? ''];
    if (make !== undefined) send(make(random, setting));
    if (index % 50 === 49) await new Promise((resolve) => setImmediate(resolve));
  }
  if (random() < 0.5)
    send(
      JSON.stringify({ event: 'stop', streamSid, stop: { callSid: invitation.callSid, accountSid: keys.accountSid } }),
    );
  if (random() < 0.5) socket.terminate();
  else socket.close();
  return Math.max(1, sent);
}

/** Bytes that break the WebSocket protocol itself, on a socket of its own. Half of them stay open for a while, saying nothing. */
async function attackWire(keys: TwilioKeys, invitation: StreamInvitation, random: Random): Promise<number> {
  const { hostname, port, pathname } = new URL(invitation.url);
  const names = Object.keys(wireClasses);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.on('error', () => {});
  const upgrade = [
    `GET ${pathname} HTTP/1.1`,
    `Host: ${hostname}:${port}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${Buffer.alloc(16, 7).toString('base64')}`,
    `X-Twilio-Signature: ${sign(keys, invitation.url)}`,
  ];
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  socket.write(`${upgrade.join('\r\n')}\r\n\r\n`);
  await new Promise((resolve) => socket.once('data', resolve));
  let sent = 0;
  for (let index = 0; index < 20 && socket.writable; index += 1) {
    const make = wireClasses[names[Math.floor(random() * names.length)] ?? ''];
    if (make !== undefined) socket.write(make(random));
    sent += 1;
  }
  if (random() < 0.5) setTimeout(() => socket.destroy(), 1_000);
  else socket.destroy();
  return sent;
}

/** Two hundred connections within a second, none of which is let in. */
async function storm(keys: TwilioKeys): Promise<void> {
  const url = `${keys.publicUrl.replace('http', 'ws')}/media/${newCallSid()}`;
  await Promise.all(
    Array.from({ length: 200 }, async (_, index) => {
      await sleep(index * 5);
      await openSocket({ ...keys, authToken: 'wrong' }, url).then(
        (socket) => socket.terminate(),
        () => {},
      );
    }),
  );
}

export type AttackNews =
  | { readonly type: 'progress'; readonly line: string }
  | { readonly type: 'done'; readonly report: AttackReport };

function tell(news: AttackNews): void {
  parentPort?.postMessage(news);
}

const order = workerData as AttackOrder;
tell({ type: 'done', report: await attackWith(order.keys, order.frames, seeded(order.seed)) });
