/** `npm run dead-letters`: what could not be handled, listed, shown, tried again or thrown away. */
import { parseArgs } from 'node:util';
import { connect } from '@nats-io/transport-node';
import { JobLetters } from '../dead-letters/jobs.ts';
import type { DeadLetterSource, KeptLetter } from '../dead-letters/source.ts';
import { openStreamLetters } from '../dead-letters/stream.ts';
import { runningHouse } from '../running.ts';

const HELP = `npm run dead-letters -- list | show <id> | retry <id>... | drop <id>... [--json]

Work that failed for good, kept aside with the reason: facts that broke their contract, or failed at every delivery they are given
(stream:17, for 7 days), and jobs of the reminder's queue that failed at every try (job:...).
  list           all of them, oldest first
  show <id>      one of them with its content, which may be personal
  retry <id>...  gives them back to be handled again; "all" for every one
  drop <id>...   throws them away; "all" for every one
  --house NAME   of this house, when several run here
  --json         one JSON object as the last line of stdout
Looks at the house on the NATS of NATS_URL, else at the one that runs here. Exits with 1 when one is not there, or when reminder does
not answer.
`;

type Result = Readonly<Record<string, unknown>>;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { help: { type: 'boolean' }, json: { type: 'boolean' }, house: { type: 'string' } },
  });
  const [verb = 'list', ...ids] = positionals;
  const act = verbs[verb];
  if (values.help === true || act === undefined) {
    process.stderr.write(act === undefined ? `There is no "${verb}".\n\n${HELP}` : HELP);
    return values.help === true ? 0 : 2;
  }
  const servers = process.env.NATS_URL ?? runningHouse(values.house).natsUrl;
  const connection = await connect({ servers, name: 'dead-letters', timeout: 5_000 });
  try {
    const result = await act([await openStreamLetters(connection), new JobLetters(connection)], ids);
    process.stdout.write(values.json === true ? `${JSON.stringify(result)}\n` : describe(result));
    return result.missing === undefined && result.silent === undefined ? 0 : 1;
  } finally {
    await connection.close();
  }
}

const verbs: Readonly<
  Record<string, (sources: readonly DeadLetterSource[], ids: readonly string[]) => Promise<Result>>
> = {
  list: listAll,
  show: async (sources, [id = '']) => {
    const letter = await sourceOf(sources, id)?.show(id);
    return letter === undefined ? { missing: [id] } : { letter };
  },
  retry: (sources, ids) => each(sources, ids, 'retried', (source, id) => source.retry(id)),
  drop: (sources, ids) => each(sources, ids, 'dropped', (source, id) => source.drop(id)),
};

interface Listed extends Result {
  readonly letters: readonly KeptLetter[];
  /** Sources that do not answer: what they keep is not known. */
  readonly silent?: readonly string[];
}

async function listAll(sources: readonly DeadLetterSource[]): Promise<Listed> {
  const lists = await Promise.allSettled(sources.map((source) => source.list()));
  const silent = sources.filter((_, index) => lists[index]?.status === 'rejected').map(({ name }) => name);
  const letters = lists.flatMap((list) => (list.status === 'fulfilled' ? list.value : []));
  return { letters: letters.toSorted((a, b) => a.at.localeCompare(b.at)), ...(silent.length === 0 ? {} : { silent }) };
}

function sourceOf(sources: readonly DeadLetterSource[], id: string): DeadLetterSource | undefined {
  return sources.find(({ name }) => id.startsWith(`${name}:`));
}

async function each(
  sources: readonly DeadLetterSource[],
  given: readonly string[],
  did: string,
  act: (source: DeadLetterSource, id: string) => Promise<boolean>,
): Promise<Result> {
  const ids = given.includes('all') ? (await listAll(sources)).letters.map(({ id }) => id) : given;
  const done: string[] = [];
  const missing: string[] = [];
  for (const id of ids) {
    const source = sourceOf(sources, id);
    (source !== undefined && (await act(source, id)) ? done : missing).push(id);
  }
  return { [did]: done, ...(missing.length === 0 ? {} : { missing }) };
}

function describe(result: Result): string {
  const { letters, silent = [] } = result as Partial<Listed>;
  if (letters === undefined) return `${JSON.stringify(result, null, 2)}\n`;
  const lines = letters.map(
    ({ id, at, of, subject, why, error, deliveries }) =>
      `${id.padEnd(12)} ${at}  ${of}  ${subject}  ${why} after ${deliveries} deliveries: ${error}`,
  );
  return [
    ...(lines.length === 0 ? ['There are no dead letters.'] : lines),
    ...silent.map((name) => `Those that begin with ${name}: are not known: their keeper does not answer.`),
    '',
  ].join('\n');
}
