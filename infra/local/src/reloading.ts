/** Which services are started anew when a file changes: its own service, or all of them for a package that they share. */
import { type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';
import type { ServiceName } from '@bayline/contracts';
import { serviceNames } from './service-processes.ts';

/** Packages whose change concerns every service. */
const SHARED = ['contracts', 'runtime', 'spoken', 'rule-model'];
/** Editors write a file in several steps, and people save several files at once. */
const SETTLE_MS = 200;

/** Watches the sources under `root` and renews what a change concerns. Returns what ends it. */
export function reloadOnChange(root: string, renew: (services: readonly ServiceName[]) => void): () => void {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const onChange = (room: string) => (_: string, file: string | null) => {
    if (file === null || !file.endsWith('.ts') || file.endsWith('.test.ts')) return;
    changed.add(room);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const rooms = [...changed];
      changed.clear();
      renew(concerned(rooms));
    }, SETTLE_MS);
  };
  const watched = (folder: string, room: string): FSWatcher =>
    watch(join(root, folder, room, 'src'), { recursive: true }, onChange(room));
  const watchers = [
    ...serviceNames.map((name) => watched('services', name)),
    ...SHARED.map((name) => watched('packages', name)),
  ];
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}

function concerned(rooms: readonly string[]): ServiceName[] {
  const all = rooms.some((room) => SHARED.includes(room));
  return serviceNames.filter((service) => all || rooms.includes(service));
}
