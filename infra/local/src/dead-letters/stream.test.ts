import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appointmentBooked, factSubject, letterDied, streams } from '@bayline/contracts';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { silent } from '../progress.ts';
import { startNats } from '../servers/nats.ts';
import { openStreamLetters } from './stream.ts';

it('dead letters are listed, shown, told again to their subject, and dropped', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'bayline-letters-'));
  const nats = await startNats(directory, silent);
  const connection = await connect({ servers: nats.url });
  const manager = await jetstreamManager(connection);
  for (const { name, subjects } of streams) await manager.streams.add({ name, subjects: [...subjects] });
  const letters = await openStreamLetters(connection);
  const subject = factSubject(appointmentBooked, '3f2b8a52-0a3b-4c41-9a52-2f10a5d3c0aa');
  const letter = { consumer: 'calendar-appointments', stream: 'APPOINTMENTS', subject, deliveries: 5 };
  const failed = { ...letter, why: 'failed' as const, error: 'RangeError: cannot be' };
  for (const sequence of [3, 4]) {
    const dataBase64 = Buffer.from(`{"version":${sequence}}`).toString('base64');
    const told = JSON.stringify({ ...failed, sequence, dataBase64 });
    await jetstream(connection).publish(factSubject(letterDied, letter.consumer), told);
  }
  const again: string[] = [];
  connection.subscribe(subject, { callback: (_, message) => void again.push(message.string()) });
  await connection.flush();

  expect(await letters.list()).toMatchObject([
    { id: 'stream:1', of: letter.consumer, subject, why: 'failed', error: failed.error, deliveries: 5 },
    { id: 'stream:2' },
  ]);
  expect(await letters.show('stream:2')).toMatchObject({ id: 'stream:2', payload: { version: 4 } });
  expect(await letters.show('stream:9')).toBeUndefined();
  expect(await letters.retry('stream:1')).toBe(true);
  expect(await letters.retry('stream:1')).toBe(false);
  await connection.flush();
  expect(again).toEqual(['{"version":3}']);
  expect(await letters.drop('stream:2')).toBe(true);
  expect(await letters.list()).toEqual([]);

  await connection.close();
  await nats.stop();
  rmSync(directory, { recursive: true });
});
