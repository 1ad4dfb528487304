/** `npm run dev`: everything, with its data kept between starts, and services started anew when their sources change. */
import { watch } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type House, startHouse } from '../house.ts';
import { readOwnEnvironment, realProviders } from '../own-keys.ts';
import { root } from '../paths.ts';
import { createProgress } from '../progress.ts';
import { type ServiceInstance, serviceNames } from '../service-processes.ts';

const HELP = `npm run dev [-- --no-reload]

Starts NATS, Redis, PostgreSQL, the simulators of providers without a key in .env, and all services, until Ctrl-C. Data is
kept in .local/dev. A service is started anew when its sources change; packages that services share start all of them anew.
`;

/** Packages whose change concerns every service. */
const SHARED = ['contracts', 'runtime', 'spoken', 'rule-model'];
const SETTLE_MS = 200;

export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { help: { type: 'boolean' }, 'no-reload': { type: 'boolean' } } });
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  const own = readOwnEnvironment();
  const house = await startHouse({ profile: 'dev', keep: true, progress: createProgress(), own });
  show(house, own);
  if (values['no-reload'] !== true) reloadOnChange(house);
  return new Promise(() => {});
}

function show(house: House, own: Readonly<Record<string, string>>): void {
  const real = realProviders(own);
  const lines = [
    '',
    ...house.services.map(
      (instance) =>
        `  ${instance.service.padEnd(10)} ${instance.instanceId.padEnd(20)} health on port ${instance.healthPort}`,
    ),
    '',
    `  webhooks   ${house.publicUrl}/twilio/voice`,
    `  database   ${house.databaseUrl}`,
    `  providers  ${real.length === 0 ? 'all simulated' : `${real.join(', ')} real, the others simulated`}`,
    `  logs       ${join(house.directory, 'logs')}`,
    '',
    '  Place a call with: npm run call -- 1      Stop with Ctrl-C',
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function reloadOnChange(house: House): void {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const onChange = (room: string) => (_: string, file: string | null) => {
    if (file === null || !file.endsWith('.ts') || file.endsWith('.test.ts')) return;
    changed.add(room);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const rooms = [...changed];
      changed.clear();
      void restartChanged(house, rooms);
    }, SETTLE_MS);
  };
  for (const name of serviceNames) watch(join(root, 'services', name, 'src'), { recursive: true }, onChange(name));
  for (const name of SHARED) watch(join(root, 'packages', name, 'src'), { recursive: true }, onChange('shared'));
}

async function restartChanged(house: House, rooms: readonly string[]): Promise<void> {
  const concerned = house.services.filter((instance) => rooms.includes('shared') || rooms.includes(instance.service));
  await Promise.all(concerned.map((instance) => restart(house, instance)));
}

async function restart(house: House, instance: ServiceInstance): Promise<void> {
  await instance.process.stop(1_000);
  try {
    const started = await house.restart(instance);
    process.stdout.write(`  ${instance.service} started anew as ${started.instanceId}\n`);
  } catch (error) {
    process.stdout.write(
      `  ${instance.service} could not be started: ${error instanceof Error ? error.message : String(error)}\n`,
    );
  }
}
