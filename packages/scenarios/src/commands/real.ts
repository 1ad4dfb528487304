/** `npm run real -- --stories N`: the same stories against the real providers whose keys are in .env. */
import { parseArgs } from 'node:util';
import { createProgress, type ProviderName, readOwnEnvironment, realProviders, startHouse } from '@bayline/local';
import { percentiles } from '../benches/figures.ts';
import { accuracyOf, costOf, type Usage, usageOf } from '../cost.ts';
import { HOUSE_NOW } from '../houses.ts';
import { allStories } from '../library.ts';
import { openStage, type PlayedStory, playStory } from '../stage.ts';

const HELP = `npm run real -- [--stories N] [--json]

Plays the first N stories (default 3) with every provider real whose key is in .env. Prints verdicts, latencies, how much of the
callers' words was recognised, what the calls would cost at list prices, and what was skipped. The telephone
network stays simulated: the caller's voice comes from the laboratory. With a real recogniser the simulated voice is not
understood, so Deepgram stays simulated as well until stories are recorded by people.
`;

/** The laboratory's voice is understood by the laboratory's recogniser only. */
const ALWAYS_SIMULATED: readonly ProviderName[] = ['twilio', 'deepgram'];

export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { help: { type: 'boolean' }, json: { type: 'boolean' }, stories: { type: 'string', default: '3' } },
  });
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  const own = readOwnEnvironment();
  const real = realProviders(own).filter((name) => !ALWAYS_SIMULATED.includes(name));
  const skipped = (['openai', 'google', 'nhtsa'] as const).filter((name) => !real.includes(name));
  const say = (line: string): void => void process.stderr.write(`  ${line}\n`);
  say(
    `real: ${real.join(', ') || 'none'}; without a key in .env: ${skipped.join(', ') || 'none'}; always simulated: ${ALWAYS_SIMULATED.join(', ')}`,
  );
  if (real.length === 0) {
    say('No key is set, so there is nothing real to play against. Copy .env.example to .env and fill one in.');
    if (values.json === true) process.stdout.write(`${JSON.stringify({ stories: 0, passed: 0, skipped })}\n`);
    return 0;
  }
  const house = await startHouse({
    profile: 'real',
    now: HOUSE_NOW,
    progress: createProgress(values.json === true),
    own,
    simulateAlways: ALWAYS_SIMULATED,
  });
  const stage = await openStage(house);
  const stories = allStories()
    .filter((story) => story.needs === 'one')
    .slice(0, Number(values.stories));
  const played: PlayedStory[] = [];
  for (const story of stories) {
    const result = await playStory(stage, story);
    played.push(result);
    const { passed, failures } = result.verdict;
    say(`${passed ? 'ok  ' : 'FAIL'} ${story.name}${failures.map((failure) => `\n         - ${failure}`).join('')}`);
  }
  const totalMs = percentiles(stage.tap.measured.map((turn) => turn.totalMs));
  await stage.close();
  await house.stop();
  const passed = played.filter(({ verdict }) => verdict.passed).length;
  const summary = {
    stories: played.length,
    passed,
    real,
    skipped: [...skipped, ...ALWAYS_SIMULATED],
    totalMs,
    recognition: recognitionOf(played),
    costDollars: costOf(played.flatMap(usagesOf)),
    failed: played
      .filter(({ verdict }) => !verdict.passed)
      .map(({ story, verdict }) => ({ name: story.name, failures: verdict.failures })),
  };
  process.stdout.write(`${JSON.stringify(summary, null, values.json === true ? 0 : 2)}\n`);
  return passed === played.length ? 0 : 1;
}

/** Share of the callers' words that dialogue was given, over all calls. */
function recognitionOf(played: readonly PlayedStory[]): number {
  const said = played.flatMap(({ records }) =>
    records.flatMap(({ lines }) => lines.filter(({ who }) => who === 'caller')),
  );
  const heard = played.flatMap(({ taken }) => taken.map(({ callerSaid }) => callerSaid ?? ''));
  return Math.round(accuracyOf(said.map(({ text }) => text).join(' '), heard.join(' ')) * 1_000) / 1_000;
}

/** What each call of a story used, whichever provider was real: what it would cost with all of them. */
function usagesOf({ records, taken }: PlayedStory): Usage[] {
  return records.map(({ callSid, endedMs }) =>
    usageOf(
      taken.filter(({ callId }) => callId === callSid),
      (endedMs ?? 0) / 60_000,
    ),
  );
}
