/** The processes that descend from one, watched from outside: what a clean exit must leave none of. Linux only. */
import { readdirSync, readFileSync } from 'node:fs';

interface Seen {
  readonly pid: number;
  readonly parent: number;
  /** Since boot, in clock ticks: with the id, who a process is. */
  readonly startedAt: string;
  readonly command: string;
}

/** Everything that descends from `rootPid`, noted again and again while it runs: orphans are remembered. */
export class ProcessTree {
  readonly #family = new Map<number, Seen>();
  readonly #timer: NodeJS.Timeout;

  constructor(rootPid: number, everyMs = 40) {
    const look = (): void => {
      const all = processes();
      const known = new Set([rootPid, ...this.#family.keys()]);
      for (let grown = true; grown; ) {
        grown = false;
        for (const one of all) {
          if (known.has(one.pid) || !known.has(one.parent)) continue;
          known.add(one.pid);
          grown = true;
        }
      }
      for (const one of all) if (known.has(one.pid)) this.#family.set(one.pid, one);
    };
    look();
    this.#timer = setInterval(look, everyMs);
  }

  /** How many there were. */
  get size(): number {
    return this.#family.size;
  }

  stopWatching(): void {
    clearInterval(this.#timer);
  }

  /** Those that still run, as `pid command`. */
  survivors(): string[] {
    return processes()
      .filter((one) => this.#family.get(one.pid)?.startedAt === one.startedAt)
      .map(({ pid, command }) => `${pid} ${command}`);
  }
}

function processes(): Seen[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        // The name stands in parentheses and may hold blanks.
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        if (fields[0] === 'Z') return [];
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        return [{ pid: Number(name), parent: Number(fields[1]), startedAt: fields[19] ?? '', command }];
      } catch {
        // It ended while it was being looked at.
        return [];
      }
    });
}
