/** A house whose bus only remembers: what a live call told and asked, and a way to tell it something. */
import { profiles } from '../src/ahead/profiles.ts';
import { defaultManners } from '../src/conversation/manners.ts';
import type { House } from '../src/live-call.ts';

export interface Told {
  readonly name: string;
  readonly payload: Record<string, unknown>;
}

/** `change` replaces parts of the house. No ask is ever answered. */
export function quietHouse(change: Partial<House> = {}) {
  const told: Told[] = [];
  const asked: string[] = [];
  const hearers = new Map<string, (payload: unknown) => void>();
  let now = 0;
  const bus = {
    hear: (fact: { name: string }, id: string, handler: (payload: unknown) => void) => {
      hearers.set(`${fact.name}.${id}`, handler);
      return { stop: () => {} };
    },
    tell: (fact: { name: string }, _id: string, payload: Record<string, unknown>) =>
      void told.push({ name: fact.name, payload }),
    ask: (contract: { noun: string; verb: string }) => {
      asked.push(`${contract.noun}.${contract.verb}`);
      return new Promise(() => {});
    },
    record: async () => {},
    flush: async () => {},
  };
  const house = {
    bus,
    clock: { now: () => new Date('2026-11-23T15:00:00Z'), monotonic: () => now },
    log: { info: () => {}, warn: () => {}, error: () => {} },
    dialogueId: 'dialogue-test',
    sessions: { save: async () => 'saved', load: async () => undefined },
    asking: { ask: async () => {}, askStandIn: async () => {} },
    modelName: 'test',
    prompt: { instructions: 'Be kind.', version: '1' },
    manners: defaultManners,
    eagerness: profiles.balanced.ahead,
    aheadMeasures: { ended: () => {} },
    history: { tokens: 4_000, messages: 20 },
    onGone: () => {},
    ...change,
  } as unknown as House;
  return {
    house,
    told,
    asked,
    hears: (name: string, callId: string, payload: Record<string, unknown>): void =>
      hearers.get(`${name}.${callId}`)?.(payload),
    pass: (ms: number): void => {
      now += ms;
    },
  };
}
