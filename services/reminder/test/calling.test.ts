import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { reminderClaim } from '@bayline/contracts';
import { type RunningServer, silent, startRedis, until } from '@bayline/local';
import { type Bus, type Clock, createLog, createMetrics, type Metrics } from '@bayline/runtime';
import { Redis } from 'ioredis';
import type { z } from 'zod';
import { createCalling } from '../src/calling.ts';
import { resolveDoubts } from '../src/doubts.ts';
import { BullJobs, QUEUE_NAME } from '../src/jobs/bullmq.ts';
import { DeadLetters } from '../src/jobs/dead-letters.ts';
import { startWorker } from '../src/jobs/worker.ts';
import type { FoundCall, OutboundCalls, Placing } from '../src/outbound-calls.ts';
import { describeFailure } from '../src/twilio/account.ts';

const log = createLog({ service: 'reminder', instanceId: 'reminder-0001', level: 'silent' });
const clock: Clock = { now: () => new Date(), monotonic: () => performance.now() };
const newCallId = () => `CA${randomBytes(16).toString('hex')}`;
const wake = { appointmentId: randomUUID(), dueAt: '2026-11-30T14:00:00.000Z' };
const claimed: z.input<typeof reminderClaim.reply> = {
  ...{ type: 'claimed', reminderId: randomUUID(), attempt: 1, from: '+12155550100', to: '+12155550123' },
};
let metrics: Metrics;

beforeAll(() => {
  metrics = createMetrics('reminder', 'reminder-0001');
});
afterAll(() => metrics.shutdown());

/** crm-tools, as far as it is asked; what it was asked is kept. */
function crmTools(answers: Readonly<Record<string, unknown>>) {
  const asked: { verb: string; request: Record<string, unknown> }[] = [];
  const ask = async (contract: { verb: string }, request: Record<string, unknown>): Promise<unknown> => {
    asked.push({ verb: contract.verb, request });
    const answer = answers[contract.verb];
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { bus: { ask } as unknown as Bus, asked };
}

function twilio(placing: Placing, found: readonly FoundCall[] = []) {
  const placed: unknown[] = [];
  const calls: OutboundCalls = {
    place: async (order) => {
      placed.push(order);
      return placing;
    },
    find: async () => found,
    read: async (callId) => ({ callId, status: 'completed' }),
  };
  return { calls, placed };
}

function calling(bus: Bus, calls: OutboundCalls, perSecond = 100) {
  return createCalling({
    ...{ bus, clock, clockRate: 1, calls, instanceId: 'reminder-0001', leaseMs: 60_000, perSecond, log, metrics },
    reached: () => undefined,
  });
}

describe('a reminder that is due', () => {
  it('is called only after its claim, and its call is told', async () => {
    const callId = newCallId();
    const { bus, asked } = crmTools({ claim: claimed, place: { placed: true } });
    const { calls, placed } = twilio({ type: 'placed', callId });
    expect(await calling(bus, calls)(wake)).toEqual({ type: 'done' });
    expect(placed).toHaveLength(1);
    expect(asked.map(({ verb }) => verb)).toEqual(['claim', 'place']);
    expect(asked[1]?.request).toMatchObject({ callId, attempt: 1 });
  });

  it.each([
    ['later', { type: 'later', at: '2026-11-30T15:00:00.000Z', why: 'hours' }],
    ['over', { type: 'over', why: 'opted-out' }],
  ])('is not called when crm-tools says %s', async (_, claim) => {
    const { bus } = crmTools({ claim });
    const { calls, placed } = twilio({ type: 'placed', callId: newCallId() });
    const handled = await calling(bus, calls)(wake);
    expect(handled.type).toBe(claim.type === 'later' ? 'again' : 'done');
    expect(placed).toEqual([]);
  });

  it('is called no sooner than a second after the call before was answered for, however late that is', async () => {
    const { bus } = crmTools({ claim: claimed, place: { placed: true } });
    const at: number[] = [];
    const calls: OutboundCalls = {
      ...twilio({ type: 'placed', callId: newCallId() }).calls,
      place: async () => {
        // The first one reaches Twilio late.
        if (at.length === 0) await new Promise((resolve) => setTimeout(resolve, 200));
        at.push(performance.now());
        return { type: 'placed', callId: newCallId() };
      },
    };
    const call = calling(bus, calls, 1);
    await Promise.all([call(wake), call({ ...wake, appointmentId: randomUUID() })]);
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(1_000);
  });

  it('is not called when the claim cannot be made', async () => {
    const { bus } = crmTools({ claim: new Error('nobody answers') });
    const { calls, placed } = twilio({ type: 'placed', callId: newCallId() });
    await expect(calling(bus, calls)(wake)).rejects.toThrow('nobody answers');
    expect(placed).toEqual([]);
  });

  it('is left in doubt when nobody knows whether it was placed, and not tried again', async () => {
    const { bus, asked } = crmTools({ claim: claimed, miss: { at: null } });
    const { calls, placed } = twilio({ type: 'failed', how: 'unsure', code: 'deadline' });
    expect(await calling(bus, calls)(wake)).toEqual({ type: 'done' });
    expect(asked.at(-1)).toMatchObject({ verb: 'miss', request: { how: 'unsure' } });
    expect(placed).toHaveLength(1);
  });

  it('is done with when the call was placed and nobody could be told: its callback tells', async () => {
    const { bus } = crmTools({ claim: claimed, place: new Error('away') });
    const { calls } = twilio({ type: 'placed', callId: newCallId() });
    expect(await calling(bus, calls)(wake)).toEqual({ type: 'done' });
  });
});

describe('what a failure of Twilio means', () => {
  it.each([
    [{ status: 429 }, 'throttled'],
    [{ status: 400, code: 21_211 }, 'refused'],
    [{ status: 401 }, 'unplaced'],
    [{ status: 503 }, 'unsure'],
    [{ code: 'ECONNRESET' }, 'unsure'],
    [{ code: 'ECONNREFUSED', syscall: 'connect' }, 'unplaced'],
    [new Error('timeout of 8000ms exceeded'), 'unsure'],
  ])('%j is %s', (error, how) => {
    expect(describeFailure(error).how).toBe(how);
  });
});

describe('a try in doubt', () => {
  const doubt = {
    ...{
      reminderId: randomUUID(),
      attempt: 1,
      appointmentId: wake.appointmentId,
      kind: 'day-before',
      dueAt: wake.dueAt,
    },
    ...{ from: '+12155550100', to: '+12155550123', since: '2026-11-30T14:00:00.000Z', callId: null },
  };
  const woken: unknown[] = [];
  const jobs = { wake: async (one: unknown) => void woken.push(one) } as unknown as BullJobs;

  it('is bound to the call that is found at Twilio, and its end reported', async () => {
    const callId = newCallId();
    const { bus, asked } = crmTools({ doubts: { doubts: [doubt] }, place: { placed: true }, report: { at: null } });
    const { calls } = twilio({ type: 'placed', callId }, [{ callId, status: 'completed' }]);
    await resolveDoubts({ bus, calls, jobs, log });
    expect(asked.map(({ verb }) => verb)).toEqual(['doubts', 'place', 'report']);
    expect(woken).toEqual([]);
  });

  it('is due again when Twilio knows no such call, or only those of other tries', async () => {
    const at = '2026-11-30T14:01:00.000Z';
    const { bus, asked } = crmTools({ doubts: { doubts: [doubt] }, place: { placed: false }, miss: { at } });
    const { calls } = twilio({ type: 'placed', callId: '' }, [{ callId: newCallId(), status: 'completed' }]);
    await resolveDoubts({ bus, calls, jobs, log });
    expect(asked.at(-1)).toMatchObject({ verb: 'miss', request: { how: 'unplaced' } });
    expect(woken).toHaveLength(1);
  });
});

describe('with a real queue', () => {
  let redis: RunningServer;
  let directory: string;
  let connection: Redis;
  let letters: DeadLetters;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'bayline-calling-'));
    redis = await startRedis(directory, silent);
    connection = new Redis(redis.url);
    letters = new DeadLetters(connection, log);
  });
  afterAll(async () => {
    await letters.close();
    connection.disconnect();
    await redis.stop();
    rmSync(directory, { recursive: true });
  });

  const guard = () => ({
    run: <T>(work: (signal: AbortSignal) => Promise<T>) => work(new AbortController().signal),
    state: 'closed' as const,
  });
  const openJobs = (): BullJobs => new BullJobs({ url: redis.url, deadlineMs: 2_000, clock, clockRate: 1, guard, log });
  const working = () => ({
    ...{ url: redis.url, perSecond: 10, sweep: async () => undefined, until: () => 0, deadLetters: letters, log },
  });

  it('jobs are begun no faster than the account allows, by two workers together', async () => {
    const jobs = openJobs();
    const begun: number[] = [];
    const options = {
      ...working(),
      handle: async () => {
        begun.push(performance.now());
        return { type: 'done' } as const;
      },
    };
    const workers = [startWorker(options), startWorker(options)];
    for (let n = 0; n < 12; n += 1)
      await jobs.wake({ appointmentId: randomUUID(), dueAt: wake.dueAt }, new Date(Date.now()));
    await until('every job', () => begun.length === 12);
    // Twelve jobs at ten a second take more than a second, whoever works.
    expect((begun.at(-1) ?? 0) - (begun[0] ?? 0)).toBeGreaterThan(1_000);
    await Promise.all(workers.map((worker) => worker.close()));
    await jobs.close();
  });

  it('a job whose worker was interrupted too often is a dead letter', async () => {
    const jobs = openJobs();
    await jobs.wake({ appointmentId: 'interrupted', dueAt: wake.dueAt }, new Date(Date.now()));
    // As the queue marks a job when it gives up waiting for those who had it.
    const key = `bayline:${QUEUE_NAME}:day-before-interrupted`;
    await connection.hset(key, 'defa', 'job stalled more than allowable limit');
    const worker = startWorker({ ...working(), handle: async () => ({ type: 'done' }) });
    await until('the dead letter', async () => (await letters.list()).length === 1);
    const [letter] = await letters.list();
    expect(letter).toMatchObject({
      data: { appointmentId: 'interrupted' },
      reason: expect.stringContaining('stalled'),
    });
    await letters.drop(letter?.jobId ?? '');
    await worker.close();
    await jobs.close();
  });

  it('jobs that failed for good are listed, tried again and dropped', async () => {
    const job = { id: 'day-before-1', name: 'day-before', data: wake, attemptsMade: 10 };
    await letters.add(QUEUE_NAME, job, new Error('crm-tools does not answer'));
    await letters.add(QUEUE_NAME, { ...job, id: 'day-before-2' }, new Error('it never did'));
    expect(await letters.oldestAgeMs()).toBeGreaterThanOrEqual(0);
    const listed = await letters.list();
    expect(listed).toMatchObject([
      { queue: QUEUE_NAME, name: 'day-before', data: wake, tries: 10, reason: 'Error: crm-tools does not answer' },
      { reason: 'Error: it never did' },
    ]);
    const [first = '', second = ''] = listed.map(({ jobId }) => jobId);
    expect(await letters.retry(first)).toBe(true);
    expect(await connection.exists(`bayline:${QUEUE_NAME}:retried-${first}`)).toBe(1);
    expect(await letters.drop(second)).toBe(true);
    expect(await letters.drop(second)).toBe(false);
    expect(await letters.list()).toEqual([]);
  });
});
