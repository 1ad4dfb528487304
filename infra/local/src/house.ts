/** A whole house on this machine: servers, simulators, services. What `npm run demo` starts, and every end-to-end test. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceName } from '@bayline/contracts';
import { type Fallback, numbersWithFallback, startFallback } from './fallback.ts';
import { type Front, startFront } from './front.ts';
import { type ProviderName, realProviders, withOwnKeys } from './own-keys.ts';
import { profileDirectory, root } from './paths.ts';
import { freePort, wantedPort } from './ports.ts';
import { killLeftovers, startProcess } from './processes.ts';
import type { Progress } from './progress.ts';
import { claimProfile, publishCard, type ServiceCard, withdrawCard } from './running.ts';
import { type Servers, startServers } from './servers/start.ts';
import { type ServiceInstance, serviceNames, startService } from './service-processes.ts';
import { type Simulators, startSimulators } from './simulators.ts';
import { Trouble } from './trouble.ts';

export interface HouseOptions {
  /** Names the folder under `.local/` that everything lies in. */
  readonly profile: string;
  readonly progress: Progress;
  /** Keep what an earlier start of this profile has stored. */
  readonly keep?: boolean;
  /** How many instances of each service; one when not said. */
  readonly instances?: Partial<Record<ServiceName, number>>;
  /** Extra environment for all services. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly perService?: Partial<Record<ServiceName, Readonly<Record<string, string>>>>;
  /** What `.env` holds: its keys make providers real. Nothing when not said: tests never use real providers. */
  readonly own?: Readonly<Record<string, string>>;
  /** Providers that are simulated whatever `own` says. */
  readonly simulateAlways?: readonly ProviderName[];
  /** Environment of the simulators: `SIMULATE_...` settings. */
  readonly simulatorEnvironment?: Readonly<Record<string, string>>;
  /** What the house takes for now, as an ISO moment; the real time when not said. */
  readonly now?: string;
  readonly nodeFlags?: readonly string[];
  /** The port of the gateway, or of the front before several; a free one when not said. */
  readonly port?: number;
  /** The origin Twilio is told, when it is not the gateway's own: a tunnel's. */
  readonly publicUrl?: string;
  /** The real number that the first sample shop is called by. */
  readonly shopNumber?: string;
  /** Done last when the house stops. */
  readonly onStop?: readonly (() => Promise<void>)[];
}

export interface House {
  /** The profile's name, which others find it by. */
  readonly profile: string;
  readonly directory: string;
  readonly servers: Servers;
  readonly databaseUrl: string;
  readonly simulators: Simulators;
  /** The origin Twilio is told: one gateway, or the front before several. */
  readonly publicUrl: string;
  readonly clockOffsetMs: number;
  readonly services: readonly ServiceInstance[];
  instancesOf(service: ServiceName): readonly ServiceInstance[];
  /** Each instance as others see it. */
  cards(): readonly ServiceCard[];
  /** Starts an instance again that has ended, with the same environment but for `changes`. */
  restart(instance: ServiceInstance, changes?: Readonly<Record<string, string>>): Promise<ServiceInstance>;
  /** It is being stopped: what ends now ends for good. */
  readonly closing: boolean;
  stop(): Promise<void>;
}

const stoppers = new Set<() => Promise<void>>();

/** Starts everything. What was started is stopped again when a later step fails. */
export async function startHouse(options: HouseOptions): Promise<House> {
  const stops: (() => Promise<void>)[] = [...(options.onStop ?? [])];
  const life = { closing: false };
  const stop = async (): Promise<void> => {
    life.closing = true;
    stoppers.delete(stop);
    for (const each of stops.splice(0).reverse()) await each();
  };
  stoppers.add(stop);
  try {
    const profile = claimProfile(options.profile, options.keep === true);
    stops.push(async () => withdrawCard(profile));
    const directory = profileDirectory(profile);
    if (options.keep !== true) rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory, { recursive: true });
    return await build(options, profile, directory, { stops, stop, life });
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Stops every house of this process: for signal handlers. */
export async function stopAllHouses(): Promise<void> {
  for (const stop of [...stoppers]) await stop();
  await killLeftovers();
}

async function build(
  options: HouseOptions,
  profile: string,
  directory: string,
  { stops, stop, life }: { stops: (() => Promise<void>)[]; stop: () => Promise<void>; life: { closing: boolean } },
): Promise<House> {
  const { progress, own = {} } = options;
  const publicPort = await wantedPort(options.port);
  const servers = await progress.step('NATS, Redis and PostgreSQL are up', () =>
    startServers(directory, progress, stops, own),
  );
  const clockOffsetMs = options.now === undefined ? 0 : Math.round(Date.parse(options.now) - Date.now());
  const databaseUrl = servers.postgres.database('bayline');
  const database = { DATABASE_URL: databaseUrl, BAYLINE_CLOCK_OFFSET_MS: String(clockOffsetMs) };
  await progress.step('the database is migrated and seeded', async () => {
    await runScript('migrate', database, directory);
    if (options.keep !== true || servers.postgres.isEmpty(databaseUrl)) await runScript('seed', database, directory);
    if (options.shopNumber !== undefined) servers.postgres.giveShopNumber(databaseUrl, options.shopNumber);
  });
  const simulators = await progress.step('the simulators are up', () =>
    startSimulators(join(directory, 'simulators.log'), options.simulatorEnvironment),
  );
  stops.push(() => simulators.stop());

  const gateways = options.instances?.gateway ?? 1;
  const gatewayPorts = await freePorts(gateways);
  if (gateways === 1) gatewayPorts[0] = publicPort;
  const gatewayUrl = `http://127.0.0.1:${publicPort}`;
  const publicUrl = options.publicUrl ?? gatewayUrl;
  const shared: Record<string, string> = {
    BAYLINE_ENV: 'test',
    BAYLINE_CLOCK_OFFSET_MS: String(clockOffsetMs),
    MEDIA_TOKEN_SECRET: randomBytes(32).toString('hex'),
    ...withOwnKeys(simulators.environment, own, options.simulateAlways),
    NATS_URL: servers.nats.url,
    REDIS_URL: servers.redis.url,
    DATABASE_URL: databaseUrl,
    PUBLIC_URL: publicUrl,
    ...options.environment,
  };
  const services = await progress.step('the services are ready', () =>
    startServices(options, shared, gatewayPorts, directory, stops),
  );
  if (gateways > 1) {
    const front: Front = await startFront(publicPort, () => gatewayPorts);
    stops.push(() => front.close());
  }
  const fallback = await startFallback();
  stops.push(() => fallback.close());
  await registerNumbers(simulators.environment.TWILIO_API_BASE_URL ?? '', publicUrl, fallback);

  const restarts = new Map<string, number>();
  const cards = (): ServiceCard[] => services.map((instance) => cardOf(instance, restarts));
  const startedAt = new Date().toISOString();
  const publish = (): void =>
    publishCard({
      ...{ profile, pid: process.pid, state: 'ready', startedAt, directory, publicUrl, gatewayUrl },
      ...{ natsUrl: servers.nats.url, redisUrl: servers.redis.url, databaseUrl, clockOffsetMs },
      simulated: simulators.environment,
      real: realProviders(own).filter((name) => options.simulateAlways?.includes(name) !== true),
      services: cards(),
    });
  publish();

  return {
    profile,
    cards,
    get closing() {
      return life.closing;
    },
    directory,
    servers,
    databaseUrl,
    simulators,
    publicUrl,
    clockOffsetMs,
    get services() {
      return services;
    },
    instancesOf: (service) => services.filter((instance) => instance.service === service),
    restart: async (instance, changes = {}) => {
      const started = await startService({
        service: instance.service,
        index: instance.index,
        environment: { ...instance.environment, ...changes },
        logFile: logFileOf(directory, instance.service, instance.index),
      });
      services.splice(services.indexOf(instance), 1, started);
      const name = `${instance.service}-${instance.index}`;
      restarts.set(name, (restarts.get(name) ?? 0) + 1);
      publish();
      return started;
    },
    stop,
  };
}

function cardOf(instance: ServiceInstance, restarts: ReadonlyMap<string, number>): ServiceCard {
  const { service, index, instanceId, healthPort } = instance;
  return {
    ...{ service, index, instanceId, healthPort, pid: instance.process.pid },
    state: instance.process.running ? 'ready' : 'starting',
    restarts: restarts.get(`${service}-${index}`) ?? 0,
  };
}

async function startServices(
  options: HouseOptions,
  shared: Readonly<Record<string, string>>,
  gatewayPorts: readonly number[],
  directory: string,
  stops: (() => Promise<void>)[],
): Promise<ServiceInstance[]> {
  const services: ServiceInstance[] = [];
  stops.push(async () => {
    // Live calls end with the house: draining would wait for them.
    await Promise.all(services.map((instance) => instance.process.stop(1_500)));
  });
  const starts = serviceNames.flatMap((service) =>
    Array.from({ length: options.instances?.[service] ?? 1 }, (_, index) => ({ service, index })),
  );
  const started = await Promise.allSettled(
    starts.map(async ({ service, index }) => {
      const instance = await startService({
        service,
        index,
        environment: {
          ...shared,
          ...(service === 'gateway' ? { GATEWAY_PORT: String(gatewayPorts[index] ?? 0) } : {}),
          ...options.perService?.[service],
        },
        logFile: logFileOf(directory, service, index),
        ...(options.nodeFlags === undefined ? {} : { nodeFlags: options.nodeFlags }),
      });
      services.push(instance);
    }),
  );
  const failed = started.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return services;
}

function logFileOf(directory: string, service: ServiceName, index: number): string {
  return join(directory, 'logs', `${service}-${index}.log`);
}

/** Runs one of crm-tools' scripts to its end. */
async function runScript(
  name: 'migrate' | 'seed',
  environment: Record<string, string>,
  directory: string,
): Promise<void> {
  const script = startProcess({
    name,
    command: process.execPath,
    args: ['--disable-warning=ExperimentalWarning', join(root, 'services', 'crm-tools', 'src', `${name}.ts`)],
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE, ...environment },
    logFile: join(directory, 'logs', `${name}.log`),
  });
  const { code } = await script.ended;
  if (code === 0) return;
  throw new Trouble(
    'BL-1013',
    `the database could not be ${name}d:\n${script.lastWords()}`,
    'Read the lines above. With data of an older version that may go: npm run reset',
  );
}

async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    const port = await freePort();
    if (!ports.includes(port)) ports.push(port);
  }
  return ports;
}

/** Tells the simulated phone network where the shops' numbers lead. */
async function registerNumbers(twilioUrl: string, publicUrl: string, fallback: Fallback): Promise<void> {
  const numbers = numbersWithFallback.map((number) => [
    number,
    {
      voiceUrl: `${publicUrl}/twilio/voice`,
      fallbackUrl: fallback.urlOf(number),
      statusCallback: `${publicUrl}/twilio/status`,
      smsUrl: `${publicUrl}/twilio/text`,
    },
  ]);
  const response = await fetch(`${twilioUrl}/lab/numbers`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(Object.fromEntries(numbers)),
  });
  if (!response.ok) throw new Error(`the simulated phone network refused the numbers: ${await response.text()}`);
}
