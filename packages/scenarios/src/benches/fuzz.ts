/** `bench fuzz`: hostile WebSocket input beside five healthy calls, and forged signatures. Nothing may crash, leak or disturb. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { createProgress, type House, startHouse } from '@bayline/local';
import { HOUSE_NOW } from '../houses.ts';
import type { Bench } from './bench.ts';
import { machine, percentile, tenth } from './figures.ts';
import { tryForgeries } from './forgeries.ts';
import type { AttackNews, AttackOrder, AttackReport } from './fuzz-attack.ts';
import { keysOf, openSocket, ring, SilentLine, type TwilioKeys } from './line.ts';

const HEALTHY = 5;
/** What is closed is forgotten at once; a socket that was invited and never came is expected for ten seconds. */
const SETTLE_MS = 12_000;

export const fuzzBench: Bench = {
  name: 'fuzz',
  about: 'hostile WebSocket input beside five healthy calls, and fourteen forged signatures',
  run: async ({ frames, seed, quiet, note }) => {
    const house = await startHouse({ profile: 'bench', progress: createProgress(quiet), now: HOUSE_NOW });
    try {
      const keys = keysOf(house);
      const healthy = new HealthyCalls(keys);
      await healthy.begin();
      // Ten undisturbed seconds are the yardstick.
      await sleep(10_000);
      const undisturbed = healthy.takeJitter();
      note('hostile input begins');
      const attack = await attackWith(keys, frames, seed, note);
      const disturbed = healthy.takeJitter();
      const { tried, forged } = await tryForgeries(keys);
      healthy.end();
      await sleep(SETTLE_MS);
      const live = await liveCalls(house);
      return {
        bench: 'fuzz',
        seed,
        ...attack,
        crashes: house.services.filter((instance) => !instance.process.running).length,
        leakedSessions: Object.values(live).reduce((sum, calls) => sum + calls, 0),
        ...(Object.values(live).some((calls) => calls > 0) ? { leakedBy: live } : {}),
        healthyJitterP99Ms: tenth(percentile(disturbed, 0.99)),
        undisturbedJitterP99Ms: tenth(percentile(undisturbed, 0.99)),
        healthyFrames: disturbed.length,
        healthyCallsRefused: healthy.refused,
        signatures: tried,
        forged: forged.length,
        ...(forged.length === 0 ? {} : { forgedBy: forged }),
        machine: machine(),
      };
    } finally {
      await house.stop();
    }
  },
};

/** Calls that listen to the greeting and what follows; each is placed again when it is over. */
class HealthyCalls {
  readonly #keys: TwilioKeys;
  readonly #lines: SilentLine[] = [];
  #gaps: number[] = [];
  #ended = false;
  #count = 0;
  /** Attackers with a valid pass take up lines too: so often a healthy caller was told that all of them are busy. */
  refused = 0;

  constructor(keys: TwilioKeys) {
    this.#keys = keys;
  }

  /** Resolves once every first call is up. */
  async begin(): Promise<void> {
    await Promise.all(
      Array.from({ length: HEALTHY }, async (_, index) => {
        const first = await this.#callOnce(index);
        void this.#keepCalling(index, first);
      }),
    );
  }

  /** Deviations from 20 ms between frames since the last time this was asked. */
  takeJitter(): number[] {
    for (const line of this.#lines) this.#gaps.push(...line.gaps.splice(0));
    return this.#gaps.splice(0).map((gap) => Math.abs(gap - 20));
  }

  end(): void {
    this.#ended = true;
    for (const line of this.#lines) line.hangUp();
  }

  async #keepCalling(index: number, first: SilentLine): Promise<void> {
    for (let line: SilentLine | undefined = first; !this.#ended; line = await this.#callAgain(index)) {
      // The line says by itself when it is over; looking twice a second is enough for a bench.
      while (line?.closed === false && !this.#ended) await sleep(500);
      this.#gaps.push(...(line?.gaps.splice(0) ?? []));
    }
  }

  async #callAgain(index: number): Promise<SilentLine | undefined> {
    try {
      return await this.#callOnce(index);
    } catch {
      // What goes wrong with a healthy call is what is counted here; the caller tries again a little later.
      this.refused += 1;
      await sleep(1_000);
      return undefined;
    }
  }

  async #callOnce(index: number): Promise<SilentLine> {
    this.#count += 1;
    const invitation = await ring(this.#keys, `+1215559${String(this.#count).padStart(4, '0')}`);
    const line = new SilentLine(await openSocket(this.#keys, invitation.url), this.#keys, invitation);
    this.#lines[index] = line;
    if (this.#ended) line.hangUp();
    return line;
  }
}

/** Runs the attack on a thread of its own, so that what it costs here is not taken for jitter of the healthy calls. */
function attackWith(
  keys: TwilioKeys,
  frames: number,
  seed: number,
  note: (line: string) => void,
): Promise<AttackReport> {
  const order: AttackOrder = { keys, frames, seed };
  const worker = new Worker(new URL('./fuzz-attack.ts', import.meta.url), { workerData: order });
  return new Promise((resolve, reject) => {
    worker.on('message', (news: AttackNews) => (news.type === 'progress' ? note(news.line) : resolve(news.report)));
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('the attack ended without a report')));
  });
}

/** Calls that each service still takes for live. */
async function liveCalls(house: House): Promise<Record<string, number>> {
  const live: Record<string, number> = {};
  for (const instance of house.services) {
    if (!['gateway', 'speech', 'dialogue'].includes(instance.service)) continue;
    const response = await fetch(`http://127.0.0.1:${instance.healthPort}/metrics`);
    const text = await response.text();
    const calls = new RegExp(`^${instance.service}_calls(?:\\{[^}]*\\})? (\\d+)`, 'm').exec(text)?.[1];
    live[instance.service] = (live[instance.service] ?? 0) + Number(calls ?? 0);
  }
  return live;
}
