/** The ground the booking suite stands on: a house of several instances, calls that overlap, and the times at which it was struck. */
import type { ServiceName } from '@bayline/contracts';
import { createProgress, type House, type ServiceInstance, startHouse, Trouble, until } from '@bayline/local';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import pg from 'pg';
import { HOUSE_NOW } from '../../../houses.ts';
import type { Random } from '../../random.ts';
import { Load } from '../load.ts';
import type { SteadfastCall } from '../steadfast-call.ts';
import { type Afterwards, callers } from './callers.ts';

const CALLS_AT_ONCE = 8;
/** A process that is told to die at a point has to come there within this time. */
const STRUCK_WITHIN_MS = 180_000;

/** Answers without delay: what is looked at is what happens, not how long a vendor takes. */
const SIMULATORS = {
  SIMULATE_OPENAI__HEADERS_MS: '0',
  SIMULATE_OPENAI__FIRST_TOKEN_MS: '{"ms":1}',
  SIMULATE_OPENAI__TOKENS_PER_SECOND: '20000',
  SIMULATE_GOOGLE__LATENCY: '{"ms":30}',
  SIMULATE_GOOGLE__TOKEN_LATENCY: '{"ms":10}',
};

export class Ground {
  readonly house: House;
  readonly connection: NatsConnection;
  readonly pool: pg.Pool;
  readonly load: Load;
  readonly random: Random;
  readonly note: (line: string) => void;
  readonly googleUrl: string;
  /** Monotonic times of the faults of the present point. */
  readonly faults: number[] = [];
  /** Called before a caller says something, while a point wants to know. */
  beforeSaying: ((text: string, call: SteadfastCall) => void) | undefined;
  /** What every caller does after booking, while a point strikes what only they bring about. */
  callersDo: Afterwards | undefined;

  constructor(house: House, connection: NatsConnection, random: Random, note: (line: string) => void) {
    this.house = house;
    this.connection = connection;
    this.random = random;
    this.note = note;
    this.googleUrl = house.simulators.environment.GOOGLE_API_BASE_URL ?? '';
    this.pool = new pg.Pool({ connectionString: house.databaseUrl, max: 2 });
    const hooks = { beforeSaying: (text: string, call: SteadfastCall) => this.beforeSaying?.(text, call) };
    this.load = new Load({
      connection,
      atOnce: CALLS_AT_ONCE,
      nextCaller: callers(random, () => this.callersDo),
      hooks,
    });
  }

  /** The house was struck now. */
  struck(): void {
    this.faults.push(performance.now());
  }

  instance(service: ServiceName, index: number): ServiceInstance {
    const found = this.house.instancesOf(service).find((instance) => instance.index === index);
    if (found === undefined) throw new Error(`${service}-${index} is not a process of this house`);
    return found;
  }

  /** Starts a process that has ended again, with a point at which it is to die, or without. */
  async restart(service: ServiceName, index: number, faultPoint = ''): Promise<ServiceInstance> {
    return this.house.restart(this.instance(service, index), { FAULT_POINT: faultPoint });
  }

  async kill(service: ServiceName, index: number): Promise<void> {
    const { process: running } = this.instance(service, index);
    running.kill('SIGKILL');
    await running.ended;
  }

  /**
   * Starts a process that is to die at a point, and resolves when it has come there. What an earlier one left undone may bring it
   * there before it is ready.
   */
  async diesAt(service: ServiceName, index: number, point: string): Promise<void> {
    const started = await this.restart(service, index, point).catch(diedStarting);
    if (started === undefined) return;
    await until(`${service} to come to ${point}`, () => !started.process.running, {
      withinMs: STRUCK_WITHIN_MS,
      everyMs: 5,
    });
  }

  async close(): Promise<void> {
    await this.pool.end();
    await this.connection.close();
    await this.house.stop();
  }
}

function diedStarting(error: unknown): undefined {
  if (!(error instanceof Trouble && error.code === 'BL-1014')) throw error;
}

export async function openGround(random: Random, note: (line: string) => void): Promise<Ground> {
  const house = await startHouse({
    profile: 'bench-faults',
    progress: createProgress(),
    now: HOUSE_NOW,
    instances: { gateway: 0, speech: 0, reminder: 1, dialogue: 2, 'crm-tools': 3, calendar: 3 },
    simulatorEnvironment: SIMULATORS,
    environment: { DATABASE_POOL: '12', GOOGLE_DEADLINE_MS: '1500', GOOGLE_RECONNECT_MS: '300', LOG_LEVEL: 'warn' },
  });
  const connection = await connect({
    servers: house.servers.nats.url,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 100,
    pingInterval: 5_000,
  });
  const ground = new Ground(house, connection, random, note);
  // Room for thousands of bookings. The shops are read when crm-tools starts.
  await ground.pool.query('UPDATE shops SET horizon_days = 360');
  for (const { index } of house.instancesOf('crm-tools')) {
    await ground.kill('crm-tools', index);
    await ground.restart('crm-tools', index);
  }
  return ground;
}
