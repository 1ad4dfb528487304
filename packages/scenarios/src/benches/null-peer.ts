/**
 * A speech and a dialogue instance that do nothing, as a process of its own: plain bus code for `bench media`. What is heard
 * is sent back at once, batch for batch; or, told to speak, a reply without end is sent as a synthesiser sends it: in chunks
 * of 160 ms, four times faster than real time until two seconds lie ahead, on a network that may be late and may stall.
 */
import { randomBytes } from 'node:crypto';
import {
  AudioBatch,
  audioHeard,
  audioSpoken,
  callConverse,
  callListen,
  generationOf,
  ownerAlive,
  phraseList,
  phraseVoice,
  readAudioBatch,
} from '@bayline/contracts';
import { connect } from '@nats-io/transport-node';

interface Call {
  readonly callId: string;
  readonly epoch: number;
  readonly gatewayId: string;
  readonly spokenSlot: number;
  sequence: number;
  /** Chunks of the reply without end that were sent, and when it began. */
  chunks: number;
  begunAt: number;
}

const ALIVE_EVERY_MS = 500;
const CHUNK_MS = 160;
const CHUNK = Buffer.alloc(CHUNK_MS * 8, 0x55);
const AHEAD_MS = 2_000;
const FASTER = 4;
const TICK_MS = 10;

const [natsUrl = '', mode = 'echo', jitter = '0', stall = '0'] = process.argv.slice(2);
const jitterMs = Number(jitter);
const stallMs = Number(stall);
const STALL_EVERY_MS = 60_000;

const instance = randomBytes(4).toString('hex');
const speechId = `speech-${instance}`;
const dialogueId = `dialogue-${instance}`;
const connection = await connect({ servers: natsUrl });
const calls = new Map<number, Call>();
const conversations = new Map<string, number>();
const batches = new Map<string, AudioBatch>();
let lastSlot = 0;

function batchFor(gatewayId: string): AudioBatch {
  const batch = batches.get(gatewayId) ?? new AudioBatch();
  batches.set(gatewayId, batch);
  return batch;
}

/** A reply is the dialogue owner's: what carries a lower epoch is an earlier owner's, and dropped. */
function generationIn({ callId, epoch }: Call): number {
  return generationOf(conversations.get(callId) ?? epoch, 1);
}

function send(): void {
  for (const [gatewayId, batch] of batches) {
    if (!batch.empty) connection.publish(`${audioSpoken.name}.${gatewayId}`, batch.take());
  }
}

function answer(noun: string, verb: string, ids: readonly string[], reply: (request: never) => unknown): void {
  for (const subject of [`${noun}.${verb}`, ...ids.map((id) => `${noun}.${verb}.${id}`)]) {
    connection.subscribe(subject, {
      callback: (error, message) => {
        if (error === null) message.respond(JSON.stringify(reply(message.json() as never)));
      },
    });
  }
}

answer(callListen.noun, callListen.verb, [speechId], (request: Omit<Call, 'sequence'>) => {
  lastSlot += 1;
  const { callId, epoch, gatewayId, spokenSlot } = request;
  calls.set(lastSlot, { callId, epoch, gatewayId, spokenSlot, sequence: 0, chunks: 0, begunAt: performance.now() });
  return { type: 'listening', speechId, heardSlot: lastSlot };
});
answer(callConverse.noun, callConverse.verb, [dialogueId], (request: { callId: string; epoch: number }) => {
  conversations.set(request.callId, request.epoch);
  return { type: 'conversing', dialogueId };
});
answer(phraseVoice.noun, phraseVoice.verb, [], () => ({ type: 'unavailable' }));
answer(phraseList.noun, phraseList.verb, [], () => ({ phrases: [] }));

connection.subscribe(`${audioHeard.name}.${speechId}`, {
  callback: (error, message) => {
    if (error !== null || mode !== 'echo') return;
    readAudioBatch(message.data, ({ slot, audio }) => {
      const call = calls.get(slot);
      if (call === undefined) return;
      batchFor(call.gatewayId).add(call.spokenSlot, generationIn(call), call.sequence, audio);
      call.sequence += 1;
    });
    send();
  },
});

setInterval(() => {
  for (const { callId, epoch } of calls.values()) {
    connection.publish(`${ownerAlive.name}.${callId}`, JSON.stringify({ role: 'speech', instanceId: speechId, epoch }));
  }
  for (const [callId, epoch] of conversations) {
    const alive = { role: 'dialogue', instanceId: dialogueId, epoch };
    connection.publish(`${ownerAlive.name}.${callId}`, JSON.stringify(alive));
  }
}, ALIVE_EVERY_MS);

/** How late the network hands a chunk on: up to the jitter, and not at all while it stalls. */
function delivered(startedAt: number): boolean {
  const now = performance.now() - startedAt;
  return stallMs === 0 || now % STALL_EVERY_MS >= stallMs;
}

if (mode === 'speak') {
  const startedAt = performance.now();
  setInterval(() => {
    if (!delivered(startedAt)) return;
    const now = performance.now();
    for (const call of calls.values()) {
      if (!conversations.has(call.callId)) {
        call.begunAt = now;
        continue;
      }
      const elapsed = now - call.begunAt - Math.random() * jitterMs;
      const made = Math.min(elapsed * FASTER, elapsed + AHEAD_MS);
      while (call.chunks * CHUNK_MS < made) {
        const batch = batchFor(call.gatewayId);
        batch.add(call.spokenSlot, generationIn(call), call.sequence, CHUNK);
        if (batch.full) connection.publish(`${audioSpoken.name}.${call.gatewayId}`, batch.take());
        call.sequence += 1;
        call.chunks += 1;
      }
    }
    send();
  }, TICK_MS);
}

await connection.flush();
process.send?.({ type: 'ready' });
process.on('disconnect', () => process.exit(0));
