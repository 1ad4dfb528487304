/** The menu of `npm run dev` in a terminal: the live list of services above it, and each choice carried out as its command. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isCancel, select } from '@clack/prompts';
import { houseLines, serviceTable } from './board.ts';
import type { House } from './house.ts';
import { holdInterrupts } from './interrupts.ts';
import { type Choices, type Entry, menuEntries } from './menu.ts';
import { root } from './paths.ts';
import { withRecords } from './records.ts';
import { runningHouse } from './running.ts';
import { serviceNames } from './service-processes.ts';

/** Every entry is a plain command: what is no root script is not offered. */
const commands = new Set(
  Object.keys((JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object }).scripts),
);

/** How often the list of services is looked at while the menu waits. */
const LOOK_MS = 500;

/** Runs until the person leaves. `news` is what the supervisor tells; shown with the list. */
export async function runMenu(house: House, news: readonly string[]): Promise<void> {
  const entries = menuEntries(choicesOf(house)).filter(({ command }) => commands.has(command));
  let at: string | undefined;
  for (;;) {
    const choice = await ask(house, news, entries, at);
    if (choice === 'changed') continue;
    if (choice === 'stop') return;
    at = choice;
    const command = await entries.find(({ name }) => name === choice)?.ask();
    if (command === null || command === undefined) continue;
    process.stdout.write(`\n  npm run ${command[0]} -- ${command.slice(1).join(' ')}\n\n`);
    const code = await holdInterrupts(() => runCommand([...command, ...houseArgument(command, house)]));
    process.stdout.write(code === 0 || code === 130 ? '\n' : `\n  ended with code ${code}\n\n`);
  }
}

/** Shows the list and the menu; answers `changed` when the list is no longer true. */
async function ask(
  house: House,
  news: readonly string[],
  entries: readonly Entry[],
  at: string | undefined,
): Promise<string> {
  const shown = JSON.stringify(house.cards());
  const lines = [...serviceTable(house.cards()), '', ...houseLines(runningHouse(house.profile)), ...news.slice(-3)];
  process.stdout.write(`\n${lines.map((line) => `  ${line}\n`).join('')}\n`);
  const stale = new AbortController();
  const look = setInterval(() => {
    if (JSON.stringify(house.cards()) !== shown) stale.abort();
  }, LOOK_MS);
  const answer = await select({
    message: 'What now?',
    options: [
      ...entries.map(({ name, label, hint }) => ({ value: name, label, hint })),
      { value: 'stop', label: 'Stop', hint: 'everything' },
    ],
    ...(at === undefined ? {} : { initialValue: at }),
    maxItems: 20,
    signal: stale.signal,
  });
  clearInterval(look);
  if (isCancel(answer)) return stale.signal.aborted ? 'changed' : 'stop';
  return answer;
}

/** Commands that look at a running house are told which. */
function houseArgument(command: readonly string[], house: House): string[] {
  return command[0] === 'doctor' ? [] : ['--house', house.profile];
}

/** Runs a root command in this terminal. */
function runCommand(command: readonly string[]): Promise<number> {
  const main = join(root, 'infra', 'local', 'src', 'main.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...command], {
    stdio: 'inherit',
    cwd: root,
  });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 130)));
}

function choicesOf(house: House): Choices {
  const card = () => runningHouse(house.profile);
  return {
    customers: () =>
      withRecords(card(), async (records) =>
        (await records.customers()).map(({ phone, name, shop, vehicles, visits }) => ({
          phone,
          about: [name, shop, vehicles.join(', '), visits.join(', ')].filter((part) => part !== '').join(' · '),
        })),
      ),
    calls: () =>
      withRecords(card(), async (records) =>
        (await records.calls(12)).map((call) => ({
          callId: call.callId,
          about: `${call.at} ${call.number ?? 'withheld'} ${call.outcome ?? call.state}`,
        })),
      ),
    stories: async () => storyTitles(),
    services: () => serviceNames,
  };
}

/** The stories by their files' first line: which they are is data, not a module. */
function storyTitles(): { name: string; title: string }[] {
  const folder = join(root, 'packages', 'scenarios', 'stories');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => ({
      name: file.slice(0, -'.yaml'.length),
      title: /^title:\s*(.+)$/m.exec(readFileSync(join(folder, file), 'utf8'))?.[1] ?? file,
    }));
}
