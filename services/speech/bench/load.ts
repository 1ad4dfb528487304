/**
 * How much one speech process takes: CPU and memory for calls that are listened to and replies that are voiced, and what it
 * adds to the synthesiser's first byte. A bus, Redis and the simulated Deepgram run beside it, each a process of its own.
 *
 *     node services/speech/bench/load.ts --calls 100 --speaking 20 --seconds 20
 *
 * Logs go to stderr; the last line of stdout is one JSON object.
 */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { AudioBatch, audioHeard, callEnded, callListen, replyPiece, replyVoiced } from '@bayline/contracts';
import { profileDirectory, root, silent, startNats, startProcess, startRedis } from '@bayline/local';
import { type Bus, connectBus, createLog, createMetrics } from '@bayline/runtime';
import { SILENCE } from '../src/hearing/mulaw.ts';

const TICK_MS = 5;
const FRAME_MS = 20;
const FRAME = new Uint8Array(160).fill(SILENCE);
const FIRST_BYTE_MS = 300;
const REPLY_EVERY_MS = 8_000;
const PIECES = [
  'Sure.',
  ' I have Tuesday the third at nine in the morning,',
  ' or Wednesday at half past two. Which suits you?',
];
/** Clock ticks of the kernel per second, as /proc counts CPU time. */
const HERTZ = 100;

const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '100' },
    speaking: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '20' },
  },
});
const [callCount, speakingCount, seconds] = [Number(values.calls), Number(values.speaking), Number(values.seconds)];
const directory = profileDirectory(`speech-bench-${process.pid}`);

function note(text: string): void {
  console.error(text);
}

/** Seconds of CPU a process has used so far. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / HERTZ;
}

function residentMb(pid: number): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1] ?? 0) / 1_024;
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function startNode(name: string, entry: string, env: Record<string, string | undefined>) {
  const node = startProcess({
    name,
    command: process.execPath,
    args: [join(root, entry)],
    env: { ...process.env, ...env },
    cwd: root,
    logFile: join(directory, `${name}.log`),
    channel: true,
  });
  const ready = await new Promise<Record<string, unknown>>((resolve, reject) => {
    node.child.on('message', (message) => resolve(message as Record<string, unknown>));
    void node.ended.then(() => reject(new Error(`${name} ended: ${node.lastWords()}`)));
  });
  return { node, ready };
}

interface Call {
  readonly callId: string;
  readonly heardSlot: number;
  sequence: number;
}

async function beginCalls(bus: Bus, speechId: string): Promise<Call[]> {
  const calls: Call[] = [];
  for (let i = 0; i < callCount; i += 1) {
    const callId = `CA${i.toString(16).padStart(32, '0')}`;
    const request = {
      callId,
      epoch: 1,
      gatewayId: 'gateway-bench',
      spokenSlot: i + 1,
      offsetMs: 0,
      toldUpToMs: 0,
      keyterms: [],
    };
    const reply = await bus.ask(callListen, request, { instanceId: speechId });
    if (reply.type !== 'listening') throw new Error(`call ${i} was refused: ${reply.reason}`);
    calls.push({ callId, heardSlot: reply.heardSlot, sequence: 0 });
  }
  return calls;
}

/** Every call's frames on one absolute clock, a quarter of the calls each tick, as a gateway sends them. */
function feed(bus: Bus, speechId: string, calls: readonly Call[]): () => void {
  const ticks = FRAME_MS / TICK_MS;
  const batch = new AudioBatch();
  const startedAt = performance.now();
  let tick = 0;
  const timer = setInterval(() => {
    for (; startedAt + tick * TICK_MS <= performance.now(); tick += 1) {
      for (let i = tick % ticks; i < calls.length; i += ticks) {
        const call = calls[i];
        if (call === undefined) continue;
        batch.add(call.heardSlot, 0, call.sequence, FRAME);
        call.sequence += 1;
      }
      if (!batch.empty) bus.tellBytes(audioHeard, speechId, batch.take());
    }
  }, TICK_MS);
  return () => clearInterval(timer);
}

/** Replies to the first calls, evenly spread over time. Returns the first-byte times that were told. */
function reply(bus: Bus, calls: readonly Call[]): { firstBytes: number[]; failed: () => number; stop: () => void } {
  const firstBytes: number[] = [];
  let failures = 0;
  bus.hear(replyVoiced, '*', ({ pieceToFirstByteMs, failed }) => {
    if (pieceToFirstByteMs !== undefined) firstBytes.push(pieceToFirstByteMs);
    if (failed) failures += 1;
  });
  let next = 0;
  const timer = setInterval(() => {
    const call = calls[next % speakingCount];
    const generation = 65_536 + next;
    next += 1;
    for (const [index, text] of PIECES.entries()) {
      const piece = { epoch: 1, generation, index, text, last: index === PIECES.length - 1, fixed: false };
      if (call !== undefined) bus.tell(replyPiece, call.callId, piece);
    }
  }, REPLY_EVERY_MS / Math.max(1, speakingCount));
  return { firstBytes, failed: () => failures, stop: () => clearInterval(timer) };
}

async function measured(pid: number): Promise<{ cpuPercent: number; rssMb: number }> {
  const [cpu, at] = [cpuSeconds(pid), performance.now()];
  await wait(seconds * 1_000);
  const cpuPercent = ((cpuSeconds(pid) - cpu) / ((performance.now() - at) / 1_000)) * 100;
  return { cpuPercent: round(cpuPercent), rssMb: round(residentMb(pid)) };
}

const round = (value: number): number => Math.round(value * 10) / 10;

function percentiles(sorted: readonly number[]): { p50: number; p95: number; p99: number } {
  const at = (share: number): number => round(sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

const [nats, redis] = [await startNats(directory, silent), await startRedis(directory, silent)];
const simulators = await startNode('simulators', 'packages/simulators/src/main.ts', { SIMULATORS_ONLY: 'deepgram' });
const speech = await startNode('speech', 'services/speech/src/main.ts', {
  ...(simulators.ready.env as Record<string, string>),
  NATS_URL: nats.url,
  REDIS_URL: redis.url,
  LOG_LEVEL: 'warn',
  MAX_EVENT_LOOP_DELAY_MS: '10000',
});
const { pid } = speech.node;
const speechId = String(speech.ready.instanceId);
const log = createLog({ service: 'bench', instanceId: 'gateway-bench', level: 'silent' });
const metrics = createMetrics('bench', 'gateway-bench');
const bus = await connectBus({ servers: nats.url, service: 'gateway', instanceId: 'gateway-bench', log, metrics });

note('idle');
await wait(2_000);
const idle = await measured(pid);
note(`${callCount} calls that are listened to and silent`);
const calls = await beginCalls(bus, speechId);
const stopFeeding = feed(bus, speechId, calls);
await wait(3_000);
const listening = await measured(pid);
note(`and ${speakingCount} of them spoken to`);
const replies = reply(bus, calls);
await wait(REPLY_EVERY_MS);
replies.firstBytes.length = 0;
const speaking = await measured(pid);
replies.stop();
stopFeeding();

const firstBytes = replies.firstBytes.toSorted((a, b) => a - b);
const result = {
  calls: callCount,
  speaking: speakingCount,
  seconds,
  idle,
  listening: { ...listening, memoryPerCallKb: Math.round(((listening.rssMb - idle.rssMb) * 1_024) / callCount) },
  speakingToo: speaking,
  firstByteMs: percentiles(firstBytes),
  addedToFirstByteMs: percentiles(firstBytes.map((ms) => ms - FIRST_BYTE_MS)),
  replies: firstBytes.length,
  failed: replies.failed(),
  settings: { firstByteMs: FIRST_BYTE_MS, replyEveryMs: REPLY_EVERY_MS, node: process.version },
};
for (const { callId } of calls) {
  bus.tell(callEnded, callId, { reason: 'caller-hung-up', durationMs: 0, at: new Date().toISOString() });
}
await bus.close();
await metrics.shutdown();
await speech.node.stop();
await simulators.node.stop();
await redis.stop();
await nats.stop();
rmSync(directory, { recursive: true, force: true });
console.log(JSON.stringify(result));
process.exit(0);
