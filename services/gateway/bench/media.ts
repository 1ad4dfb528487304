/**
 * What a call costs this gateway: many phones that speak and listen at once, against a gateway in a process of its own and a
 * speech instance that does nothing but receive and send. `node services/gateway/bench/media.ts [calls] [seconds]`; the last
 * line is JSON.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { AudioBatch, audioHeard, audioSpoken, readAudioBatch } from '@bayline/contracts';
import WebSocket from 'ws';
import { callFields, Neighbourhood, until } from '../src/testing/neighbourhood.ts';
import { reply } from '../src/testing/peers.ts';
import { accountSid, newCallSid, signatureOf } from '../src/testing/phone-company.ts';
import { FrameReader, MessageWriter, readMessage } from '../src/twilio/media-messages.ts';

const calls = Number(process.argv[2] ?? 200);
const seconds = Number(process.argv[3] ?? 15);
const FRAME_MS = 20;
const CHUNK_MS = 100;

const town = await Neighbourhood.open(0);
await town.crm();
const speech = await town.speech();
speech.remembers = false;
const dialogue = await town.dialogue();
const gateway = await town.gatewayProcess({
  MAX_CALLS: '5000',
  MAX_CALLS_PER_NUMBER_PER_HOUR: '100000',
  LOG_LEVEL: 'info',
});

interface Stream {
  readonly socket: WebSocket;
  readonly sid: string;
  arrivedAt: number;
}

const relayMs: number[] = [];
const gapMs: number[] = [];
let framesDown = 0;
let measuring = false;

// Every frame carries the moment it was sent: the two ends of the relay are in this process.
const stamped = Buffer.alloc(160, 0x7f);
speech.bus.hearBytes(audioHeard, speech.id, (bytes) => {
  const now = performance.now();
  readAudioBatch(bytes, ({ audio }) => {
    if (measuring) relayMs.push(now - Buffer.from(audio.buffer, audio.byteOffset, 8).readDoubleLE());
  });
});

async function join(): Promise<Stream> {
  const callSid = newCallSid();
  const { body } = await town.company.webhook(gateway.url, '/twilio/voice', callFields(callSid));
  const address = /<Stream url="([^"]+)"/.exec(body)?.[1] ?? '';
  const pass = /name="pass" value="([^"]+)"/.exec(body)?.[1] ?? '';
  const socket = new WebSocket(address, {
    headers: { 'x-twilio-signature': signatureOf(address) },
    perMessageDeflate: false,
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const sid = `MZ${callSid.slice(2)}`;
  const stream: Stream = { socket, sid, arrivedAt: 0 };
  const mediaFormat = { encoding: 'audio/x-mulaw', sampleRate: 8_000, channels: 1 };
  const start = { accountSid, callSid, tracks: ['inbound'], mediaFormat, customParameters: { pass } };
  socket.send(JSON.stringify({ event: 'start', start, streamSid: sid }));
  socket.on('message', (data: Buffer) => take(stream, data));
  return stream;
}

function take(stream: Stream, data: Buffer): void {
  if (data.includes('"event":"mark"')) return stream.socket.send(data);
  const now = performance.now();
  framesDown += 1;
  if (measuring && stream.arrivedAt > 0) gapMs.push(Math.abs(now - stream.arrivedAt - FRAME_MS));
  stream.arrivedAt = now;
}

const streams: Stream[] = [];
for (let i = 0; i < calls; i += 1) {
  streams.push(await join());
  await sleep(2);
}
await until('every call to be talked with', () => dialogue.asked.length >= calls, { withinMs: 30_000 });

let sequence = 0;
function sayFrame(stream: Stream): void {
  stamped.writeDoubleLE(performance.now());
  const payload = stamped.toString('base64');
  sequence += 1;
  stream.socket.send(
    `{"event":"media","sequenceNumber":"${sequence}","media":{"track":"inbound","chunk":"2","timestamp":"5","payload":"${payload}"},"streamSid":"${stream.sid}"}`,
  );
}

const chunk = Buffer.alloc(CHUNK_MS * 8, 0x55);
const batch = new AudioBatch();
const [gatewayId] = speech.asked.map((asked) => asked.gatewayId);
function speakChunk(index: number, count: number): void {
  const asked = speech.asked[index];
  if (asked === undefined) return;
  batch.add(asked.spokenSlot, reply(0), count, chunk);
}

/** Both directions on one absolute clock: 20 phases of a millisecond each. */
async function run(untilMs: number): Promise<void> {
  const startedAt = performance.now();
  for (let tick = 0; ; tick += 1) {
    const due = startedAt + tick;
    if (due - startedAt > untilMs) return;
    const wait = due - performance.now();
    if (wait > 1) await sleep(wait);
    for (let i = tick % FRAME_MS; i < streams.length; i += FRAME_MS) {
      const stream = streams[i];
      if (stream !== undefined) sayFrame(stream);
    }
    for (let i = tick % CHUNK_MS; i < streams.length; i += CHUNK_MS) speakChunk(i, Math.floor(tick / CHUNK_MS));
    if (!batch.empty && gatewayId !== undefined) speech.bus.tellBytes(audioSpoken, gatewayId, batch.take());
  }
}

function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
const rssMb = (pid: number): number =>
  Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024);

/** A synthesiser is faster than speech: half a second is always there. */
for (let count = 0; count < 5; count += 1) {
  for (let index = 0; index < calls; index += 1) speakChunk(index, count);
  if (gatewayId !== undefined) speech.bus.tellBytes(audioSpoken, gatewayId, batch.take());
}

const { pid } = gateway.process;
const natsPid = town.nats.process?.pid ?? 0;
await run(3_000);
measuring = true;
const before = { gateway: cpuMs(pid), nats: cpuMs(natsPid), frames: framesDown, at: performance.now() };
await run(seconds * 1_000);
measuring = false;
const tookMs = performance.now() - before.at;
const cpu = { gateway: cpuMs(pid) - before.gateway, nats: cpuMs(natsPid) - before.nats };

const percentile = (values: number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return round(sorted[Math.floor(sorted.length * share)] ?? 0);
};
const round = (value: number): number => Math.round(value * 1_000) / 1_000;

function nanoseconds(work: () => void, times = 400_000): number {
  for (let i = 0; i < 20_000; i += 1) work();
  const best = Array.from({ length: 5 }, () => {
    const from = performance.now();
    for (let i = 0; i < times; i += 1) work();
    return ((performance.now() - from) / times) * 1e6;
  });
  return Math.round(Math.min(...best));
}
const sid = `MZ${'a'.repeat(32)}`;
const [reader, writer] = [new FrameReader(sid), new MessageWriter(sid)];
const inner = { track: 'inbound', chunk: '2', timestamp: '25', payload: stamped.toString('base64') };
const data = Buffer.from(JSON.stringify({ event: 'media', sequenceNumber: '3', media: inner, streamSid: sid }));
const object = { event: 'media', streamSid: sid, media: { payload: '' } };
const codec = {
  in: nanoseconds(() => void reader.read(data)),
  inJson: nanoseconds(() => void Buffer.from(JSON.parse(data.toString()).media.payload, 'base64')),
  inChecked: nanoseconds(() => void readMessage(data), 100_000),
  out: nanoseconds(() => void writer.media(stamped, 0, 160)),
  outJson: nanoseconds(() => {
    object.media.payload = stamped.toString('base64');
    JSON.stringify(object);
  }),
};

console.log(
  JSON.stringify({
    calls,
    seconds,
    gatewayCpuPercent: round((cpu.gateway / tookMs) * 100),
    gatewayCpuPercentPerCall: round((cpu.gateway / tookMs / calls) * 100),
    microsecondsPerFramePair: round((cpu.gateway * 1_000) / (relayMs.length || 1)),
    natsCpuPercent: round((cpu.nats / tookMs) * 100),
    rssMb: rssMb(pid),
    relayMs: { p50: percentile(relayMs, 0.5), p99: percentile(relayMs, 0.99) },
    gapOffMs: { p50: percentile(gapMs, 0.5), p99: percentile(gapMs, 0.99) },
    framesUp: relayMs.length,
    framesDown: framesDown - before.frames,
    codecNanoseconds: codec,
  }),
);
for (const { socket } of streams) socket.terminate();
await town.close();
process.exit(0);
