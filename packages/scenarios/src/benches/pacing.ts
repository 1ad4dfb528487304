/** How evenly the gateway sends: gaps and drift of many streams that speak without end, and `setInterval` beside them. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { House } from '@bayline/local';
import type { BenchOptions } from './bench.ts';
import { percentile, tenth } from './figures.ts';
import { keysOf } from './line.ts';
import { houseLines, mediaMessage } from './media-lines.ts';
import { startNode } from './side-process.ts';
import { FRAME_MS, type OnFrame, sendFrames, WireLine } from './wire-phone.ts';

/** Streams that speak at once, if the largest size is not smaller. */
const MOST_STREAMS = 500;
/** Beside ours at the same time: few, so that they cost nothing. */
const CONTROL_STREAMS = 10;
/** The beginning of a reply comes at once, ahead of the line; from then on evenly. */
const SETTLE_MS = 4_000;
/** What a late network does to the chunks on their way to the gateway. */
const JITTER_MS = 80;
const STALL_MS = 150;

interface Heard {
  frames: number;
  firstAt: number;
  lastAt: number;
  /** When what has arrived will have been played. */
  playsUntil: number;
  underruns: number;
}

interface Paced {
  readonly streams: number;
  readonly minutes: number;
  readonly jitterMs: { readonly p50: number; readonly p99: number };
  readonly driftMs: number;
  readonly underruns: number;
}

export async function pacing({ minutes, sizes, note }: BenchOptions, house: House): Promise<Record<string, unknown>> {
  const peer = await startNode(house, 'null-peer', [
    house.servers.nats.url,
    'speak',
    String(JITTER_MS),
    String(STALL_MS),
  ]);
  const echo = await startNode(house, 'echo-server', []);
  const forMs = minutes * 60_000;
  const streams = Math.min(MOST_STREAMS, Math.max(...sizes));
  try {
    note(
      `${streams} streams that speak for ${minutes} minutes, over a network ${JITTER_MS} ms late that stalls ${STALL_MS} ms a minute; ${CONTROL_STREAMS} paced by setInterval beside them`,
    );
    const url = `ws://127.0.0.1:${echo.ready.port}/interval`;
    const [ours, control] = await Promise.all([
      listen(forMs, (onFrame) => houseLines(streams, keysOf(house), onFrame)),
      listen(forMs, (onFrame) => intervalLines(url, onFrame)),
    ]);
    const injected = { jitterMs: JITTER_MS, stallMsEachMinute: STALL_MS };
    return {
      jitterMs: ours.jitterMs,
      driftMs: ours.driftMs,
      underruns: ours.underruns,
      pacing: { ours, control, injected },
    };
  } finally {
    await peer.stop();
    await echo.stop();
  }
}

function intervalLines(url: string, onFrame: OnFrame): Promise<WireLine[]> {
  return Promise.all(
    Array.from({ length: CONTROL_STREAMS }, () => WireLine.open(url, {}, mediaMessage('MZ0'), onFrame)),
  );
}

async function listen(forMs: number, open: (onFrame: OnFrame) => Promise<WireLine[]>): Promise<Paced> {
  const heard = new Map<WireLine, Heard>();
  const off: number[] = [];
  let measuring = false;
  const lines = await open((line, _sequence, now) => {
    if (!measuring) return;
    const known = heard.get(line);
    if (known === undefined) {
      // What was sent ahead before measuring began is at least the lead.
      heard.set(line, { frames: 0, firstAt: now, lastAt: now, playsUntil: now + LEAD_MS, underruns: 0 });
      return;
    }
    off.push(Math.abs(now - known.lastAt - FRAME_MS));
    if (now > known.playsUntil) known.underruns += 1;
    known.playsUntil = Math.max(known.playsUntil, now) + FRAME_MS;
    known.frames += 1;
    known.lastAt = now;
  });
  const sending = sendFrames(lines, SETTLE_MS + forMs);
  await sleep(SETTLE_MS);
  measuring = true;
  await sending.late;
  measuring = false;
  for (const line of lines) line.close();
  const all = [...heard.values()];
  const drifts = all.map(({ firstAt, lastAt, frames }) => Math.abs(lastAt - firstAt - frames * FRAME_MS));
  return {
    streams: all.length,
    minutes: tenth(forMs / 60_000),
    jitterMs: { p50: tenth(percentile(off, 0.5)), p99: tenth(percentile(off, 0.99)) },
    driftMs: tenth(percentile(drifts, 0.99)),
    underruns: all.reduce((sum, { underruns }) => sum + underruns, 0),
  };
}

/** How far ahead of the line the gateway keeps its audio. */
const LEAD_MS = 100;
