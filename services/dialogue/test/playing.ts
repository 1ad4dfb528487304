/** Plays events into a conversation and keeps what it wanted done, for tests. */
import { step } from '../src/conversation/conversation.ts';
import type { Effect, Event } from '../src/conversation/events.ts';
import { defaultManners, type Manners } from '../src/conversation/manners.ts';
import { type Brief, type Conversation, newConversation, type ToolCall } from '../src/conversation/state.ts';

/** Monday, November 23rd, ten in the morning: the desk is open. */
export const MONDAY_TEN = Date.parse('2026-11-23T10:00:00-05:00');

export const aBrief: Brief = {
  type: 'brief',
  shop: {
    shopId: '3f2b8a52-0a3b-4c41-9a52-2f10a5d3c001',
    name: 'Bayline Motors',
    zone: 'America/New_York',
    deskNumber: '+12155550199',
    address: '12 Main Street',
    phone: '+12155550100',
    hours: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map((weekday) => ({
      weekday: weekday as 'monday',
      opens: '07:30',
      closes: '18:00',
    })),
    closures: [{ date: '2026-11-26', reason: 'Thanksgiving' }],
    services: [{ code: 'oil_change', name: 'oil change', minutes: 30, priceFrom: 49 }],
    deskHours: [{ weekday: 'monday', opens: '08:00', closes: '17:00' }],
    towNumber: null,
    asksEmail: false,
  },
  caller: { numberShown: true, matches: 'one', level: 1 },
};

type WithoutTime<E> = E extends Event ? Omit<E, 'at'> : never;

export class Play {
  conversation: Conversation;
  effects: Effect[] = [];
  at = 1_000;
  readonly #manners: Manners;
  #offset = 0;

  constructor(manners: Manners = defaultManners, brief: Brief = aBrief) {
    this.#manners = manners;
    this.conversation = frozen(newConversation({ callId: `CA${'0'.repeat(32)}`, epoch: 1, speechEpoch: 1, brief }));
  }

  /** One event; returns the effects it caused. The state before it is frozen: nothing may change it. */
  on(event: WithoutTime<Event>): readonly Effect[] {
    this.at += 10;
    const result = step(this.conversation, { ...event, at: this.at }, this.#manners);
    this.conversation = frozen(result.conversation);
    this.effects.push(...result.effects);
    return result.effects;
  }

  /** The caller says a whole turn. */
  says(text: string, options: { speechFinal?: boolean; after?: number } = {}): readonly Effect[] {
    this.#offset = Math.max(this.#offset, options.after ?? 0) + 1_000;
    const { speechFinal = true } = options;
    return this.on({ type: 'final', epoch: 1, text, endMs: this.#offset, speechFinal });
  }

  /** The model answers its latest request. */
  answers(text: string, toolCalls: readonly ToolCall[] = []): readonly Effect[] {
    const before = this.effects.length;
    const requestId = this.thinking();
    for (const token of text.match(/\S+\s*/g) ?? []) this.on({ type: 'model-text', requestId, text: token });
    if (this.conversation.thinking?.requestId === requestId) this.on({ type: 'model-done', requestId, toolCalls });
    return this.effects.slice(before);
  }

  calls(name: string, args: Record<string, unknown>, text = ''): readonly Effect[] {
    return this.answers(text, [{ id: `call-${this.effects.length}`, name, arguments: JSON.stringify(args) }]);
  }

  /** The tool in flight answers. */
  tool(answer: unknown): readonly Effect[] {
    const id = this.conversation.tool?.call.id;
    if (id === undefined) throw new Error('no tool is in flight');
    return this.on({ type: 'tool-answered', toolCallId: id, answer });
  }

  /** Every reply so far is heard to its end. */
  hears(): readonly Effect[] {
    const before = this.effects.length;
    for (const { generation, phase } of this.conversation.replies) {
      if (phase === 'cleared') continue;
      this.on({ type: 'played', generation, state: 'started', playedMs: 0 });
      this.on({ type: 'played', generation, state: 'finished', playedMs: 3_000 });
    }
    return this.effects.slice(before);
  }

  /** A reply is voiced at ten characters a second, and so much of it is heard. */
  hearsPart(generation: number, playedMs: number): void {
    const toCharacter = this.conversation.replies.find((reply) => reply.generation === generation)?.text.length ?? 0;
    const voiced = { fromCharacter: 0, toCharacter, fromMs: 0, toMs: toCharacter * 100 };
    this.on({ type: 'voiced', generation, ...voiced, done: true, failed: false });
    this.on({ type: 'played', generation, state: 'started', playedMs: 0 });
    this.on({ type: 'played', generation, state: 'playing', playedMs });
  }

  thinking(): string {
    const id = this.conversation.thinking?.requestId;
    if (id === undefined) throw new Error('the model was not asked');
    return id;
  }

  /** Everything that was told to the caller, joined per reply. */
  told(effects: readonly Effect[] = this.effects): string[] {
    const replies = new Map<number, string>();
    for (const effect of effects) {
      if (effect.type !== 'tell-piece') continue;
      replies.set(effect.generation, (replies.get(effect.generation) ?? '') + effect.text);
    }
    return [...replies.values()].map((text) => text.trim());
  }

  last<Type extends Effect['type']>(type: Type): Extract<Effect, { type: Type }> | undefined {
    return this.effects.findLast((effect): effect is Extract<Effect, { type: Type }> => effect.type === type);
  }
}

/** A conversation greeted and waiting for the caller. */
export function greeted(manners?: Manners, wall = MONDAY_TEN, brief = aBrief): Play {
  const play = new Play(manners, brief);
  play.on({ type: 'started', wall });
  play.hears();
  return play;
}

export const offers = {
  ok: true,
  services: ['oil change'],
  minutes: 30,
  understood: 'Tuesday, November 24th in the morning',
  asWished: true,
  why: null,
  offers: [
    { slot: 'A', start: '2026-11-24T09:00:00-05:00', say: 'Tuesday, November 24th at 9 AM' },
    { slot: 'B', start: '2026-11-24T10:30:00-05:00', say: 'Tuesday, November 24th at 10:30 AM' },
  ],
  say: 'I have Tuesday, November 24th at 9 AM or 10:30 AM. Which would you like?',
};
export const slotArguments = { services: ['oil change'], when: 'Tuesday morning', visit: null, for_appointment: null };
export const bookArguments = {
  slot: 'A',
  first_name: null,
  last_name: null,
  phone: null,
  vehicle: null,
  vin: null,
  email: null,
  notes: null,
  another_visit: null,
};
export const aBooking = {
  facts: 'Okay, an oil change for your 2018 Subaru Outback on Tuesday, November 24th at 9 AM.',
  question: 'Shall I book it?',
};
const readBack = { ok: true, state: 'read-back', pending: 'P1', say: aBooking };
export const bookingDone = {
  ok: true,
  state: 'done',
  appointment: {
    appointment: '1',
    services: ['oil change'],
    vehicle: '2018 Subaru Outback',
    start: '2026-11-24T09:00:00-05:00',
    say: 'an oil change on Tuesday, November 24th at 9 AM',
  },
  say: "You're all set: an oil change, Tuesday, November 24th at 9 AM.",
};

/** Up to the read-back being told, not heard. */
export function readingBack(): Play {
  const play = greeted();
  play.says('I need an oil change Tuesday morning.');
  play.calls('get_available_slots', slotArguments);
  play.tool(offers);
  play.answers('I have Tuesday, November 24th at 9 AM or 10:30 AM. Which would you like?');
  play.hears();
  play.says('Nine works.');
  play.calls('book_appointment', bookArguments);
  play.tool(readBack);
  return play;
}

function frozen<T>(value: T): T {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
}
