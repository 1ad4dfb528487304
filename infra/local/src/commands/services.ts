/** `npm run services`: the services of a running house, with their state, ports and restarts. */
import { setTimeout as sleep } from 'node:timers/promises';
import { columns, serviceTable } from '../board.ts';
import { ofHouse, readCommandLine } from '../command-line.ts';
import { runningHouse, type ServiceCard } from '../running.ts';

const HELP = `npm run services [-- --watch] [--house NAME] [--json]

The services of a running house: state, health port, process, restarts, and what /readyz says of each.
  --watch   shows the list anew whenever it changes, until Ctrl-C
Exits with 1 when one of them is not ready.
`;

const LOOK_MS = 500;

interface Seen extends ServiceCard {
  readonly ready: boolean;
  /** Names of the details of /readyz that are not well. */
  readonly ailing: readonly string[];
}

export async function run(args: string[]): Promise<number> {
  const given = readCommandLine(args, HELP, { watch: { type: 'boolean' }, ...ofHouse });
  if (given === undefined) return 0;
  const { values } = given;
  let shown = '';
  for (;;) {
    const services = await Promise.all(runningHouse(values.house).services.map(look));
    const text = values.json === true ? JSON.stringify({ services }) : render(services).join('\n');
    if (text !== shown) process.stdout.write(`${text}\n`);
    shown = text;
    if (values.watch !== true) return services.every(({ ready }) => ready) ? 0 : 1;
    // The list is other processes' state: looking again is the only way to learn of a change.
    await sleep(LOOK_MS);
  }
}

async function look(card: ServiceCard): Promise<Seen> {
  try {
    const response = await fetch(`http://127.0.0.1:${card.healthPort}/readyz`, { signal: AbortSignal.timeout(2_000) });
    const { ready, details } = (await response.json()) as { ready: boolean; details: Record<string, { ok: boolean }> };
    const ailing = Object.entries(details).flatMap(([name, { ok }]) => (ok ? [] : [name]));
    return { ...card, ready, ailing };
  } catch {
    // Not answering is the finding.
    return { ...card, state: 'starting', ready: false, ailing: ['no answer'] };
  }
}

function render(services: readonly Seen[]): string[] {
  const [header = '', ...rows] = serviceTable(services);
  return columns([[header], ...rows.map((row, index) => [row, services[index]?.ailing.join(', ') ?? ''])]);
}
