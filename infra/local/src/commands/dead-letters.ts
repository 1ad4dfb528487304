/** `npm run dead-letters`: what could not be handled, listed, shown, tried again or thrown away. */
import { parseArgs } from 'node:util';
import type { DeadLetterSource, KeptLetter } from '../dead-letters/source.ts';
import { openStreamLetters } from '../dead-letters/stream.ts';
import { runningHouse } from '../running.ts';

const HELP = `npm run dead-letters -- list | show <id> | replay <id>... | drop <id>... [--json]

Messages that broke their contract, or failed at every delivery they are given, are kept aside for 7 days.
  list            all of them, oldest first
  show <id>       one of them with its content, which may be personal
  replay <id>...  gives them back to be handled again; "all" for every one
  drop <id>...    throws them away; "all" for every one
  --house NAME    of this house, when several run here
  --json          one JSON object as the last line of stdout
Looks at the NATS of NATS_URL, else at that of the house that runs here.
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
  const sources: readonly DeadLetterSource[] = [
    await openStreamLetters(process.env.NATS_URL ?? runningHouse(values.house).natsUrl),
  ];
  try {
    const result = await act(sources, ids);
    process.stdout.write(values.json === true ? `${JSON.stringify(result)}\n` : describe(result));
    return result.missing === undefined ? 0 : 1;
  } finally {
    for (const source of sources) await source.close();
  }
}

const verbs: Readonly<
  Record<string, (sources: readonly DeadLetterSource[], ids: readonly string[]) => Promise<Result>>
> = {
  list: async (sources) => ({ letters: await listAll(sources) }),
  show: async (sources, [id = '']) => {
    const letter = await sourceOf(sources, id)?.show(id);
    return letter === undefined ? { missing: [id] } : { letter };
  },
  replay: (sources, ids) => each(sources, ids, 'replayed', (source, id) => source.replay(id)),
  drop: (sources, ids) => each(sources, ids, 'dropped', (source, id) => source.drop(id)),
};

async function listAll(sources: readonly DeadLetterSource[]): Promise<KeptLetter[]> {
  return (await Promise.all(sources.map((source) => source.list()))).flat();
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
  const ids = given.includes('all') ? (await listAll(sources)).map(({ id }) => id) : given;
  const done: string[] = [];
  const missing: string[] = [];
  for (const id of ids) {
    const source = sourceOf(sources, id);
    (source !== undefined && (await act(source, id)) ? done : missing).push(id);
  }
  return { [did]: done, ...(missing.length === 0 ? {} : { missing }) };
}

function describe(result: Result): string {
  const { letters } = result;
  if (!Array.isArray(letters)) return `${JSON.stringify(result, null, 2)}\n`;
  if (letters.length === 0) return 'There are no dead letters.\n';
  const lines = (letters as KeptLetter[]).map(
    ({ id, at, of, subject, why, error, deliveries }) =>
      `${id.padEnd(12)} ${at}  ${of}  ${subject}  ${why} after ${deliveries} deliveries: ${error}`,
  );
  return `${lines.join('\n')}\n`;
}
