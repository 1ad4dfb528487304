/** The gateway's wiring: which webhook, socket and message goes to which part. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Clock, chooseProvider, listen, logProviders, type Room, type Running } from '@bayline/runtime';
import { SustainedDelay } from './admission.ts';
import { createAnswering } from './answering.ts';
import { createAudioExchange } from './audio-exchange.ts';
import { Briefs } from './briefs.ts';
import { Calls } from './calls.ts';
import type { GatewayConfig } from './config.ts';
import type { House } from './house.ts';
import { createMediaDoor } from './media-door.ts';
import { createGatewayMetrics } from './metrics.ts';
import { fetchPhrases } from './phrase-audio.ts';
import { waitingPhrases } from './phrases.ts';
import { createRecorder } from './recorder.ts';
import { connectRegistry } from './registry/redis.ts';
import { startRescue } from './rescue.ts';
import { Ticker, type Timing } from './ticker.ts';
import { connectTwilio } from './twilio/calls.ts';
import { createSignatures } from './twilio/signatures.ts';
import { createUrls } from './urls.ts';
import { createWebhooks } from './webhooks.ts';

export interface RunningGateway extends Required<Running> {
  readonly port: number;
}

const LOOP_SAMPLE_MS = 1_000;
/** How long a process that stops waits for the bus to store what it told last. */
const LAST_FACTS_MS = 5_000;

export async function startGateway(room: Room<GatewayConfig>): Promise<RunningGateway> {
  const { config, bus, log, clock, instanceId } = room;
  const metrics = createGatewayMetrics(room.metrics);
  const house = createHouse(room, metrics);
  const calls = new Calls(house);
  const signatures = createSignatures(config);
  let draining = false;

  const loopDelay = new SustainedDelay();
  const sampling = setInterval(() => loopDelay.sample(room.metrics.eventLoopDelayMs()), LOOP_SAMPLE_MS);
  sampling.unref();

  const answering = createAnswering(house, calls, {
    draining: () => draining,
    eventLoopDelayMs: () => loopDelay.ms,
  });
  const door = createMediaDoor({
    ...{ config, calls, signatures, metrics },
    now: () => clock.monotonic(),
    draining: () => draining,
  });
  const server = createServer({ requestTimeout: 15_000, headersTimeout: 5_000, keepAliveTimeout: 65_000 });
  server.on(
    'request',
    createWebhooks({ answering, signatures, metrics, log, outreach: { recorder: house.recorder, clock } }),
  );
  server.on('upgrade', door.upgrade);
  await bus.flush();
  await listen(server, config.GATEWAY_PORT, config.GATEWAY_HOST);
  const rescue = startRescue({ ...house, clock, log, resumeUrl: house.urls.resume });

  room.metrics.gauge('gateway_calls', 'Live calls, and those whose socket is on its way.', () => calls.count);
  room.health.detail('calls', () => ({ ok: true, live: calls.count }));
  room.health.detail('registry', () => ({ ok: house.registry.available, required: false }));
  room.health.detail('phrases', () => ({ ok: house.phrases.missing === 0, required: false }));
  room.health.detail('twilio', () => ({ ok: house.phone.state !== 'open', required: false }));
  const { port } = server.address() as AddressInfo;
  log.info({ port, publicUrl: config.PUBLIC_URL }, 'answering the phone');

  return {
    port,
    drain: async () => {
      draining = true;
      await calls.drained();
    },
    close: async () => {
      clearInterval(sampling);
      rescue.stop();
      calls.abandon();
      await house.recorder.settled(LAST_FACTS_MS);
      door.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      house.ticker.stop();
      house.phrases.stop();
      house.exchange.stop();
      await house.registry.forgetGateway(instanceId);
      await house.registry.close();
    },
  };
}

function createHouse(room: Room<GatewayConfig>, metrics: House['metrics']): House {
  const { config, bus, log, clock, instanceId } = room;
  const account = {
    accountSid: config.TWILIO_ACCOUNT_SID,
    authToken: config.TWILIO_AUTH_TOKEN,
    baseUrl: config.TWILIO_API_BASE_URL,
  };
  const provider = chooseProvider(config.BAYLINE_ENV, {
    ...{ name: 'twilio', keyName: 'TWILIO_AUTH_TOKEN', key: account.authToken },
    ...{ urlName: 'TWILIO_API_BASE_URL', baseUrl: account.baseUrl },
  });
  logProviders(log, [provider]);
  if (provider.real && !config.PUBLIC_URL.startsWith('https:')) {
    throw new Error('PUBLIC_URL must begin with https: Twilio opens media streams over TLS only');
  }
  const exchange = createAudioExchange(bus, instanceId, log, room.metrics);
  const ticker = new Ticker(timingOf(clock), {
    late: metrics.tickLate,
    failed: (error) => log.error({ error }, 'a tick failed'),
  });
  ticker.addEvery(exchange);
  return {
    ...{ room, exchange, ticker, metrics },
    phone: connectTwilio(account, room.guard),
    registry: connectRegistry(config.REDIS_URL, instanceId, log),
    phrases: fetchPhrases(bus, log, waitingPhrases),
    recorder: createRecorder(bus, log, room.metrics),
    briefs: new Briefs(bus, log),
    urls: createUrls(config.PUBLIC_URL),
  };
}

function timingOf(clock: Clock): Timing {
  return {
    now: () => clock.monotonic(),
    after: (ms, act) => {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
  };
}
