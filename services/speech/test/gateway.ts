/** What a test sees of the speech service over the bus: a gateway and a dialogue in one, and ears for what is told. */
import {
  AudioBatch,
  audioHeard,
  audioSpoken,
  callListen,
  factSubject,
  ownerChanged,
  readAudioBatch,
  replyCancelled,
  replyPiece,
} from '@bayline/contracts';
import { type Bus, connectBus, createLog, createMetrics } from '@bayline/runtime';

export interface Told {
  /** `noun.happened`. */
  readonly fact: string;
  readonly at: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test asserts the shape of whatever was told
  readonly payload: any;
}

export interface Spoken {
  readonly generation: number;
  readonly sequence: number;
  readonly audio: Uint8Array;
  readonly at: number;
}

const FRAME_BYTES = 160;
const SILENT_FRAME = new Uint8Array(FRAME_BYTES).fill(0xff);

/** One gateway of the test, and the calls it holds. */
export class TestGateway {
  readonly gatewayId: string;
  readonly bus: Bus;
  readonly #calls = new Map<number, TestCall>();
  readonly #close: () => Promise<void>;
  #nextSlot = 1;
  #nextCall = 0;

  private constructor(gatewayId: string, bus: Bus, close: () => Promise<void>) {
    this.gatewayId = gatewayId;
    this.bus = bus;
    this.#close = close;
    bus.hearBytes(audioSpoken, gatewayId, (batch) => {
      readAudioBatch(batch, ({ slot, generation, sequence, audio }) => {
        this.#calls.get(slot)?.spoken.push({ generation, sequence, audio: audio.slice(), at: performance.now() });
      });
    });
  }

  static async open(gatewayId: string): Promise<TestGateway> {
    const log = createLog({ service: 'test', instanceId: gatewayId, level: 'silent' });
    const metrics = createMetrics('test', gatewayId);
    const servers = process.env.BAYLINE_TEST_NATS_URL ?? 'nats://127.0.0.1:4222';
    const bus = await connectBus({ servers, service: 'gateway', instanceId: gatewayId, log, metrics });
    return new TestGateway(gatewayId, bus, async () => {
      await bus.close();
      await metrics.shutdown();
    });
  }

  /** A call that nobody listens to yet. */
  call(): TestCall {
    this.#nextCall += 1;
    const random = Math.floor(Math.random() * 0xffffffff).toString(16);
    const callId = `CA${(random + this.#nextCall.toString(16)).padStart(32, '0')}`;
    const call = new TestCall(this, callId, this.#nextSlot);
    this.#calls.set(this.#nextSlot, call);
    this.#nextSlot += 1;
    return call;
  }

  /** A call that the instance listens to. */
  async begin(speechId: string, request: Partial<Parameters<TestCall['listen']>[1]> = {}): Promise<TestCall> {
    const call = this.call();
    await call.listen(speechId, request);
    return call;
  }

  close(): Promise<void> {
    return this.#close();
  }
}

export class TestCall {
  readonly callId: string;
  readonly spokenSlot: number;
  readonly told: Told[] = [];
  readonly spoken: Spoken[] = [];
  readonly #gateway: TestGateway;
  #speechId = '';
  #heardSlot = 0;
  #sequence = 0;

  constructor(gateway: TestGateway, callId: string, spokenSlot: number) {
    this.#gateway = gateway;
    this.callId = callId;
    this.spokenSlot = spokenSlot;
    gateway.bus.connection.subscribe(`*.*.${callId}`, {
      callback: (_, message) => {
        const fact = message.subject.slice(0, -callId.length - 1);
        this.told.push({ fact, at: performance.now(), payload: message.json() });
      },
    });
  }

  async listen(
    speechId: string | undefined,
    request: { epoch?: number; offsetMs?: number; toldUpToMs?: number; keyterms?: string[] } = {},
  ) {
    await this.#gateway.bus.flush();
    const reply = await this.#gateway.bus.ask(
      callListen,
      {
        callId: this.callId,
        epoch: 1,
        gatewayId: this.#gateway.gatewayId,
        spokenSlot: this.spokenSlot,
        offsetMs: 0,
        toldUpToMs: 0,
        keyterms: [],
        ...request,
      },
      { instanceId: speechId },
    );
    if (reply.type === 'listening') {
      this.#speechId = reply.speechId;
      this.#heardSlot = reply.heardSlot;
      this.#sequence = 0;
    }
    return reply;
  }

  get heardSlot(): number {
    return this.#heardSlot;
  }

  /** Sends audio of the caller's at once, as a replay does; it counts as the next audio of the call. */
  say(audio: Uint8Array, slot = this.#heardSlot): void {
    const batch = new AudioBatch();
    for (let at = 0; at < audio.length; at += FRAME_BYTES) {
      batch.add(slot, 0, this.#sequence, audio.subarray(at, at + FRAME_BYTES));
      this.#sequence += 1;
    }
    this.#gateway.bus.tellBytes(audioHeard, this.#speechId, batch.take());
  }

  pause(milliseconds: number): void {
    for (let sent = 0; sent < milliseconds; sent += 20) this.say(SILENT_FRAME);
  }

  /** Frames that are lost on the way. */
  lose(frames: number): void {
    this.#sequence += frames;
  }

  piece(
    generation: number,
    index: number,
    text: string,
    options: { last?: boolean; fixed?: boolean; epoch?: number } = {},
  ): void {
    const { last = false, fixed = false, epoch = 1 } = options;
    this.#gateway.bus.tell(replyPiece, this.callId, { epoch, generation, index, text, last, fixed });
  }

  cancel(generation: number, epoch = 1): void {
    this.#gateway.bus.tell(replyCancelled, this.callId, { epoch, generation, reason: 'barge-in' });
  }

  owner(role: 'speech' | 'dialogue', instanceId: string, epoch: number): void {
    this.#gateway.bus.tell(ownerChanged, this.callId, { role, instanceId, epoch });
  }

  end(): void {
    const ended = JSON.stringify({ reason: 'caller-hung-up', durationMs: 1, at: new Date().toISOString() });
    this.#gateway.bus.connection.publish(factSubject({ name: 'call.ended' } as never, this.callId), ended);
  }

  facts(fact: string): Told[] {
    return this.told.filter((told) => told.fact === fact);
  }

  /** What was said of a reply so far, and whether it has ended. */
  reply(generation: number): { audio: Uint8Array; sequences: number[]; ended: boolean } {
    const entries = this.spoken.filter((entry) => entry.generation === generation);
    return {
      audio: new Uint8Array(Buffer.concat(entries.map((entry) => entry.audio))),
      sequences: entries.map((entry) => entry.sequence),
      ended: entries.some((entry) => entry.audio.length === 0),
    };
  }
}
