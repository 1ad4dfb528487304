/** One reminder that is due: claimed, and only then called. Whatever breaks in between is left in doubt, never called twice. */
import { setTimeout as sleep } from 'node:timers/promises';
import { reminderClaim, reminderMiss, reminderPlace } from '@bayline/contracts';
import type { Bus, Clock, Log, Metrics } from '@bayline/runtime';
import type { Point } from './config.ts';
import type { OutboundCalls } from './outbound-calls.ts';
import { REMINDER_KIND } from './planning.ts';
import type { Handled, Wake } from './reminder-jobs.ts';

interface CallingOptions {
  readonly bus: Bus;
  readonly clock: Clock;
  readonly clockRate: number;
  readonly calls: OutboundCalls;
  readonly instanceId: string;
  readonly leaseMs: number;
  /** Calls this process may place each second. */
  readonly perSecond: number;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Tells that a point was reached: a fault suite ends the process there. */
  readonly reached: (point: Point) => void;
}

/** A claim this old is not called by any more: the one who looks for lost calls may be looking already. */
const SHARE_OF_LEASE = 0.25;

export function createCalling(options: CallingOptions): (wake: Wake) => Promise<Handled> {
  const { bus, clock, calls, log, reached } = options;
  const tried = options.metrics.counter('reminder_tries_total', 'Reminders that were due, by what came of the try.');
  const again = (at: string | null): Handled => (at === null ? { type: 'done' } : { type: 'again', at: new Date(at) });

  const turns = createTurns(options.perSecond);

  const call = async ({ appointmentId, dueAt }: Wake, turn: Turn): Promise<Handled> => {
    reached('before-claim');
    const claimedAt = clock.monotonic();
    const leaseMs = options.leaseMs * options.clockRate;
    const claim = await bus.ask(reminderClaim, {
      ...{ appointmentId, kind: REMINDER_KIND, dueAt, by: options.instanceId, leaseMs },
    });
    reached('after-claim');
    if (claim.type !== 'claimed') {
      tried({ result: claim.type, why: claim.why });
      return again(claim.type === 'later' ? claim.at : null);
    }
    const { reminderId, attempt, from, to } = claim;
    const aTry = { reminderId, attempt };
    if (clock.monotonic() - claimedAt > options.leaseMs * SHARE_OF_LEASE) {
      const missed = await bus.ask(reminderMiss, { ...aTry, how: 'unplaced', code: 'slow' });
      return again(missed.at);
    }
    const dialling = calls.place({ ...aTry, from, to });
    turn.used();
    reached('while-dialling');
    const placing = await dialling;
    reached('after-dialling');
    tried({ result: placing.type === 'placed' ? 'placed' : placing.how });
    if (placing.type === 'placed') {
      await bus.ask(reminderPlace, { ...aTry, callId: placing.callId }).catch((error: unknown) => {
        // Its first callback tells as much.
        log.warn({ reminderId, error }, 'a call was placed, and nobody could be told');
      });
      reached('after-placing');
      return { type: 'done' };
    }
    log.warn({ reminderId, how: placing.how, code: placing.code }, 'a call could not be placed');
    const missed = await bus.ask(reminderMiss, { ...aTry, how: placing.how, code: placing.code });
    return again(missed.at);
  };
  return (wake) => turns((turn) => call(wake, turn));
}

/** Leave to place one call. */
interface Turn {
  /** A call is being placed: the next one may begin a second after its end. */
  used(): void;
}

const A_SECOND_MS = 1_010;

/**
 * The queue paces the jobs; how long a claim or an answer of Twilio's takes must not bring two calls closer together. There are as
 * many turns as calls a second. One that placed a call is free again a second after Twilio has answered: however long anything
 * takes, no second sees more of them. A job waits for its turn before it claims, so that no claim grows old.
 */
function createTurns(perSecond: number): <T>(work: (turn: Turn) => Promise<T>) => Promise<T> {
  const lanes = Array.from({ length: perSecond }, () => Promise.resolve());
  let next = 0;
  return (work) => {
    const lane = next;
    next = (next + 1) % perSecond;
    let placed = false;
    const used = (): void => {
      placed = true;
    };
    const worked = (lanes[lane] ?? Promise.resolve()).then(() => work({ used }));
    const free = (): Promise<void> => (placed ? sleep(A_SECOND_MS) : Promise.resolve());
    lanes[lane] = worked.then(free, free);
    return worked;
  };
}
