import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Ask, askSubject, type DeadJob, deadJobDrop, deadJobList, deadJobRetry } from '@bayline/contracts';
import { connect } from '@nats-io/transport-node';
import { silent } from '../progress.ts';
import { startNats } from '../servers/nats.ts';
import { JobLetters } from './jobs.ts';

it('dead jobs are listed, shown, tried again and dropped by asking reminder', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'bayline-jobs-'));
  const nats = await startNats(directory, silent);
  const reminder = await connect({ servers: nats.url });
  const data = { appointmentId: randomUUID(), dueAt: '2026-11-30T14:00:00.000Z' };
  const died = { queue: 'reminders', name: 'day-before', data, reason: 'Error: no answer', tries: 10 };
  let jobs: DeadJob[] = ['2026-11-28T10:00:00Z', '2026-11-28T11:00:00Z'].map((at) => ({
    ...{ jobId: randomUUID(), at, ...died },
  }));
  const [first = '', second = ''] = jobs.map(({ jobId }) => jobId);
  const answer = (contract: Ask, reply: (request: { jobId: string }) => unknown): void => {
    reminder.subscribe(askSubject(contract), {
      callback: (_, message) => void message.respond(JSON.stringify(reply(message.json()))),
    });
  };
  const forget = (wanted: string): boolean => {
    const before = jobs.length;
    jobs = jobs.filter(({ jobId }) => jobId !== wanted);
    return jobs.length < before;
  };
  answer(deadJobList, () => ({ jobs }));
  answer(deadJobRetry, ({ jobId }) => ({ retried: forget(jobId) }));
  answer(deadJobDrop, ({ jobId }) => ({ dropped: forget(jobId) }));
  await reminder.flush();
  const connection = await connect({ servers: nats.url });
  const letters = new JobLetters(connection);

  expect(await letters.list()).toMatchObject([
    { id: `job:${first}`, of: 'reminders', subject: 'day-before', why: 'failed', error: died.reason, deliveries: 10 },
    { id: `job:${second}` },
  ]);
  expect(await letters.show(`job:${second}`)).toMatchObject({ id: `job:${second}`, payload: data });
  expect(await letters.show('job:17')).toBeUndefined();
  expect(await letters.retry(`job:${first}`)).toBe(true);
  expect(await letters.retry(`job:${first}`)).toBe(false);
  expect(await letters.retry('job:17')).toBe(false);
  expect(await letters.drop(`job:${second}`)).toBe(true);
  expect(await letters.list()).toEqual([]);

  await connection.close();
  await reminder.close();
  await nats.stop();
  rmSync(directory, { recursive: true });
});
