/** Where the house is struck: each point is struck again and again while calls go on, and the calls are judged afterwards. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceName } from '@bayline/contracts';
import { until } from '@bayline/local';
import type { SteadfastCall } from '../steadfast-call.ts';
import type { Afterwards } from './callers.ts';
import { googlePoints } from './google.ts';
import type { Ground } from './ground.ts';

export interface Point {
  readonly name: string;
  /** How often the full list strikes it. */
  readonly trials: number;
  /** What every caller does after booking; as it comes when undefined. */
  readonly callersDo?: Afterwards | undefined;
  readonly run: (ground: Ground, trials: number) => Promise<void>;
}

/** These instances of a service die, each in its turn and beside each other. The first crm-tools goes on; calendar's work can wait. */
const VICTIMS: Readonly<Partial<Record<ServiceName, readonly number[]>>> = { 'crm-tools': [1, 2], calendar: [0, 1, 2] };
const OWNER_FALLS_SILENT_MS = 12_000;

export const points: readonly Point[] = [
  dying('crm-tools', 'commit.before', 100),
  dying('crm-tools', 'commit.after', 100),
  dying('crm-tools', 'answer.after', 100),
  dying('crm-tools', 'publish.before', 100),
  dying('crm-tools', 'publish.after', 100),
  killedAnytime('crm-tools', 100),
  { name: 'dialogue paused past take-over', trials: 50, run: pauseOwners },
  dying('calendar', 'write.before', 70),
  dying('calendar', 'write.after', 70),
  killedAnytime('calendar', 60),
  serverKilled('nats', 50),
  serverKilled('redis', 50),
  ...googlePoints,
];

/** A process kills itself at a named point, and is started again to die there once more. */
function dying(service: ServiceName, point: string, trials: number): Point {
  const run = (ground: Ground, times: number): Promise<void> =>
    sharedByVictims(service, times, async (victim, nextTrial) => {
      await ground.kill(service, victim);
      while (nextTrial()) {
        const passes = ground.random() < 0.75 ? 1 : 2;
        await ground.diesAt(service, victim, `${point}:${passes}`);
        ground.struck();
      }
      await ground.restart(service, victim);
    });
  return { name: `${service} ${point}`, trials, run };
}

/** kill -9 at any moment. */
function killedAnytime(service: ServiceName, trials: number): Point {
  const run = (ground: Ground, times: number): Promise<void> =>
    sharedByVictims(service, times, async (victim, nextTrial) => {
      while (nextTrial()) {
        await sleep(200 + ground.random() * 800);
        await ground.kill(service, victim);
        ground.struck();
        await ground.restart(service, victim);
      }
    });
  return { name: `${service} at any moment`, trials, run };
}

/** Each victim takes the next trial until there are none: a trial is mostly the wait for a process to start. */
async function sharedByVictims(
  service: ServiceName,
  trials: number,
  strike: (victim: number, nextTrial: () => boolean) => Promise<void>,
): Promise<void> {
  let left = trials;
  const nextTrial = (): boolean => {
    left -= 1;
    return left >= 0;
  };
  await Promise.all((VICTIMS[service] ?? []).map((victim) => strike(victim, nextTrial)));
}

/** The owner of a call is stopped around the caller's yes, its successor goes on with the call, and then it wakes up. */
async function pauseOwners(ground: Ground, times: number): Promise<void> {
  for (let trial = 0; trial < times; trial += 1) {
    const call = await sayingYes(ground);
    const owner = ground.house.services.find(({ instanceId }) => instanceId === call.ownerId);
    if (owner === undefined) throw new Error(`${call.ownerId} is not a process of this house`);
    await sleep(ground.random() * 40);
    const before = call.record.takeOvers;
    owner.process.kill('SIGSTOP');
    ground.struck();
    try {
      await until(
        'the call to be taken over',
        () => call.record.takeOvers > before || !ground.load.live.includes(call),
        {
          withinMs: OWNER_FALLS_SILENT_MS,
        },
      );
      await sleep(ground.random() * 600);
    } finally {
      owner.process.kill('SIGCONT');
    }
    // The calls it had are with its successor: it must have time to do harm.
    await sleep(700);
  }
}

function sayingYes(ground: Ground): Promise<SteadfastCall> {
  return new Promise((resolve) => {
    ground.beforeSaying = (text, call) => {
      if (!text.startsWith('Yes')) return;
      ground.beforeSaying = undefined;
      resolve(call);
    };
  });
}

function serverKilled(name: 'nats' | 'redis', trials: number): Point {
  const run = async (ground: Ground, times: number): Promise<void> => {
    const server = ground.house.servers[name];
    for (let trial = 0; trial < times; trial += 1) {
      await sleep(500 + ground.random() * 1_500);
      server.process?.kill('SIGKILL');
      await server.process?.ended;
      ground.struck();
      await sleep(ground.random() * 700);
      await server.restart();
      // Clients look for the server every 100 to 250 ms; then calls go on.
      await sleep(700);
    }
  };
  return { name: `${name} killed and restarted`, trials, run };
}
