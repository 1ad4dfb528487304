/** Gateways with everything around them: a NATS server of their own, Redis, a scripted Twilio, scripted peers. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Fact } from '@bayline/contracts';
import {
  freePort,
  type LocalProcess,
  type RunningServer,
  silent,
  startNats,
  startProcess,
  until,
} from '@bayline/local';
import {
  type Bus,
  connectBus,
  createClock,
  createLog,
  createMetrics,
  guardMaker,
  type Metrics,
  readConfig,
  startHealth,
} from '@bayline/runtime';
import { z } from 'zod';
import { gatewayConfig } from '../config.ts';
import { type RunningGateway, startGateway } from '../service.ts';
import { CrmPeer, DialoguePeer, SpeechPeer } from './peers.ts';
import type { Phone } from './phone.ts';
import { accountSid, authToken, newCallSid, PhoneCompany, type Webhook } from './phone-company.ts';

const mainFile = fileURLToPath(new URL('../main.ts', import.meta.url));

export interface TestGateway extends RunningGateway {
  readonly instanceId: string;
  readonly url: string;
  readonly metrics: Metrics;
  readonly healthPort: number;
}

/** A gateway in a process of its own. */
export interface ProcessGateway {
  readonly instanceId: string;
  readonly url: string;
  readonly process: LocalProcess;
}

export interface TestCall {
  readonly callSid: string;
  readonly phone: Phone;
}

export class Neighbourhood {
  readonly nats: RunningServer;
  readonly company: PhoneCompany;
  readonly #directory: string;
  readonly #redisUrl: string;
  readonly #closers: (() => Promise<void>)[] = [];

  private constructor(directory: string, redisUrl: string, nats: RunningServer, company: PhoneCompany) {
    this.#directory = directory;
    this.#redisUrl = redisUrl;
    this.nats = nats;
    this.company = company;
  }

  /** Gateways of one suite share a database of Redis that no other suite uses: they rescue each other's calls. */
  static async open(redisDatabase: number): Promise<Neighbourhood> {
    const directory = mkdtempSync(join(tmpdir(), 'bayline-gateway-'));
    const redisUrl = `${process.env.BAYLINE_TEST_REDIS_URL ?? ''}/${redisDatabase}`;
    return new Neighbourhood(directory, redisUrl, await startNats(directory, silent), await PhoneCompany.open());
  }

  async close(): Promise<void> {
    for (const close of this.#closers.splice(0).reverse()) await close();
    await this.company.close();
    await this.nats.stop();
    rmSync(this.#directory, { recursive: true, force: true });
  }

  async join(instanceId: string): Promise<Bus> {
    const { bus } = await this.#connect(instanceId);
    return bus;
  }

  async speech(id = `speech-${suffix()}`): Promise<SpeechPeer> {
    const peer = new SpeechPeer(await this.join(id), id);
    await peer.bus.flush();
    this.#closers.push(async () => peer.fallSilent());
    return peer;
  }

  async dialogue(id = `dialogue-${suffix()}`): Promise<DialoguePeer> {
    const peer = new DialoguePeer(await this.join(id), id);
    await peer.bus.flush();
    this.#closers.push(async () => peer.fallSilent());
    return peer;
  }

  async crm(): Promise<CrmPeer> {
    const bus = await this.join(`crm-tools-${suffix()}`);
    const peer = new CrmPeer(bus);
    await bus.flush();
    return peer;
  }

  /** A gateway in this process, on real sockets. Gateways of one public address know each other's signatures. */
  async gateway(settings: Record<string, string> = {}): Promise<TestGateway> {
    const instanceId = `gateway-${suffix()}`;
    const { url, environment } = await this.#environment(settings);
    const config = readConfig('gateway', gatewayConfig, environment);
    const { bus, log, metrics } = await this.#connect(instanceId);
    await bus.ensureStreams();
    const health = await startHealth({ port: 0, host: '127.0.0.1', metrics, service: 'gateway' });
    const clock = createClock(config);
    const guard = guardMaker(metrics, log);
    const room = { config, service: 'gateway' as const, instanceId, clock, log, metrics, bus, health, guard };
    const running = await startGateway(room);
    let open = true;
    const close = async (): Promise<void> => {
      if (!open) return;
      open = false;
      await running.close();
      await health.close();
    };
    this.#closers.push(close);
    return { ...running, close, instanceId, url, metrics, healthPort: health.port };
  }

  /** A gateway in a process of its own, which can be killed. */
  async gatewayProcess(settings: Record<string, string> = {}): Promise<ProcessGateway> {
    const name = suffix();
    const { url, environment } = await this.#environment({ ...settings, BAYLINE_INSTANCE: name });
    const started = startProcess({
      ...{ name: 'gateway', command: process.execPath, args: [mainFile], channel: true },
      ...{ env: { ...process.env, NODE_OPTIONS: '', ...environment }, logFile: join(this.#directory, `${name}.log`) },
    });
    this.#closers.push(async () => started.stop());
    await until('the process to be ready', () => {
      if (!started.running) throw new Error(started.lastWords());
      return /"msg":"ready"/.test(started.lastWords(50));
    });
    return { instanceId: `gateway-${name}`, url, process: started };
  }

  async #environment(settings: Record<string, string>): Promise<{ url: string; environment: Record<string, string> }> {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const environment = {
      ...{ BAYLINE_ENV: 'test', PUBLIC_URL: url, GATEWAY_PORT: String(port), HEALTH_PORT: '0' },
      ...{ TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_API_BASE_URL: this.company.url },
      ...{ MEDIA_TOKEN_SECRET: 'a secret that is the same for every gateway', MAX_EVENT_LOOP_DELAY_MS: '10000' },
      ...{ NATS_URL: this.nats.url, REDIS_URL: this.#redisUrl },
      ...settings,
    };
    return { url, environment };
  }

  /** Calls a gateway and lets the stream begin. */
  async call(gateway: TestGateway, change: Record<string, string> = {}): Promise<TestCall> {
    const callSid = newCallSid();
    const answered = await this.ring(gateway, callSid, change);
    const phone = await this.company.stream(answered.body, callSid);
    phone.connect();
    return { callSid, phone };
  }

  ring(gateway: TestGateway, callSid: string, change: Record<string, string> = {}): Promise<Webhook> {
    return this.company.webhook(gateway.url, '/twilio/voice', callFields(callSid, change));
  }

  /** Hears a fact about everything, as a tap would. */
  async tap<S extends z.ZodType>(fact: Fact<S>): Promise<{ id: string; fact: z.output<S> }[]> {
    const bus = await this.join(`tap-${suffix()}`);
    const heard: { id: string; fact: z.output<S> }[] = [];
    bus.hear(fact, '*', (payload, id) => void heard.push({ id, fact: payload }));
    await bus.flush();
    return heard;
  }

  async #connect(instanceId: string) {
    const log = createLog({ service: 'test', instanceId, level: process.env.TEST_LOG_LEVEL ?? 'silent' });
    const metrics = createMetrics('test', instanceId);
    const bus = await connectBus({ servers: this.nats.url, service: 'test', instanceId, log, metrics });
    this.#closers.push(async () => {
      await bus.close();
      await metrics.shutdown();
    });
    return { bus, log, metrics };
  }
}

export function callFields(callSid: string, change: Record<string, string> = {}): Record<string, string> {
  return {
    ...{ CallSid: callSid, AccountSid: accountSid, From: '+12155550123', To: '+12155550100' },
    ...{ CallStatus: 'ringing', ApiVersion: '2010-04-01', Direction: 'inbound' },
    ...{ StirVerstat: 'TN-Validation-Passed-A', FromCity: '', ToState: 'PA' },
    ...change,
  };
}

/** The value of a counter or gauge, summed over its attributes, as Prometheus would see it. */
export async function metricOf(gateway: TestGateway, name: string, label = ''): Promise<number> {
  const { text } = await gateway.metrics.scrape();
  const lines = text.split('\n').filter((line) => line.startsWith(`${name}{`) && line.includes(label));
  return lines.reduce((sum, line) => sum + z.coerce.number().parse(line.split(' ')[1]), 0);
}

export { until };

function suffix(): string {
  return randomBytes(4).toString('hex');
}
