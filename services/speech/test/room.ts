/** A room for tests: what a service is given when it starts, on the test run's own NATS and Redis, without a process. */
import {
  connectBus,
  createClock,
  createLog,
  createMetrics,
  guardMaker,
  type Room,
  readConfig,
  startHealth,
} from '@bayline/runtime';
import { type SpeechConfig, speechConfig } from '../src/config.ts';

export interface TestRoom {
  readonly room: Room<SpeechConfig>;
  close(): Promise<void>;
}

/** `environment` is what the test sets; an event loop that is late on a busy machine refuses no calls. */
export async function openRoom(instanceId: string, environment: Readonly<Record<string, string>>): Promise<TestRoom> {
  const config = readConfig('speech', speechConfig, {
    BAYLINE_ENV: 'test',
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
    NATS_URL: process.env.BAYLINE_TEST_NATS_URL,
    REDIS_URL: process.env.BAYLINE_TEST_REDIS_URL,
    MAX_EVENT_LOOP_DELAY_MS: '10000',
    ...environment,
  });
  const log = createLog({ service: 'speech', instanceId, level: config.LOG_LEVEL });
  const metrics = createMetrics('speech', instanceId);
  const bus = await connectBus({ servers: config.NATS_URL, service: 'speech', instanceId, log, metrics });
  const health = await startHealth({ port: 0, host: '127.0.0.1', metrics, service: 'speech' });
  const room: Room<SpeechConfig> = {
    config,
    service: 'speech',
    instanceId,
    clock: createClock(config),
    log,
    metrics,
    bus,
    health,
    guard: guardMaker(metrics, log),
  };
  return {
    room,
    close: async () => {
      await bus.close();
      await health.close();
      await metrics.shutdown();
    },
  };
}
