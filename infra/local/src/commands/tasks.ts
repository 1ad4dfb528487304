/** `npm run tasks`: what people must do because the house could not, and what they have done. */
import { parseArgs } from 'node:util';
import { type Task, taskClose, taskList } from '@bayline/contracts';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { ask } from '../asking.ts';
import { columns } from '../board.ts';
import { runningHouse } from '../running.ts';

const HELP = `npm run tasks -- list [--all | --closed] [--json]
npm run tasks -- done ID [--by NAME] [--json]

What a person must do: call somebody back, see to a reminder or a message that failed.
  list       the open ones, the oldest first
  done ID    one is done; the beginning of its id is enough
  --all      closed ones, too
  --closed   only closed ones
  --by NAME  who has done it
  --house H  of this house; the one that runs, when not said
  --nats URL of the house on this bus, wherever it runs
  --json     one JSON object as the last line
`;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      help: { type: 'boolean' },
      json: { type: 'boolean' },
      all: { type: 'boolean' },
      closed: { type: 'boolean' },
      by: { type: 'string' },
      house: { type: 'string' },
      nats: { type: 'string' },
    },
  });
  const [verb = 'list', id] = positionals;
  const misused = (verb !== 'list' && verb !== 'done') || (verb === 'done' && id === undefined);
  if (values.help === true || misused) {
    process[misused ? 'stderr' : 'stdout'].write(HELP);
    return misused ? 2 : 0;
  }
  const state = values.all === true ? 'all' : values.closed === true ? 'done' : 'open';
  const connection = await connect({ servers: values.nats ?? runningHouse(values.house).natsUrl });
  try {
    if (verb === 'list') return await list(connection, state, values.json === true);
    return await close(connection, id ?? '', values.by ?? null, values.json === true);
  } finally {
    await connection.close();
  }
}

async function list(connection: NatsConnection, state: 'open' | 'done' | 'all', json: boolean): Promise<number> {
  const { tasks } = await ask(connection, taskList, { state, most: 500 });
  process.stdout.write(json ? `${JSON.stringify({ tasks })}\n` : `${render(tasks).join('\n')}\n`);
  return 0;
}

async function close(connection: NatsConnection, id: string, owner: string | null, json: boolean): Promise<number> {
  const result = await ask(connection, taskClose, { task: id, owner, at: new Date().toISOString() });
  const said = {
    closed: 'Done.',
    'closed-before': 'It was done already.',
    unknown: `No task's id begins with ${id}.`,
    several: `Several tasks' ids begin with ${id}: give more of it.`,
  }[result.type];
  process.stdout.write(json ? `${JSON.stringify(result)}\n` : `${said}\n`);
  return result.type === 'closed' || result.type === 'closed-before' ? 0 : 1;
}

function render(tasks: readonly Task[]): string[] {
  if (tasks.length === 0) return ['Nothing is to be done.'];
  return columns([
    ['task', 'since', 'shop', 'kind', 'state', 'by', 'what'],
    ...tasks.map((task) => [
      ...[task.taskId.slice(0, 8), task.createdAt, task.shop, task.kind, task.state, task.owner ?? '', task.what],
    ]),
  ]);
}
