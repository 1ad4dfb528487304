/** Google's faults, as providers.md lists them: each strikes requests while bookings are being written into the calendars. */
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '@bayline/local';
import type { Afterwards } from './callers.ts';
import type { Ground } from './ground.ts';
import type { Point } from './points.ts';

const TRIALS = 100;
/** So many faults wait at a time: each is taken by the next request it fits. */
const AT_ONCE = 5;
const TAKEN_WITHIN_MS = 120_000;

type Fault = Readonly<Record<string, unknown>>;

/** Refusals before anything is done, answers that are lost after it was done, and answers that do not come. */
const faults: Readonly<Record<string, Fault>> = {
  '401 authError': { type: 'refusal', status: 401 },
  '403 userRateLimitExceeded': { type: 'refusal', status: 403, reason: 'userRateLimitExceeded' },
  '429 rateLimitExceeded': { type: 'refusal', status: 429 },
  '500 backendError': { type: 'refusal', status: 500 },
  '503 backendError': { type: 'refusal', status: 503 },
  '409 after an insert whose answer was lost': { type: 'lost', on: 'events.insert' },
  '410 after a delete whose answer was lost': { type: 'lost', on: 'events.delete' },
  '412 conditionNotMet': { type: 'refusal', status: 412, on: 'events.patch' },
  '410 fullSyncRequired': { type: 'refusal', status: 410, reason: 'fullSyncRequired', on: 'events.list' },
  'slow past the deadline, and done': { type: 'slow', ms: 2_500 },
  'never answered': { type: 'silent' },
  'connection reset': { type: 'reset' },
};

/** Some requests are made only for callers who change their minds. */
const needed: Readonly<Record<string, Afterwards>> = { 'events.delete': 'cancels', 'events.patch': 'moves' };

export const googlePoints: readonly Point[] = [
  ...Object.entries(faults).map(([name, fault]) => ({
    name: `google ${name}`,
    trials: TRIALS,
    callersDo: needed[String(fault.on)],
    run: (ground: Ground, times: number) => strike(ground, fault, times),
  })),
  { name: 'google invalid_grant', trials: TRIALS, run: withdrawConsent },
];

async function strike(ground: Ground, fault: Fault, times: number): Promise<void> {
  for (let struck = 0; struck < times; struck += AT_ONCE) {
    const next = Array.from({ length: Math.min(AT_ONCE, times - struck) }, () => fault);
    await settings(ground, { faults: { next } });
    for (const _ of next) ground.struck();
    await until('the faults to be met', async () => (await waiting(ground)) === 0, {
      withinMs: TAKEN_WITHIN_MS,
      everyMs: 50,
    });
  }
}

/** Consent is withdrawn and given again; what was booked meanwhile is written afterwards. */
async function withdrawConsent(ground: Ground, times: number): Promise<void> {
  for (let trial = 0; trial < times; trial += 1) {
    await settings(ground, { revoked: true });
    await post(ground, 'expire-tokens');
    ground.struck();
    await sleep(300 + ground.random() * 700);
    await settings(ground, { revoked: false });
    await sleep(400);
  }
}

async function waiting(ground: Ground): Promise<number> {
  const response = await fetch(`${ground.googleUrl}/lab/settings`);
  const {
    faults: { next },
  } = (await response.json()) as { faults: { next: unknown[] } };
  return next.length;
}

async function settings(ground: Ground, change: object): Promise<void> {
  const response = await fetch(`${ground.googleUrl}/lab/settings`, { method: 'PUT', body: JSON.stringify(change) });
  if (!response.ok) throw new Error(`the simulated Google refused its settings: ${await response.text()}`);
}

async function post(ground: Ground, path: string): Promise<void> {
  await fetch(`${ground.googleUrl}/lab/${path}`, { method: 'POST' });
}
