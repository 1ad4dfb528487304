import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServiceName } from '@bayline/contracts';
import { reloadOnChange } from './reloading.ts';
import { serviceNames } from './service-processes.ts';
import { until } from './until.ts';

describe('a file that changes', () => {
  let root: string;
  let stop: () => void;
  const renewed: (readonly ServiceName[])[] = [];
  const write = (path: string): void => writeFileSync(join(root, path), 'export {};\n');

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'bayline-reload-'));
    const rooms = [
      ...serviceNames.map((name) => `services/${name}`),
      ...['contracts', 'runtime', 'spoken', 'rule-model'].map((name) => `packages/${name}`),
    ];
    for (const room of rooms) mkdirSync(join(root, room, 'src', 'inner'), { recursive: true });
    stop = reloadOnChange(root, (services) => renewed.push(services));
  });
  afterAll(() => {
    stop();
    rmSync(root, { recursive: true });
  });

  it('starts its own service anew, also from a folder further in, and once for files saved together', async () => {
    write('services/reminder/src/planning.ts');
    write('services/reminder/src/inner/worker.ts');
    await until('the service', () => renewed.length > 0);
    expect(renewed.splice(0)).toEqual([['reminder']]);
  });

  it('starts every service anew when a shared package changes, and none for a test', async () => {
    write('services/calendar/src/following.test.ts');
    write('services/calendar/src/notes.md');
    write('packages/contracts/src/call.ts');
    await until('the services', () => renewed.length > 0);
    expect(renewed.splice(0)).toEqual([serviceNames]);
  });
});
