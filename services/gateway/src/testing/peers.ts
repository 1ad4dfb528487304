/** Scripted speech, dialogue and crm-tools instances: plain bus code that does what a test tells it to. */
import {
  AudioBatch,
  type AudioPlayed,
  audioHeard,
  audioPlayed,
  audioSpoken,
  callBrief,
  callConverse,
  callListen,
  callOpen,
  callResume,
  generationOf,
  ownerAlive,
  ownerChanged,
  phraseVoice,
  readAudioBatch,
  replyCancelled,
  replyPiece,
  replyVoiced,
  transcriptFinal,
} from '@bayline/contracts';
import type { Bus, Subscription } from '@bayline/runtime';
import type { z } from 'zod';

export const shop = {
  shopId: '3f2b8a52-0a3b-4c41-9a52-2f10a5d3c001',
  name: 'Bayline Motors',
  zone: 'America/New_York',
  deskNumber: '+12155550199' as string | null,
};

export type ListenRequest = z.output<typeof callListen.request>;
export type ConverseRequest = z.output<typeof callConverse.request>;

const CHUNK_BYTES = 800;

/** The sound of the gateway's own phrases. */
export const PHRASE_SOUND = 0x33;

/** Something that shows life for its calls until it is told to fall silent. */
class Owner {
  readonly bus: Bus;
  readonly id: string;
  protected readonly subscriptions: Subscription[] = [];
  readonly #beating: NodeJS.Timeout;
  readonly #calls = new Map<string, { role: 'speech' | 'dialogue'; epoch: number }>();
  #silent = false;

  constructor(bus: Bus, id: string) {
    this.bus = bus;
    this.id = id;
    this.#beating = setInterval(() => this.#beat(), 200);
  }

  own(callId: string, role: 'speech' | 'dialogue', epoch: number): void {
    this.#calls.set(callId, { role, epoch });
  }

  /** Is heard of no more: neither alive nor answering. */
  fallSilent(): void {
    this.#silent = true;
    clearInterval(this.#beating);
    for (const subscription of this.subscriptions.splice(0)) subscription.stop();
  }

  get silent(): boolean {
    return this.#silent;
  }

  #beat(): void {
    for (const [callId, { role, epoch }] of this.#calls) {
      this.bus.tell(ownerAlive, callId, { role, epoch, instanceId: this.id });
    }
  }
}

export class SpeechPeer extends Owner {
  readonly asked: ListenRequest[] = [];
  /** What was heard, by slot, in order. */
  readonly heard = new Map<number, Buffer>();
  readonly sequences = new Map<number, number[]>();
  readonly batches: number[] = [];
  answers: 'listening' | 'busy' | 'never' = 'listening';
  /** A bench listens for itself, and remembers nothing. */
  remembers = true;
  #slot = 0;

  constructor(bus: Bus, id: string) {
    super(bus, id);
    const listen = (request: ListenRequest): Promise<z.input<typeof callListen.reply>> => this.#listen(request);
    this.subscriptions.push(
      bus.answer(callListen, listen),
      bus.answerDirect(callListen, listen),
      bus.answer(phraseVoice, () => ({
        type: 'voiced' as const,
        audioBase64: Buffer.alloc(4_000, PHRASE_SOUND).toString('base64'),
      })),
      bus.hearBytes(audioHeard, id, (bytes) => this.#take(bytes)),
    );
  }

  #listen(request: ListenRequest): Promise<z.input<typeof callListen.reply>> {
    this.asked.push(request);
    if (this.answers === 'never') return new Promise(() => {});
    if (this.answers === 'busy') return Promise.resolve({ type: 'refused', reason: 'busy' });
    this.own(request.callId, 'speech', request.epoch);
    this.#slot += 1;
    return Promise.resolve({ type: 'listening', speechId: this.id, heardSlot: this.#slot });
  }

  #take(bytes: Uint8Array): void {
    if (!this.remembers) return;
    this.batches.push(bytes.length);
    readAudioBatch(bytes, ({ slot, sequence, audio }) => {
      this.heard.set(slot, Buffer.concat([this.heard.get(slot) ?? Buffer.alloc(0), audio]));
      this.sequences.set(slot, [...(this.sequences.get(slot) ?? []), sequence]);
    });
  }

  /** Sends a reply's audio as a synthesiser would: in chunks of 100 ms, and its end. */
  speak(request: ListenRequest, generation: number, ms: number, options: { sound?: number; end?: boolean } = {}): void {
    const { sound = 0x55, end = true } = options;
    this.say(request, generation, Buffer.alloc(ms * 8, sound), end);
  }

  say(request: ListenRequest, generation: number, audio: Uint8Array, end = true): void {
    const batch = new AudioBatch();
    let sequence = 0;
    for (let at = 0; at < audio.length; at += CHUNK_BYTES) {
      batch.add(request.spokenSlot, generation, sequence, audio.subarray(at, at + CHUNK_BYTES));
      sequence += 1;
    }
    if (end) batch.add(request.spokenSlot, generation, sequence, new Uint8Array(0));
    this.bus.tellBytes(audioSpoken, request.gatewayId, batch.take());
  }

  voiced(callId: string, generation: number, change: Partial<z.input<typeof replyVoiced.schema>> = {}): void {
    this.bus.tell(replyVoiced, callId, {
      ...{ epoch: 1, generation, fromCharacter: 0, toCharacter: 10, fromMs: 0, toMs: 100 },
      ...{ done: true, failed: false, cached: false, pieceToFirstByteMs: 7 },
      ...change,
    });
  }

  understood(callId: string, endMs: number, change: Partial<z.input<typeof transcriptFinal.schema>> = {}): void {
    this.bus.tell(transcriptFinal, callId, {
      ...{ epoch: 1, speechId: this.id, text: 'hello', startMs: 0, endMs, confidence: 1, speechFinal: true },
      ...{ words: [{ word: 'hello', startMs: 0, endMs, confidence: 1 }], sinceLastWordMs: 11 },
      ...change,
    });
  }
}

export class DialoguePeer extends Owner {
  readonly asked: ConverseRequest[] = [];
  readonly played: (AudioPlayed & { callId: string })[] = [];
  readonly changes: { role: string; instanceId: string; epoch: number }[] = [];
  answers: 'conversing' | 'busy' | 'no-session' = 'conversing';

  constructor(bus: Bus, id: string) {
    super(bus, id);
    const converse = (request: ConverseRequest): z.input<typeof callConverse.reply> => this.#converse(request);
    this.subscriptions.push(
      bus.answer(callConverse, converse),
      bus.answerDirect(callConverse, converse),
      bus.hear(audioPlayed, '*', (played, callId) => void this.played.push({ ...played, callId })),
      bus.hear(ownerChanged, '*', (changed) => void this.changes.push(changed)),
    );
  }

  #converse(request: ConverseRequest): z.input<typeof callConverse.reply> {
    this.asked.push(request);
    if (this.answers !== 'conversing') return { type: 'refused', reason: this.answers };
    this.own(request.callId, 'dialogue', request.epoch);
    return { type: 'conversing', dialogueId: this.id };
  }

  statesOf(generation: number): string[] {
    return this.played.filter((played) => played.generation === generation).map(({ state }) => state);
  }

  piece(callId: string, generation: number, turn: number | undefined): void {
    const timing = {
      ...{ finalToRequestMs: 1, requestToFirstTokenMs: 2, firstTokenToPieceMs: 3 },
      ...{ toolsMs: 0, tools: 0, speculated: false },
    };
    this.bus.tell(replyPiece, callId, {
      ...{ epoch: 1, generation, index: 0, text: 'Hello.', last: true, fixed: false },
      ...(turn === undefined ? {} : { timing: { turn, ...timing } }),
    });
  }

  cancel(callId: string, generation: number, epoch = 1): void {
    this.bus.tell(replyCancelled, callId, { epoch, generation, reason: 'barge-in', sinceEventMs: 1 });
  }
}

/** What a conversation with a caller of the shop starts from. */
const brief: z.input<typeof callBrief.reply> = {
  type: 'brief',
  shop: {
    ...{ ...shop, address: '12 Harbour Road', phone: '+12155550100', hours: [], closures: [], services: [] },
    ...{ deskHours: [], towNumber: null, asksEmail: false },
  },
  caller: { numberShown: true, matches: 'one', level: 1 },
};

export class CrmPeer {
  readonly opened: z.output<typeof callOpen.request>[] = [];
  readonly resumed: z.output<typeof callResume.request>[] = [];
  open: z.input<typeof callOpen.reply> = { type: 'open', shop };
  resume: z.input<typeof callResume.reply> = { type: 'stream', shop, stream: 1 };
  readonly #subscriptions: Subscription[];

  constructor(bus: Bus) {
    this.#subscriptions = [
      bus.answer(callOpen, (request) => {
        this.opened.push(request);
        return this.open;
      }),
      bus.answer(callResume, (request) => {
        this.resumed.push(request);
        return this.resume;
      }),
      bus.answer(callBrief, () => brief),
    ];
  }

  leave(): void {
    for (const subscription of this.#subscriptions.splice(0)) subscription.stop();
  }
}

/** The nth reply of a dialogue owner. */
export const reply = (n: number, epoch = 1): number => generationOf(epoch, n);
