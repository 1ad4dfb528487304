/** Many callers who go on calling: whoever hangs up is replaced, so that so many conversations are held all the time. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { House } from '@bayline/local';
import type { Phone } from '../phone.ts';
import { share } from './figures.ts';
import { cpuMs, residentMb } from './side-process.ts';
import { type Question, type Talk, talk } from './talk.ts';

/** Speaking, listening, and one look-up. */
const QUESTIONS: readonly Question[] = [
  { kind: 'plain', says: 'What are your opening hours?' },
  { kind: 'plain', says: 'How much is an oil change?' },
  { kind: 'plain', says: 'I need an oil change on Tuesday of next week.' },
  { kind: 'tool', says: 'My name is Marta Fenwick.' },
];
/** New callers come this far apart: a thousand calls do not begin in one second. */
const APART_MS = 120;
/** A new caller waits up to so long before the first question: callers who began together do not speak in chorus. */
const SPREAD_MS = 12_000;
/** Multiples of it are spread evenly over 0 to 1, however many there are. */
const GOLDEN_SHARE = 0.618;

export class Crowd {
  readonly #phone: Phone;
  readonly talks: Talk[] = [];
  #size = 0;
  #over = false;
  #callers = 0;

  constructor(phone: Phone) {
    this.#phone = phone;
  }

  /** Resolves when the last of the new callers has called. */
  async grow(size: number): Promise<void> {
    while (this.#size < size) {
      this.#size += 1;
      void this.#keepCalling();
      await sleep(APART_MS);
    }
  }

  /** Nobody calls again. */
  stop(): void {
    this.#over = true;
  }

  async #keepCalling(): Promise<void> {
    let afterMs = Math.round(((this.#size * GOLDEN_SHARE) % 1) * SPREAD_MS);
    while (!this.#over) {
      this.#callers += 1;
      const from = `+1215${String(3_000_000 + this.#callers).padStart(7, '0')}`;
      const held = await talk(this.#phone, { from, questions: QUESTIONS, wordsPerMinute: 180, afterMs });
      afterMs = 0;
      this.talks.push(held);
      // Somebody who was turned away does not call again at once.
      if (held.turns.length === 0) await sleep(5_000);
    }
  }
}

/** A call that heard a word and was let go or handed on, without a conversation. */
export function wasRefused({ turns, problems }: Talk): boolean {
  return turns.length === 0 && problems.some((problem) => /^<(Say|Dial)>/.test(problem));
}

export function hasFailed(held: Talk): boolean {
  return !held.whole && !wasRefused(held);
}

export interface Use {
  readonly service: string;
  /** Cores. */
  readonly cpu: number;
  readonly rssMb: number;
}

/** Measures what every process of the house uses, from now until the returned function is called. */
export function watchUse(house: House): () => Use[] {
  const processes = [
    ...house.services.map(({ service, index, process }) => ({ service: `${service}-${index}`, pid: process.pid })),
    { service: 'simulators', pid: house.simulators.process.pid },
    ...Object.entries(house.servers).flatMap(([service, { process }]) =>
      process === undefined ? [] : [{ service, pid: process.pid }],
    ),
    { service: 'callers (this bench)', pid: process.pid },
  ];
  const before = processes.map(({ pid }) => cpuMs(pid));
  const from = performance.now();
  return () => {
    const tookMs = performance.now() - from;
    return processes.map(({ service, pid }, index) => ({
      service,
      cpu: share((cpuMs(pid) - (before[index] ?? 0)) / tookMs),
      rssMb: residentMb(pid),
    }));
  };
}

/** Reads how late the playout clocks ticked since it was last asked: the 99th percentile's bucket, in milliseconds. */
export class TickLateness {
  readonly #house: House;
  #before = new Map<number, number>();

  constructor(house: House) {
    this.#house = house;
  }

  async p99(): Promise<number> {
    const counts = new Map<number, number>();
    for (const { healthPort } of this.#house.instancesOf('gateway')) {
      const response = await fetch(`http://127.0.0.1:${healthPort}/metrics`);
      const text = await response.text();
      for (const [, bound, count] of text.matchAll(
        /^gateway_tick_late_milliseconds_bucket\{[^}]*le="([^"]+)"[^}]*\} (\d+)/gm,
      )) {
        const at = bound === '+Inf' ? Number.POSITIVE_INFINITY : Number(bound);
        counts.set(at, (counts.get(at) ?? 0) + Number(count));
      }
    }
    const since = [...counts].map(([bound, count]) => ({ bound, count: count - (this.#before.get(bound) ?? 0) }));
    this.#before = counts;
    const total = since.find(({ bound }) => bound === Number.POSITIVE_INFINITY)?.count ?? 0;
    return since.sort((a, b) => a.bound - b.bound).find(({ count }) => count >= total * 0.99)?.bound ?? 0;
  }
}

/** A counter of the gateways, summed: all of it, or what has this label (`reason="full"`). */
export async function gatewayCounter(house: House, name: string, label = ''): Promise<number> {
  const labels = label === '' ? '(?:\\{[^}]*\\})?' : `\\{[^}]*${label}[^}]*\\}`;
  let sum = 0;
  for (const { healthPort } of house.instancesOf('gateway')) {
    const text = await (await fetch(`http://127.0.0.1:${healthPort}/metrics`)).text();
    for (const [, count] of text.matchAll(new RegExp(`^${name}${labels} (\\d+)`, 'gm'))) sum += Number(count);
  }
  return sum;
}
