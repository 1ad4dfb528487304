/** Loaded before a service by `bench capacity`: looks for some seconds at what the process does, and tells where its time went. */
import { Session } from 'node:inspector/promises';
import { PerformanceObserver } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Busy, busiestIn } from './profile.ts';

export interface Profiled {
  readonly type: 'profiled';
  /** Share of the time in which the process was not idle. */
  readonly busy: number;
  /** The longest stop for collecting garbage, in milliseconds. */
  readonly longestCollectionMs: number;
  /** The functions that took most, each with its share of the whole time. */
  readonly functions: readonly Busy[];
}

async function profile(ms: number): Promise<Profiled> {
  let longestCollectionMs = 0;
  const collections = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestCollectionMs = Math.max(longestCollectionMs, duration);
  });
  collections.observe({ entryTypes: ['gc'] });
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.start');
  await sleep(ms);
  const { profile: found } = await session.post('Profiler.stop');
  session.disconnect();
  collections.disconnect();
  return { type: 'profiled', longestCollectionMs: Math.round(longestCollectionMs * 10) / 10, ...busiestIn(found) };
}

process.on('message', (message) => {
  if (typeof message !== 'object' || message === null || !('type' in message) || message.type !== 'profile') return;
  const ms = 'ms' in message ? Number(message.ms) : 0;
  void profile(ms).then((profiled) => process.send?.(profiled));
});
// The channel is the launcher's: listening on it must not keep the service alive.
process.channel?.unref();
