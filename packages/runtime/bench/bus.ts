/**
 * The two ends of `npm run bench -- bus`, each a process: one answers, the other asks, through this package and through the
 * bare NATS client in turn. `node packages/runtime/bench/bus.ts answer|ask <nats url> [rounds]`; `ask` tells what it measured.
 */
import { defineAsk } from '@bayline/contracts';
import { connect } from '@nats-io/transport-node';
import { z } from 'zod';
import { connectBus, createLog, createMetrics } from '../src/index.ts';

const ROUNDS = 7;
const ASKS = 600;
/** Asks of a call come sparsely: the loop has gone idle in between. */
const GAP_MS = 1;

/** About as much as a tool call carries. */
const probe = defineAsk({
  noun: 'bench',
  verb: 'probe',
  summary: 'Asked by the bench of the bus alone.',
  askers: ['dialogue'],
  answerer: 'crm-tools',
  deadlineMs: 1_000,
  request: z.object({ callId: z.string(), words: z.string(), count: z.number() }),
  reply: z.object({ ok: z.boolean(), say: z.string(), slots: z.array(z.string()) }),
});
const request = { callId: `CA${'0'.repeat(32)}`, words: 'next Tuesday, first thing in the morning', count: 3 };
const reply = { ok: true, say: 'Tuesday, November 24th at 9 AM or 10:30 AM', slots: ['A', 'B', 'C'] };
const RAW = 'bench.raw';

const [role, url = ''] = process.argv.slice(2);
const instanceId = `bench-${role}`;
const log = createLog({ service: 'bench', instanceId, level: 'silent' });
const metrics = createMetrics('bench', instanceId);
const bus = await connectBus({ servers: url, service: 'bench', instanceId, log, metrics });
const raw = await connect({ servers: url });

if (role === 'answer') {
  bus.answer(probe, () => reply);
  raw.subscribe(RAW, {
    queue: 'bench',
    callback: (error, message) => {
      if (error !== null) return;
      message.json();
      message.respond(JSON.stringify(reply));
    },
  });
  await Promise.all([bus.flush(), raw.flush()]);
  process.send?.({ type: 'ready' });
} else {
  process.send?.({ type: 'ready' });
  const askRaw = async (): Promise<void> => {
    const answer = await raw.request(RAW, JSON.stringify(request), { timeout: 1_000 });
    answer.json();
  };
  const askBus = async (): Promise<void> => {
    await bus.ask(probe, request);
  };
  await round(askRaw);
  await round(askBus);
  const rounds: { raw: number[]; bus: number[] }[] = [];
  for (let index = 0; index < ROUNDS; index += 1) rounds.push({ raw: await round(askRaw), bus: await round(askBus) });
  process.send?.({ type: 'measured', rounds });
}
process.on('disconnect', () => process.exit(0));

/** How long each of some asks took, in milliseconds. */
async function round(ask: () => Promise<void>): Promise<number[]> {
  const took: number[] = [];
  for (let index = 0; index < ASKS; index += 1) {
    const from = performance.now();
    await ask();
    took.push(performance.now() - from);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 2 * GAP_MS));
  }
  return took;
}
