import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { localDirectory, profileDirectory, root } from './paths.ts';
import { isOpen } from './ports.ts';
import type { HouseCard } from './running.ts';
import { ProcessTree } from './testing/process-tree.ts';
import { until } from './until.ts';

/** Three houses at once are many processes for a small machine. */
const ONE_MINUTE_MS = 60_000;

/** Each house is interrupted as soon as it says this. */
const MOMENTS = [
  ['while the servers start', /^/],
  ['while the database is filled', /NATS, Redis and PostgreSQL are up/],
  ['when everything is ready', /"state":"ready"/],
] as const;

const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('a house that is interrupted', () => {
  const profiles = MOMENTS.map((_, index) => `exit-${process.pid}-${index}`);

  afterAll(() => {
    for (const profile of profiles) rmSync(profileDirectory(profile), { recursive: true, force: true });
  });

  it.concurrent.each(MOMENTS.map(([when, said], index) => ({ when, said, profile: profiles[index] ?? '' })))(
    'leaves no process and no port $when',
    async ({ said, profile }) => {
      const boot = join(root, 'infra', 'local', 'boot.mjs');
      const child = spawn(process.execPath, [boot, 'dev', '--json', '--no-reload', '--profile', profile], {
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const tree = new ProcessTree(child.pid ?? 0);
      let words = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (words += String(data)));
      const exited = new Promise((resolve) => child.once('exit', resolve));
      await until('its moment', () => tree.size > 1 && said.test(words), { withinMs: ONE_MINUTE_MS });
      // As Ctrl-C in a terminal: the whole foreground group hears it.
      process.kill(-(child.pid ?? 0), 'SIGINT');
      expect(await exited).toBe(130);
      tree.stopWatching();
      expect(tree.survivors()).toEqual([]);
      expect(existsSync(join(localDirectory, 'houses', `${profile}.json`))).toBe(false);
      for (const port of portsOf(words)) expect(await isOpen(port)).toBe(false);
    },
    ONE_MINUTE_MS * 2,
  );
});

/** Ports that the house told of, when it came so far. */
function portsOf(words: string): number[] {
  const line = words.split('\n').find((one) => one.startsWith('{'));
  if (line === undefined) return [];
  const card = JSON.parse(line) as HouseCard;
  const urls = [card.natsUrl, card.redisUrl, card.databaseUrl, card.gatewayUrl];
  return [...urls.map((url) => Number(new URL(url).port)), ...card.services.map(({ healthPort }) => healthPort)];
}
