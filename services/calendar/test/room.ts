/** A room for tests: what the service is given when it starts, without a process. */
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
import { type CalendarConfig, calendarConfig } from '../src/config.ts';

export interface TestRoom {
  readonly room: Room<CalendarConfig>;
  /** What /readyz says of Google. */
  google(): Promise<Record<string, unknown>>;
  /** The sum of a counter over all its attributes that match. */
  counted(name: string, matching: string): Promise<number>;
  close(): Promise<void>;
}

/** Joins the bus at NATS_URL of `environment`. */
export async function openRoom(
  instanceId: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<TestRoom> {
  const config = readConfig('calendar', calendarConfig, {
    BAYLINE_ENV: 'test',
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
    ...environment,
  });
  const log = createLog({ service: 'calendar', instanceId, level: config.LOG_LEVEL });
  const metrics = createMetrics('calendar', instanceId);
  const bus = await connectBus({ servers: config.NATS_URL, service: 'calendar', instanceId, log, metrics });
  const health = await startHealth({ port: 0, host: '127.0.0.1', metrics, service: 'calendar' });
  const clock = createClock(config);
  return {
    room: {
      config,
      service: 'calendar',
      instanceId,
      clock,
      log,
      metrics,
      bus,
      health,
      guard: guardMaker(metrics, log),
    },
    google: async () => {
      const answer = await fetch(`http://127.0.0.1:${health.port}/readyz`);
      const { details } = (await answer.json()) as { details: Record<string, Record<string, unknown>> };
      return details.google ?? {};
    },
    counted: async (name, matching) => {
      const { text } = await metrics.scrape();
      const lines = text.split('\n').filter((line) => line.startsWith(`${name}{`) && line.includes(matching));
      return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
    },
    close: async () => {
      await bus.close();
      await health.close();
      await metrics.shutdown();
    },
  };
}
