/** The life of a service process: config, clock, log, metrics, bus, health; then its own wiring; then draining. */
import { randomBytes } from 'node:crypto';
import type { ServiceName } from '@bayline/contracts';
import type { z } from 'zod';
import type { Bus } from './bus.ts';
import { type Clock, createClock } from './clock.ts';
import { type CommonConfig, ConfigError, type commonConfig, readConfig } from './config.ts';
import { type GuardMaker, guardMaker } from './guard.ts';
import { type Health, startHealth } from './health.ts';
import { createLog, type Log } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { connectBus } from './nats-bus.ts';
import { startTraces } from './traces.ts';

/** What a service's wiring is given. */
export interface Room<Config extends CommonConfig = CommonConfig> {
  readonly config: Config;
  readonly service: ServiceName;
  readonly instanceId: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly bus: Bus;
  readonly health: Health;
  readonly guard: GuardMaker;
}

/** What a service's wiring returns. */
export interface Running {
  /** Takes nothing new and resolves when the live work is done. */
  drain?(): Promise<void>;
  /** Closes what is open; called after `drain`. */
  close?(): Promise<void>;
}

type CommonSchema = z.ZodObject<typeof commonConfig.shape>;

export interface ServiceDefinition<Schema extends CommonSchema> {
  readonly name: ServiceName;
  readonly config: Schema;
  readonly start: (room: Room<z.output<Schema>>) => Promise<Running>;
  /** How long live work may take to finish after SIGTERM. Longer than the longest call. */
  readonly drainMs?: number;
}

const TWENTY_FIVE_MINUTES_MS = 25 * 60_000;

/** Runs a service until it is told to stop. The first SIGTERM or SIGINT drains, the second one forces. */
export async function runService<Schema extends CommonSchema>(
  definition: ServiceDefinition<Schema>,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const startedAt = performance.now();
  const config = configOrExit(definition, environment);
  const { name } = definition;
  const instanceId = `${name}-${config.BAYLINE_INSTANCE ?? randomBytes(4).toString('hex')}`;
  const log = createLog({ service: name, instanceId, level: config.LOG_LEVEL });
  process.on('uncaughtException', (error) => die(log, error));
  process.on('unhandledRejection', (error) => die(log, error));

  const stopTraces = await startTraces(name, instanceId, config.OTEL_EXPORTER_OTLP_ENDPOINT);
  const metrics = createMetrics(name, instanceId);
  const clock = createClock(config);
  const bus = await connectBus({ servers: config.NATS_URL, service: name, instanceId, log, metrics });
  const health = await startHealth({ port: config.HEALTH_PORT, host: config.HEALTH_HOST, metrics, service: name });
  health.detail('bus', () => ({ ok: bus.connected }));
  let started = false;
  health.detail('started', () => ({ ok: started }));
  await bus.ensureStreams();

  const room: Room<z.output<Schema>> = {
    config,
    service: name,
    instanceId,
    clock,
    log,
    metrics,
    bus,
    health,
    guard: guardMaker(metrics, log),
  };
  const running = await definition.start(room);
  const stop = async (): Promise<void> => {
    health.drain();
    await withLimit(running.drain?.() ?? Promise.resolve(), definition.drainMs ?? TWENTY_FIVE_MINUTES_MS, log);
    await running.close?.();
    await bus.close();
    await health.close();
    await metrics.shutdown();
    await stopTraces();
  };
  // Before anybody hears that it is ready: whoever waits for that may stop it at once.
  stopOnSignal(log, stop);
  started = true;
  log.info(
    { healthPort: health.port, startMs: Math.round(performance.now() - startedAt), node: process.version },
    'ready',
  );
  process.send?.({ type: 'ready', instanceId, healthPort: health.port });
}

function configOrExit<Schema extends CommonSchema>(
  definition: ServiceDefinition<Schema>,
  environment: Readonly<Record<string, string | undefined>>,
): z.output<Schema> {
  try {
    return readConfig(definition.name, definition.config, environment);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(`${error.message}\nSet them in .env or in the environment; docs/configuration.md lists them all.`);
    process.exit(2);
  }
}

function stopOnSignal(log: Log, stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (stopping) {
      log.warn({ signal }, 'told twice to stop: stopping now');
      process.exit(1);
    }
    stopping = true;
    log.info({ signal }, 'draining');
    stop().then(
      () => {
        log.info('stopped');
        process.exit(0);
      },
      (error: unknown) => die(log, error),
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  // A parent that dies takes its services with it, instead of leaving them behind on their ports.
  process.on('disconnect', () => onSignal('SIGTERM'));
}

async function withLimit(work: Promise<void>, ms: number, log: Log): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      log.warn({ ms }, 'live work did not finish in time: stopping without it');
      resolve();
    }, ms);
  });
  await Promise.race([work, limit]);
  clearTimeout(timer);
}

function die(log: Log, error: unknown): never {
  log.fatal({ error }, 'stopping after an error nobody caught');
  process.exit(1);
}
