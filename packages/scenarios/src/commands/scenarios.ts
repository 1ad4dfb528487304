/** `npm run scenarios`: plays the stories, some at a time, and says what the world looks like after each. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { localDirectory } from '@bayline/local';
import { groupByHouse, modelMode } from '../houses.ts';
import { allStories, storyNamed } from '../library.ts';
import { playGroups, transcriptOf } from '../playing.ts';
import { figuresOf } from '../report/figures.ts';
import { pageOf } from '../report/page.ts';
import type { PlayedStory } from '../stage.ts';
import type { Story } from '../story.ts';

const HELP = `npm run scenarios -- [<story> ...] [options]

Plays all stories, or those named by name, number or a beginning of their name, each in the house it needs. Every verdict is about
the world: rows, events, jobs, words that were heard. Writes everything as a page for people and as JSON.

  --ci             only those that \`npm test\` plays with this model
  --model <mode>   plain (default), clumsy or obedient
  --houses N       houses at once                            default 1
  --calls N        calls at once in a house                  default 10
  --json           one JSON object as the last line of stdout
`;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      help: { type: 'boolean' },
      json: { type: 'boolean' },
      ci: { type: 'boolean' },
      model: { type: 'string', default: 'plain' },
      houses: { type: 'string', default: '1' },
      calls: { type: 'string', default: '10' },
    },
  });
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  const model = modelMode(values.model);
  const named = positionals.length === 0 ? allStories() : positionals.flatMap(storiesNamed);
  const stories = values.ci === true ? named.filter(({ ci }) => ci.some((mode) => mode === model)) : named;
  const played = await playGroups(groupByHouse(stories, model), {
    profile: 'scenarios',
    houses: Number(values.houses),
    calls: Number(values.calls),
    quiet: false,
    onPlayed: noteResult,
  });
  const figures = figuresOf(played);
  process.stderr.write(`  ${writeReport(played, model)}\n`);
  process.stdout.write(`${JSON.stringify(figures, null, values.json === true ? 0 : 2)}\n`);
  return figures.failed.length === 0 ? 0 : 1;
}

function storiesNamed(name: string): Story[] {
  const begun = /^\d+$/.test(name) ? [] : allStories().filter((story) => story.name.startsWith(name));
  return begun.length > 0 ? begun : [storyNamed(name)];
}

function noteResult(result: PlayedStory): void {
  const { story, verdict, tookMs } = result;
  const outcome = verdict.passed ? 'ok  ' : 'FAIL';
  process.stderr.write(
    `  ${outcome} ${story.name} (${Math.round(tookMs / 1_000)} s, longest wait ${verdict.deadAirMs} ms)\n`,
  );
  if (verdict.passed) return;
  const failures = verdict.failures.map((failure) => `       - ${failure}`).join('\n');
  process.stderr.write(`${failures}\n${transcriptOf(result)}\n\n`);
}

/** Writes the page and the JSON, and gives the page's path. */
function writeReport(played: readonly PlayedStory[], model: string): string {
  const folder = join(localDirectory, 'scenarios');
  mkdirSync(folder, { recursive: true });
  const page = join(folder, `${model}.html`);
  writeFileSync(page, pageOf(figuresOf(played), played, `Stories, ${model} model`));
  writeFileSync(join(folder, `${model}.json`), `${JSON.stringify({ ...figuresOf(played), played }, null, 1)}\n`);
  return page;
}
