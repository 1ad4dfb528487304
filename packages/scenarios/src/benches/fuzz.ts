/** `bench fuzz`: hostile WebSocket input beside five healthy calls, and forged signatures. Nothing may crash, leak or disturb. */
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createProgress, type House, startHouse } from '@bayline/local';
import WebSocket from 'ws';
import { HOUSE_NOW } from '../houses.ts';
import type { Bench } from './bench.ts';
import { machine, percentile, tenth } from './figures.ts';
import { tryForgeries } from './forgeries.ts';
import { messageClasses, type Random, seeded, wireClasses } from './hostile.ts';
import {
  keysOf,
  newCallSid,
  openSocket,
  ring,
  SilentLine,
  type StreamInvitation,
  sign,
  startMessage,
  type TwilioKeys,
} from './line.ts';

const HEALTHY = 5;
/** A socket is cut off by the rate limit after about so many messages. */
const MESSAGES_PER_SOCKET = 290;
const AT_ONCE = 4;
/** What is closed is forgotten at once; a socket that was invited and never came is expected for ten seconds. */
const SETTLE_MS = 12_000;

export const fuzzBench: Bench = {
  name: 'fuzz',
  about: 'hostile WebSocket input beside five healthy calls, and fourteen forged signatures',
  run: async ({ frames, seed, quiet, note }) => {
    const house = await startHouse({ profile: 'bench', progress: createProgress(quiet), now: HOUSE_NOW });
    try {
      const keys = keysOf(house);
      const healthy = new HealthyCalls(keys);
      await healthy.begin();
      // Ten undisturbed seconds are the yardstick.
      await sleep(10_000);
      const undisturbed = healthy.takeJitter();
      note('hostile input begins');
      const attack = await attackWith(keys, frames, seeded(seed), note);
      const disturbed = healthy.takeJitter();
      const { tried, forged } = await tryForgeries(keys);
      healthy.end();
      await sleep(SETTLE_MS);
      const leaked = await liveCalls(house);
      return {
        bench: 'fuzz',
        seed,
        ...attack,
        crashes: house.services.filter((instance) => !instance.process.running).length,
        leakedSessions: leaked,
        healthyJitterP99Ms: tenth(percentile(disturbed, 0.99)),
        undisturbedJitterP99Ms: tenth(percentile(undisturbed, 0.99)),
        healthyFrames: disturbed.length,
        healthyCallsRefused: healthy.failure === undefined ? 0 : 1,
        signatures: tried,
        forged: forged.length,
        ...(forged.length === 0 ? {} : { forgedBy: forged }),
        machine: machine(),
      };
    } finally {
      await house.stop();
    }
  },
};

/** Calls that listen to the greeting and what follows; each is placed again when it is over. */
class HealthyCalls {
  readonly #keys: TwilioKeys;
  readonly #lines: SilentLine[] = [];
  #gaps: number[] = [];
  #ended = false;
  #count = 0;
  /** Why a healthy caller could not call again. */
  failure: unknown;

  constructor(keys: TwilioKeys) {
    this.#keys = keys;
  }

  async begin(): Promise<void> {
    await Promise.all(Array.from({ length: HEALTHY }, (_, index) => this.#keepCalling(index)));
  }

  /** Deviations from 20 ms between frames since the last time this was asked. */
  takeJitter(): number[] {
    for (const line of this.#lines) this.#gaps.push(...line.gaps.splice(0));
    return this.#gaps.splice(0).map((gap) => Math.abs(gap - 20));
  }

  end(): void {
    this.#ended = true;
    for (const line of this.#lines) line.hangUp();
  }

  /** Resolves once the first call is up; goes on calling until the end. */
  async #keepCalling(index: number): Promise<void> {
    const first = await this.#callOnce(index);
    void (async () => {
      for (let line = first; !this.#ended; line = await this.#callOnce(index)) {
        // The line says by itself when it is over; looking twice a second is enough for a bench.
        while (!line.closed && !this.#ended) await sleep(500);
        this.#gaps.push(...line.gaps.splice(0));
      }
    })().catch((error: unknown) => {
      this.failure ??= error;
    });
  }

  async #callOnce(index: number): Promise<SilentLine> {
    this.#count += 1;
    const invitation = await ring(this.#keys, `+1215559${String(this.#count).padStart(4, '0')}`);
    const line = new SilentLine(await openSocket(this.#keys, invitation.url), this.#keys, invitation);
    this.#lines[index] = line;
    return line;
  }
}

interface Attack {
  readonly frames: number;
  readonly sockets: number;
  /** Calls the gateway did not invite to a stream: it was busy and said so. */
  readonly refused: number;
  readonly classes: number;
}

async function attackWith(
  keys: TwilioKeys,
  frames: number,
  random: Random,
  note: (line: string) => void,
): Promise<Attack> {
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
        note(`${sent} frames on ${sockets} sockets`);
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

/** Calls that any service still takes for live. */
async function liveCalls(house: House): Promise<number> {
  let live = 0;
  for (const instance of house.services) {
    if (!['gateway', 'speech', 'dialogue'].includes(instance.service)) continue;
    const response = await fetch(`http://127.0.0.1:${instance.healthPort}/metrics`);
    const text = await response.text();
    live += Number(new RegExp(`^${instance.service}_calls(?:\\{[^}]*\\})? (\\d+)`, 'm').exec(text)?.[1] ?? 0);
  }
  return live;
}
