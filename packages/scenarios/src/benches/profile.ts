/** Reading a V8 CPU profile: which functions a process spent its time in. Pure. */
import type { Profiler } from 'node:inspector';

export interface Busy {
  /** `writev (node)`, `pump (gateway/src/playout.ts)`, `parse (ws)`. */
  readonly what: string;
  /** Of the whole time, its own work without that of those it calls. */
  readonly share: number;
}

const MOST = 8;
/** Names of V8 for time in which nothing of ours ran; `(program)` is native code outside any function. */
const IDLE = '(idle)';
/** The profiler's own beginning, which is nobody's work. */
const BEGINNING = 'post (node)';

export function busiestIn({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): {
  busy: number;
  functions: Busy[];
} {
  const nameOf = new Map(nodes.map(({ id, callFrame }) => [id, nameOfFrame(callFrame)]));
  const times = new Map<string, number>();
  for (const [index, id] of samples.entries()) {
    const name = nameOf.get(id) ?? '(unknown)';
    times.set(name, (times.get(name) ?? 0) + (timeDeltas[index] ?? 0));
  }
  times.delete(BEGINNING);
  const all = [...times.values()].reduce((sum, time) => sum + time, 0);
  const shareOf = (time: number): number => Math.round((time / Math.max(1, all)) * 1_000) / 1_000;
  const functions = [...times]
    .filter(([what]) => what !== IDLE)
    .sort((a, b) => b[1] - a[1])
    .slice(0, MOST)
    .map(([what, time]) => ({ what, share: shareOf(time) }));
  return { busy: shareOf(all - (times.get(IDLE) ?? 0)), functions };
}

function nameOfFrame({ functionName, url }: { functionName: string; url: string }): string {
  const name = functionName || '(anonymous)';
  if (/^\(.*\)$/.test(name) && url === '') return name;
  return `${name} (${placeOf(url)})`;
}

/** The package of a dependency, the file of ours, or node. */
function placeOf(url: string): string {
  const [, dependency] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url) ?? [];
  if (dependency !== undefined) return dependency;
  const [, own] = /\/(?:services|packages|infra)\/(.+)$/.exec(url) ?? [];
  return own ?? 'node';
}
