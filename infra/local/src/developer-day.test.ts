import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { menuEntries } from './menu.ts';
import { profileDirectory, root } from './paths.ts';
import { runningHouse } from './running.ts';
import { ProcessTree } from './testing/process-tree.ts';
import { type ShellBlock, shellBlocks } from './testing/shell-blocks.ts';
import { CTRL_C, ENTER, Terminal } from './testing/terminal.ts';
import { until } from './until.ts';

/** A house starts, and calls are had in it. */
const MINUTES_MS = 240_000;
const MENU = /What now\?/;

const profile = `day-${process.pid}`;
let terminal: Terminal;
let tree: ProcessTree;

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
const nothing = async (): Promise<never[]> => [];
const offered = menuEntries({ customers: nothing, stories: nothing, calls: nothing, services: () => [] }).filter(
  ({ command }) => scripts[command] !== undefined,
);

/** What is done with each entry once it is chosen, and what must be seen of it. */
const days: Readonly<Record<string, () => Promise<unknown>>> = {
  services: () => terminal.shows(/gateway\s+ready/),
  talk: async () => {
    await terminal.shows(/Who calls\?[\s\S]*Nora Bennett/);
    terminal.press(ENTER);
    await terminal.shows(/agent {3}.*automated assistant/);
    terminal.press(`Do you do oil changes?${ENTER}`);
    await terminal.shows(/first words after \d+ ms|agent {3}\S/);
    terminal.press(`/hangup${ENTER}`);
    await terminal.shows(/kept as a story/);
  },
  'call-in': async () => {
    await terminal.shows(/Who calls\?[\s\S]*Nora Bennett/);
    terminal.press(ENTER);
    await terminal.shows(/2018 Subaru Outback[\s\S]*answered: type/);
    await terminal.shows(/agent {3}.*automated assistant/);
    terminal.press(`/hangup${ENTER}`);
    await terminal.shows(/npm run call-log -- CA/);
  },
  story: async () => {
    await terminal.shows(/Which story\?/);
    terminal.press(ENTER);
    await terminal.shows(/agent\s+.*automated assistant/);
    terminal.press(CTRL_C);
  },
  calls: () => terminal.shows(/…1001\s+Bayline Motors/),
  'call-log': async () => {
    await terminal.shows(/Which call\?/);
    terminal.press(ENTER);
    await terminal.shows(/about .* came to/);
  },
  tap: async () => {
    await terminal.shows(/Which call\?/);
    terminal.press(ENTER);
    await terminal.shows(/BL-1017/);
  },
  'call-out': async () => {
    await terminal.shows(/Who calls\?[\s\S]*Nora Bennett/);
    terminal.press(ENTER);
    await terminal.shows(/npm run call-out -- --to \+1/);
    terminal.press(CTRL_C);
  },
  remind: async () => {
    await terminal.shows(/npm run remind/);
    terminal.press(CTRL_C);
  },
  tasks: () => terminal.shows(/npm run tasks/),
  logs: async () => {
    await terminal.shows(/Whose\?/);
    terminal.press(ENTER);
    await terminal.shows(/gateway\s+info/);
    terminal.press(CTRL_C);
  },
  chaos: async () => {
    await terminal.shows(/Which service\?/);
    await terminal.choose('calendar');
    await terminal.shows(/blows 1/);
    terminal.press(CTRL_C);
  },
  doctor: () => terminal.shows(/\d+ well, \d+ wrong, \d+ skipped/),
  seed: async () => {
    // The choice is echoed before the question is asked.
    await terminal.shows(/◆\s+Seed[\s\S]*1/);
    terminal.press(ENTER);
    await terminal.shows(/2 shops, 200 customers/);
  },
};

describe('a developer’s day', () => {
  beforeAll(async () => {
    const boot = join(root, 'infra', 'local', 'boot.mjs');
    terminal = new Terminal(process.execPath, [boot, 'dev', '--profile', profile], { cwd: root });
    tree = new ProcessTree(terminal.pid);
    await terminal.shows(MENU, MINUTES_MS);
  }, MINUTES_MS);

  afterAll(async () => {
    await terminal.end();
    tree.stopWatching();
    rmSync(profileDirectory(profile), { recursive: true, force: true });
  }, MINUTES_MS);

  it.each(offered.map(({ name, label }) => [name, label]))(
    'the menu does what it offers: %s',
    async (name, label) => {
      await terminal.choose(label);
      const day = days[name];
      if (day === undefined) throw new Error(`nobody tries the entry ${name}`);
      await day();
      await terminal.shows(MENU);
    },
    MINUTES_MS,
  );

  it.each(
    documentedBlocks()
      .filter(({ here }) => here)
      .map((block) => [`${block.path}: ${block.text.split('\n')[0]}`, block] as const),
  )(
    'what the documents say to type works: %s',
    async (_, block) => {
      const { code, said } = await runBlock(block);
      if (code !== 0) throw new Error(`${block.text}ended with code ${code}:\n${said}`);
      expect(code).toBe(0);
    },
    MINUTES_MS,
  );

  it('what they say to type elsewhere is at least shell', () => {
    const broken = documentedBlocks().filter(({ text }) => spawnSync('bash', ['-n'], { input: text }).status !== 0);
    expect(broken).toEqual([]);
  });

  it(
    'starts the service anew whose file is saved, and no other',
    async () => {
      const pids = (): Record<string, number> =>
        Object.fromEntries(runningHouse(profile).services.map(({ service, pid }) => [service, pid]));
      const before = pids();
      const now = new Date();
      utimesSync(join(root, 'services', 'calendar', 'src', 'main.ts'), now, now);
      const renewed = (): boolean =>
        runningHouse(profile).services.some(
          ({ service, pid, state }) => service === 'calendar' && pid !== before.calendar && state === 'ready',
        );
      await until('calendar to be ready again', renewed, { withinMs: MINUTES_MS });
      expect({ ...pids(), calendar: before.calendar }).toEqual(before);
    },
    MINUTES_MS,
  );

  it(
    'stops from the menu, and leaves nothing behind',
    async () => {
      await terminal.choose('Stop');
      expect(await terminal.exited).toBe(0);
      tree.stopWatching();
      expect(tree.survivors()).toEqual([]);
    },
    MINUTES_MS,
  );
});

/** Run by CI itself, or by a test of their own that takes longer. */
const RUN_ELSEWHERE = /^npm (?:test$|run demo$|run verify)/;

function documentedBlocks(): ShellBlock[] {
  const docs = readdirSync(join(root, 'docs')).filter((file) => file.endsWith('.md'));
  const pages = ['README.md', 'CONTRIBUTING.md', ...docs.map((file) => `docs/${file}`)];
  return pages.flatMap((path) => shellBlocks(path, readFileSync(join(root, path), 'utf8')));
}

/** As typed in a shell, beside the house of this test. Tests that the documents name do not start the test's servers again. */
function runBlock({ text }: ShellBlock): Promise<{ code: number | null; said: string }> {
  const lines = text.split('\n').filter((line) => line !== '' && !RUN_ELSEWHERE.test(line));
  const path = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  const child = spawn('bash', ['-e', '-c', lines.join('\n')], {
    cwd: root,
    env: { ...process.env, PATH: path, BAYLINE_HOUSE: profile },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (said += String(data)));
  return new Promise((resolve) => child.once('exit', (code) => resolve({ code, said: said.slice(-3_000) })));
}
