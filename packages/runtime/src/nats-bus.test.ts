import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  askSubject,
  asks,
  calendarBusy,
  callEnded,
  callListen,
  callReported,
  consumers,
  type DeadLetter,
  factSubject,
  facts,
  keyPressed,
  letterDied,
  streams,
  transcriptFinal,
  wishLeft,
} from '@bayline/contracts';
import { type RunningServer, silent, startNats } from '@bayline/local';
import { AckPolicy, DeliverPolicy, jetstreamManager } from '@nats-io/jetstream';
import { AskFailed } from './ask-failed.ts';
import type { Bus } from './bus.ts';
import { createLog } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { connectBus } from './nats-bus.ts';
import { ProviderError } from './provider-error.ts';

const shopId = '3f2b8a52-0a3b-4c41-9a52-2f10a5d3c001';
const callId = `CA${'0'.repeat(32)}`;
const at = '2026-11-23T10:00:00.000Z';

let nats: RunningServer;
let directory: string;
const open: { bus: Bus; metrics: Metrics }[] = [];

async function joined(instanceId: string, server = nats): Promise<Bus> {
  const log = createLog({ service: 'test', instanceId, level: 'silent' });
  const metrics = createMetrics('test', instanceId);
  const bus = await connectBus({ servers: server.url, service: 'test', instanceId, log, metrics });
  open.push({ bus, metrics });
  return bus;
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'bayline-bus-'));
  nats = await startNats(directory, silent);
});

afterEach(async () => {
  for (const { bus, metrics } of open.splice(0)) {
    await bus.close();
    await metrics.shutdown();
  }
});

afterAll(async () => {
  await nats.stop();
  rmSync(directory, { recursive: true });
});

const busy = { shopId, from: at, to: at };
const nothing = { state: 'none' as const, ageMs: null, busy: [] };

describe('asking', () => {
  it('is answered by exactly one member of the group', async () => {
    const [one, two, asker] = [
      await joined('calendar-0001'),
      await joined('calendar-0002'),
      await joined('crm-tools-0001'),
    ];
    const answered: string[] = [];
    one.answer(calendarBusy, () => {
      answered.push('one');
      return nothing;
    });
    two.answer(calendarBusy, () => {
      answered.push('two');
      return nothing;
    });
    await Promise.all([one.flush(), two.flush()]);
    for (let i = 0; i < 20; i += 1) await asker.ask(calendarBusy, busy);
    expect(answered).toHaveLength(20);
    expect(new Set(answered)).toEqual(new Set(['one', 'two']));
  });

  it('says that nobody is there, at once', async () => {
    const asker = await joined('crm-tools-0001');
    const failure = asker.ask(calendarBusy, busy);
    await expect(failure).rejects.toMatchObject({ name: 'AskFailed', reason: 'nobody-there' });
  });

  it('gives up at the deadline', async () => {
    const [slow, asker] = [await joined('calendar-0001'), await joined('crm-tools-0001')];
    slow.answer(calendarBusy, () => new Promise<typeof nothing>(() => {}));
    await slow.flush();
    await expect(asker.ask(calendarBusy, busy, { deadlineMs: 50 })).rejects.toMatchObject({ reason: 'deadline' });
  });

  it('is told when the answerer throws, and the answerer lives on', async () => {
    const [answerer, asker] = [await joined('calendar-0001'), await joined('crm-tools-0001')];
    let fails = true;
    answerer.answer(calendarBusy, () => {
      if (fails) throw new TypeError('secret detail');
      return nothing;
    });
    await answerer.flush();
    const failure = await asker.ask(calendarBusy, busy).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AskFailed);
    expect((failure as AskFailed).message).toBe('calendar.busy failed: refused (TypeError)');
    fails = false;
    await expect(asker.ask(calendarBusy, busy)).resolves.toEqual(nothing);
  });

  it('loses no ask when a member leaves', async () => {
    const [leaving, staying, asker] = [
      await joined('calendar-0001'),
      await joined('calendar-0002'),
      await joined('crm-tools-0001'),
    ];
    const answer = leaving.answer(calendarBusy, () => nothing);
    staying.answer(calendarBusy, () => nothing);
    await Promise.all([leaving.flush(), staying.flush()]);
    const asks = Array.from({ length: 400 }, () => asker.ask(calendarBusy, busy, { deadlineMs: 2_000 }));
    await Promise.all([answer.stop(), ...asks]);
    await answer.stop();
  });

  it('is refused when the request breaks the contract, without a word of its content', async () => {
    const [answerer, asker] = [await joined('calendar-0001'), await joined('crm-tools-0001')];
    answerer.answer(calendarBusy, () => nothing);
    await answerer.flush();
    const failure = await asker.ask(calendarBusy, { ...busy, shopId: 'Mrs Smith' }).catch((error: unknown) => error);
    expect((failure as AskFailed).message).toContain('invalid-request: shopId');
    expect((failure as AskFailed).message).not.toContain('Smith');
  });

  it('reaches one named instance', async () => {
    const [one, two, gateway] = [
      await joined('speech-0001'),
      await joined('speech-0002'),
      await joined('gateway-0001'),
    ];
    one.answerDirect(callListen, () => ({ type: 'listening' as const, speechId: 'speech-0001', heardSlot: 1 }));
    two.answerDirect(callListen, () => ({ type: 'listening' as const, speechId: 'speech-0002', heardSlot: 1 }));
    await Promise.all([one.flush(), two.flush()]);
    const request = {
      callId,
      epoch: 1,
      gatewayId: 'gateway-0001',
      spokenSlot: 1,
      offsetMs: 0,
      toldUpToMs: 0,
      keyterms: [],
    };
    const reply = await gateway.ask(callListen, request, { instanceId: 'speech-0002' });
    expect(reply).toMatchObject({ speechId: 'speech-0002' });
  });

  it('tells what was answered to whoever taps the call, without arguments', async () => {
    const [answerer, asker, tap] = [
      await joined('calendar-0001'),
      await joined('crm-tools-0001'),
      await joined('test-0001'),
    ];
    answerer.answer(calendarBusy, () => nothing);
    const heard: unknown[] = [];
    tap.connection.subscribe(`*.*.${callId}`, {
      callback: (_, message) => {
        heard.push(message.json());
      },
    });
    await Promise.all([answerer.flush(), tap.flush()]);
    await asker.ask(calendarBusy, busy, { callId });
    await asker.flush();
    await tap.flush();
    expect(heard).toEqual([
      { subject: 'calendar.busy', asker: 'crm-tools-0001', tookMs: expect.any(Number), ok: true, reason: null },
    ]);
  });
});

describe('hearing', () => {
  it('drops what breaks its contract and goes on', async () => {
    const [teller, hearer] = [await joined('gateway-0001'), await joined('dialogue-0001')];
    const digits: string[] = [];
    hearer.hear(keyPressed, callId, ({ digit }) => void digits.push(digit));
    await hearer.flush();
    teller.connection.publish(factSubject(keyPressed, callId), 'not json');
    teller.tell(keyPressed, callId, { digit: 'x', at });
    teller.tell(keyPressed, callId, { digit: '9', at });
    await teller.flush();
    await hearer.flush();
    expect(digits).toEqual(['9']);
  });

  it('survives a handler that throws', async () => {
    const [teller, hearer] = [await joined('gateway-0001'), await joined('dialogue-0001')];
    const digits: string[] = [];
    hearer.hear(keyPressed, '*', ({ digit }, id) => {
      digits.push(`${id.slice(0, 3)}${digit}`);
      throw new Error('broken');
    });
    await hearer.flush();
    teller.tell(keyPressed, callId, { digit: '1', at });
    teller.tell(keyPressed, callId, { digit: '2', at });
    await teller.flush();
    await hearer.flush();
    expect(digits).toEqual(['CA01', 'CA02']);
  });
});

describe('the streams on the real server', () => {
  it('are made by services that start at the same time', async () => {
    const fresh = mkdtempSync(join(tmpdir(), 'bayline-bus-'));
    const server = await startNats(fresh, silent);
    const buses = await Promise.all(Array.from({ length: 6 }, (_, index) => joined(`gateway-000${index}`, server)));
    await Promise.all(buses.map((bus) => bus.ensureStreams()));
    const manager = await jetstreamManager((buses[0] as Bus).connection);
    expect((await manager.getAccountInfo()).streams).toBe(streams.length);
    for (const { bus, metrics } of open.splice(0)) {
      await bus.close();
      await metrics.shutdown();
    }
    await server.stop();
    rmSync(fresh, { recursive: true });
  });

  it('are made once and made again without harm', async () => {
    const bus = await joined('crm-tools-0001');
    await bus.ensureStreams();
    await bus.ensureStreams();
    const manager = await jetstreamManager(bus.connection);
    const names: string[] = [];
    for await (const info of manager.streams.list()) names.push(info.config.name);
    expect(names.sort()).toEqual(streams.map((stream) => stream.name).sort());
  });

  it('capture no ask', async () => {
    const bus = await joined('crm-tools-0001');
    await bus.ensureStreams();
    const manager = await jetstreamManager(bus.connection);
    const captured: string[] = [];
    for (const ask of asks) {
      const subjects = [askSubject(ask), ...(ask.direct ? [askSubject(ask, 'speech-0001')] : [])];
      for (const subject of subjects) {
        const stream = await manager.streams.find(subject).catch(() => undefined);
        if (stream !== undefined) captured.push(`${subject} -> ${stream}`);
      }
    }
    expect(captured).toEqual([]);
  });

  it('store every lasting fact, and no live one', async () => {
    const bus = await joined('crm-tools-0001');
    await bus.ensureStreams();
    const manager = await jetstreamManager(bus.connection);
    for (const fact of facts) {
      const stored = await manager.streams.find(factSubject(fact, callId)).then(
        () => true,
        () => false,
      );
      expect({ fact: fact.name, stored }).toEqual({ fact: fact.name, stored: fact.lasting });
    }
  });

  it('keep a lasting fact once, however often it is told', async () => {
    const bus = await joined('gateway-0001');
    await bus.ensureStreams();
    const ended = { reason: 'caller-hung-up' as const, durationMs: 1, at };
    await bus.record(callEnded, callId, ended);
    await bus.record(callEnded, callId, ended);
    const manager = await jetstreamManager(bus.connection);
    const { state } = await manager.streams.info('CALLS', { subjects_filter: factSubject(callEnded, callId) });
    expect(state.subjects?.[factSubject(callEnded, callId)]).toBe(1);
  });

  it('hand a fact that could not be handled out again', async () => {
    const bus = await joined('crm-tools-0001');
    await bus.ensureStreams();
    const id = `CA${'1'.repeat(32)}`;
    const deliveries: number[] = [];
    const handled = new Promise<void>((resolve) => {
      void bus.consume(consumers.callEnded, async (heard) => {
        if (heard.id !== id) return;
        deliveries.push(heard.deliveries);
        if (heard.deliveries === 1) throw new Error('not yet');
        resolve();
      });
    });
    await bus.record(callEnded, id, { reason: 'failed', durationMs: 1, at });
    await handled;
    expect(deliveries).toEqual([1, 2]);
  });
});

describe('a poisonous message', () => {
  it('becomes a dead letter after its last delivery, and the messages behind it are handled', async () => {
    const bus = await joined('crm-tools-0001');
    await bus.ensureStreams();
    const [poison, harmless] = [`CA${'3'.repeat(32)}`, `CA${'4'.repeat(32)}`];
    const letters = lettersOf(bus, 'crm-tools-call-reported');
    const handled: string[] = [];
    const reported = { sequence: 1, answeredBy: null, reminderId: null, durationSeconds: null, at };
    await bus.record(callReported, poison, { ...reported, status: 'ringing' });
    await bus.record(callReported, harmless, { ...reported, status: 'ringing' });
    bus.connection.publish(`call.reported.CA${'5'.repeat(32)}`, '{"status":5}');
    await bus.consume({ ...consumers.callReported, maxDeliver: 2 }, async ({ id, deliveries }) => {
      handled.push(`${id.slice(2, 3)} ${deliveries}`);
      if (id === poison) throw new RangeError('cannot be');
    });
    await until(() => letters.length === 2);
    expect(handled).toEqual(['3 1', '4 1', '3 2']);
    expect(letters).toEqual([
      expect.objectContaining({ why: 'breaks-contract', error: expect.stringContaining('status'), deliveries: 1 }),
      expect.objectContaining({ why: 'failed', error: 'RangeError: cannot be', deliveries: 2 }),
    ]);
    expect(Buffer.from(letters[1]?.dataBase64 ?? '', 'base64').toString()).toContain('ringing');
  });

  it('becomes a dead letter when it has ended every process that handled it; what was only fetched with it does not', async () => {
    const bus = await joined('calendar-0003');
    await bus.ensureStreams();
    const letters = lettersOf(bus, 'crashing');
    const ackWaitMs = 100;
    const manager = await jetstreamManager(bus.connection);
    await manager.consumers.add('CALLS', {
      ...{ durable_name: 'crashing', filter_subject: 'call.ended.*', ack_policy: AckPolicy.Explicit },
      ...{ deliver_policy: DeliverPolicy.New, ack_wait: ackWaitMs * 1_000_000 },
    });
    const consumer = { ...consumers.callEnded, name: 'crashing', ackWaitMs, maxDeliver: 3 };
    const [poison, harmless] = [`CA${'6'.repeat(32)}`, `CA${'7'.repeat(32)}`];
    for (const id of [poison, harmless]) await bus.record(callEnded, id, { reason: 'failed', durationMs: 1, at });
    const handled: string[] = [];
    const consuming: { stop(): void }[] = [];
    // The next process starts when the one before has died.
    const live = async (generation: number): Promise<void> => {
      const process = await joined(`calendar-10${generation}0`);
      const subscription = await process.consume(consumer, async ({ id }) => {
        handled.push(id.slice(2, 3));
        if (id === harmless) return;
        await process.connection.close();
        void live(generation + 1);
        await new Promise(() => {});
      });
      consuming.push(subscription);
    };
    await live(0);
    await until(() => letters.length === 1 && handled.includes('7'));
    expect(letters).toEqual([expect.objectContaining({ why: 'crashed' })]);
    expect(handled.filter((one) => one === '6')).toHaveLength(3);
    for (const subscription of consuming) subscription.stop();
  });

  it('is none when something outside is away: then it waits', async () => {
    const bus = await joined('crm-tools-0001');
    await bus.ensureStreams();
    const letters = lettersOf(bus, 'crm-tools-wish-left');
    let deliveries = 0;
    const wish = { shopId, name: null, phone: null, wish: 'an oil change', why: 'away', at };
    await bus.record(wishLeft, callId, wish);
    await bus.consume({ ...consumers.wishLeft, maxDeliver: 1 }, async (heard) => {
      deliveries = heard.deliveries;
      if (heard.deliveries === 1) throw new ProviderError('postgres', 'away', { retryable: true });
    });
    await until(() => deliveries === 2);
    expect(letters).toEqual([]);
  });
});

/** What dies of a consumer from now on. */
function lettersOf(bus: Bus, consumer: string): DeadLetter[] {
  const letters: DeadLetter[] = [];
  bus.hear(letterDied, consumer, (letter) => void letters.push(letter));
  return letters;
}

describe('a consumer whose handling takes long', () => {
  it('keeps its message from the other instances', async () => {
    const [one, other] = [await joined('calendar-0001'), await joined('calendar-0002')];
    await one.ensureStreams();
    const ackWaitMs = 150;
    const manager = await jetstreamManager(one.connection);
    await manager.consumers.add('CALLS', {
      durable_name: 'slow',
      filter_subject: 'call.ended.*',
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.New,
      ack_wait: ackWaitMs * 1_000_000,
    });
    const deliveries: number[] = [];
    const handled = new Promise<void>((resolve) => {
      const handler = async (heard: { deliveries: number }): Promise<void> => {
        deliveries.push(heard.deliveries);
        // Longer than the server waits for an answer, so that it would deliver to the other one.
        await new Promise((wait) => setTimeout(wait, ackWaitMs * 4));
        resolve();
      };
      for (const bus of [one, other]) void bus.consume({ ...consumers.callEnded, name: 'slow', ackWaitMs }, handler);
    });
    await one.record(callEnded, `CA${'2'.repeat(32)}`, { reason: 'failed', durationMs: 1, at });
    await handled;
    expect(deliveries).toEqual([1]);
  });
});

describe('a broken connection', () => {
  it('comes back by itself, with its subscriptions', async () => {
    const [teller, hearer] = [await joined('speech-0001'), await joined('dialogue-0001')];
    const heard: string[] = [];
    hearer.hear(transcriptFinal, callId, ({ text }) => void heard.push(text));
    await nats.restart();
    await until(() => teller.connected && hearer.connected && teller.reconnectedAt > 0);
    await hearer.flush();
    const final = {
      epoch: 1,
      speechId: 'speech-0001',
      words: [],
      startMs: 0,
      endMs: 0,
      confidence: 1,
      speechFinal: true,
    };
    teller.tell(transcriptFinal, callId, { ...final, text: 'hello again', sinceLastWordMs: 0 });
    await teller.flush();
    await hearer.flush();
    expect(heard).toEqual(['hello again']);
  });
});

async function until(check: () => boolean): Promise<void> {
  // The client tells of a reconnect some time after it happened; there is nothing to await.
  while (!check()) await new Promise((resolve) => setTimeout(resolve, 10));
}
