/** How much of each room its tests run through, from the summary that jest leaves behind. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

interface Count {
  readonly total: number;
  readonly covered: number;
}

/** Jest's `coverage-summary.json`: by absolute path, and `total`. */
export type CoverageSummary = Readonly<Record<string, { readonly lines: Count; readonly branches: Count }>>;

export interface RoomCoverage {
  /** `services/gateway`, `packages/spoken`. */
  readonly room: string;
  readonly files: number;
  /** Per cent. */
  readonly lines: number;
  readonly branches: number;
}

/** By room, in the order of their names; only rooms of which something was run, or those whose names begin as asked. */
export function coverageByRoom(summary: CoverageSummary, root: string, asked: readonly string[]): RoomCoverage[] {
  const rooms = new Map<string, { lines: Count; branches: Count }[]>();
  for (const [file, counts] of Object.entries(summary)) {
    if (file === 'total') continue;
    const room = relative(root, file).split('/').slice(0, 2).join('/');
    if (asked.length > 0 && !asked.some((each) => each.startsWith(room))) continue;
    rooms.set(room, [...(rooms.get(room) ?? []), counts]);
  }
  return [...rooms]
    .map(([room, files]) => ({
      room,
      files: files.length,
      lines: percentage(files.map(({ lines }) => lines)),
      branches: percentage(files.map(({ branches }) => branches)),
    }))
    .sort((a, b) => a.room.localeCompare(b.room));
}

export function readCoverage(file: string): CoverageSummary {
  return JSON.parse(readFileSync(file, 'utf8')) as CoverageSummary;
}

function percentage(counts: readonly Count[]): number {
  const total = counts.reduce((sum, count) => sum + count.total, 0);
  const covered = counts.reduce((sum, count) => sum + count.covered, 0);
  return total === 0 ? 100 : Math.round((covered / total) * 1_000) / 10;
}
