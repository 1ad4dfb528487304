/** `node services/reminder/src/dead-letters.ts`: lists the jobs that failed for good, shows one, has it tried again, or drops it. */
import { createLog, readConfig } from '@bayline/runtime';
import { Redis } from 'ioredis';
import { reminderConfig } from './config.ts';
import { DeadLetters } from './jobs/dead-letters.ts';

const HELP = `node services/reminder/src/dead-letters.ts <command> [--json]

  list          every job that failed for good, the oldest first
  show <id>     one of them, with its data and the reason
  retry <id>    puts it back into its queue
  drop <id>     forgets it

REDIS_URL says where the queues are. Jobs hold ids and times only.
`;

/** Runs one command. Returns the exit code. */
export async function runDeadLetters(
  letters: Pick<DeadLetters, 'list' | 'retry' | 'drop'>,
  args: readonly string[],
  write: (text: string) => void,
): Promise<number> {
  const json = args.includes('--json');
  const [command, id = ''] = args.filter((arg) => !arg.startsWith('--'));
  const tell = (value: unknown, line: string): number => {
    write(`${json ? JSON.stringify(value) : line}\n`);
    return 0;
  };
  const missing = (): number => {
    write(json ? `${JSON.stringify({ error: 'no such letter' })}\n` : `There is no dead letter ${id}.\n`);
    return 1;
  };
  if (command === 'list') {
    const all = await letters.list();
    const lines = all.map(
      ({ id: key, at, queue, tries, reason }) => `${key}  ${at}  ${queue}, ${tries} tries: ${reason}`,
    );
    return tell({ letters: all }, lines.length === 0 ? 'There is no dead letter.' : lines.join('\n'));
  }
  if (command === 'show') {
    const letter = (await letters.list()).find((one) => one.id === id);
    return letter === undefined ? missing() : tell(letter, JSON.stringify(letter, null, 2));
  }
  if (command === 'retry')
    return (await letters.retry(id)) ? tell({ retried: id }, `${id} is tried again.`) : missing();
  if (command === 'drop') return (await letters.drop(id)) ? tell({ dropped: id }, `${id} is dropped.`) : missing();
  write(HELP);
  return args.includes('--help') ? 0 : 2;
}

if (import.meta.main) {
  const config = readConfig('reminder', reminderConfig, process.env);
  const redis = new Redis(config.REDIS_URL, { maxRetriesPerRequest: 1 });
  const letters = new DeadLetters(redis, createLog({ service: 'reminder', instanceId: 'dead-letters', level: 'warn' }));
  try {
    process.exitCode = await runDeadLetters(letters, process.argv.slice(2), (text) => void process.stdout.write(text));
  } finally {
    await letters.close();
    redis.disconnect();
  }
}
