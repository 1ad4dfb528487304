/**
 * Measures what the laboratory itself costs: `node bench/line.ts [calls] [seconds]` prints one JSON object. The speech codec is
 * measured in this process; the line with that many calls in a process of its own, each call streaming both ways and
 * transcribed, the voice at either end speaking half of the time. Linux only (it reads /proc).
 */
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { Application, Phone, type Stream } from '../src/twilio/rehearsal.ts';
import { silence } from '../src/voice/mu-law.ts';
import { Understanding } from '../src/voice/understanding.ts';
import { utter } from '../src/voice/utterance.ts';

const TEXT =
  "I'd like to bring my Civic in for an oil change on Thursday morning, if you have anything. It also squeaks.";
const UTTERANCE = utter(TEXT);
const FRAME = 160;
const NUMBER = '+12155550100';

const calls = Number(process.argv[2] ?? 50);
const seconds = Number(process.argv[3] ?? 10);
const codec = measureCodec();
const line = await measureLine();
console.log(JSON.stringify({ node: process.version, codec, line }));

function measureCodec() {
  const { audio } = utter(TEXT);
  const noise = Uint8Array.from({ length: FRAME }, () => Math.random() * 256);
  return {
    encodeUsPerFrame: microseconds(100, audio.length / FRAME, () => void utter(TEXT)),
    decodeSpeechUsPerFrame: microseconds(100, audio.length / FRAME, () => {
      const ear = new Understanding();
      for (let at = 0; at < audio.length; at += FRAME) ear.hear(audio.subarray(at, at + FRAME));
    }),
    decodeSilenceUsPerFrame: decodeRepeated(silence(20)),
    decodeNoiseUsPerFrame: decodeRepeated(noise),
  };
}

function decodeRepeated(frame: Uint8Array): number {
  const ear = new Understanding();
  return microseconds(20_000, 1, () => void ear.hear(frame));
}

/** The best of five runs, after one that warms up. */
function microseconds(times: number, frames: number, work: () => void): number {
  const runs = Array.from({ length: 6 }, () => {
    const begun = performance.now();
    for (let time = 0; time < times; time += 1) work();
    return ((performance.now() - begun) * 1_000) / times / frames;
  });
  return round(Math.min(...runs.slice(1)));
}

async function measureLine() {
  const child = fork(fileURLToPath(new URL('../src/main.ts', import.meta.url)), [], {
    env: { ...process.env, SIMULATORS_ONLY: 'twilio,deepgram' },
    silent: true,
  });
  const { env } = await new Promise<{ env: Record<string, string> }>((resolve) => {
    child.once('message', (message) => resolve(message as { env: Record<string, string> }));
  });
  const application = new Application();
  await application.listen();
  application.answer('/voice', application.connecting());
  const phone = await Phone.open(env.TWILIO_API_BASE_URL ?? '');
  for (let call = 0; call < calls; call += 1) {
    const webhook = `${application.url}/voice`;
    phone.send({ type: 'place', call: `c${call}`, from: '+12155550142', to: NUMBER, webhook });
    // Calls do not all begin in the same instant.
    await pause(seconds);
  }
  await application.streams.until(() => application.streams.all.length === calls);
  const streams = application.streams.all;
  const transcribers = streams.map((stream) => transcribe(stream, env.DEEPGRAM_BASE_URL ?? ''));
  await pause(1_500);

  // Each pair speaks every 12 seconds, all of them spread over those.
  let turn = 0;
  const talking = setInterval(() => {
    talk(phone, streams, turn % calls);
    turn += 1;
  }, 12_000 / calls);
  await pause(12_000);
  for (const stream of streams) stream.arrivals.length = 0;
  const pid = child.pid ?? 0;
  const before = cpuMs(pid);
  const begun = performance.now();
  await pause(seconds * 1_000);
  const cpu = (cpuMs(pid) - before) / (performance.now() - begun);
  const heard = phone.ofType('heard').length;
  const result = {
    calls,
    seconds,
    cpuCores: round(cpu),
    rssMb: rssMb(pid),
    heard,
    finals: finalsOf(transcribers),
    ...pacing(streams),
  };
  clearInterval(talking);
  phone.close();
  for (const { socket } of transcribers) socket.terminate();
  child.disconnect();
  await application.close();
  return result;
}

/** A caller and its agent say the text, at once: half of 12 seconds. */
function talk(phone: Phone, streams: readonly Stream[], index: number): void {
  phone.send({ type: 'say', call: `c${index}`, say: 's', text: TEXT });
  streams[index]?.play(UTTERANCE.audio);
}

function transcribe(stream: Stream, deepgramUrl: string): { socket: WebSocket; finals: number } {
  const query = 'model=nova-2-phonecall&encoding=mulaw&sample_rate=8000&interim_results=true&endpointing=300';
  const socket = new WebSocket(`${deepgramUrl.replace('http', 'ws')}/v1/listen?${query}`, {
    headers: { authorization: 'Token simulated' },
    perMessageDeflate: false,
  });
  const transcriber = { socket, finals: 0 };
  socket.on('message', (data) => {
    if (String(data).includes('"is_final":true') && !String(data).includes('"transcript":""')) transcriber.finals += 1;
  });
  socket.on('open', () => {
    stream.socket.on('message', () => {
      const frame = stream.audio.pop();
      if (frame !== undefined) socket.send(frame);
      stream.messages.all.length = 0;
    });
  });
  return transcriber;
}

function finalsOf(transcribers: readonly { finals: number }[]): number {
  return transcribers.reduce((sum, { finals }) => sum + finals, 0);
}

/** How far apart frames arrive, and how far behind an absolute clock that begins with the earliest. */
function pacing(streams: readonly Stream[]) {
  const offs: number[] = [];
  const late: number[] = [];
  for (const { arrivals } of streams) {
    arrivals.forEach((at, index) => {
      if (index > 0) offs.push(Math.abs(at - (arrivals[index - 1] ?? at) - 20));
    });
    const slack = arrivals.map((at, index) => at - index * 20);
    const earliest = Math.min(...slack);
    late.push(...slack.map((each) => each - earliest));
  }
  return { frames: offs.length, gapOffMs: spread(offs), lateMs: spread(late) };
}

function spread(values: number[]) {
  const sorted = values.sort((one, other) => one - other);
  const at = (share: number) => round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
}

function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function rssMb(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kilobytes) / 1_024);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
