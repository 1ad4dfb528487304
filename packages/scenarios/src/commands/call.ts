/** `npm run call -- <story>`: places a simulated call, shows it live, and gives a verdict. */
import { parseArgs } from 'node:util';
import { createProgress, startSimulators } from '@bayline/local';
import { type ModelMode, modelMode, startStoryHouse } from '../houses.ts';
import { allStories, storyNamed } from '../library.ts';
import { numberOf } from '../personas.ts';
import { openPhone } from '../phone.ts';
import { playCaller } from '../play.ts';
import { openStage, playStory } from '../stage.ts';
import type { Story } from '../story.ts';
import { formatLine } from '../transcript.ts';

const HELP = `npm run call -- <story> [options]

Starts a house, places the call of a story, shows the conversation live and gives a verdict about the world.

  <story>            a name, a number or a YAML file; without one, the stories are listed
  --webhook <url>    call this voice webhook instead: any Media Streams application (no verdict about the world)
  --token <token>    the Twilio auth token that application checks signatures with
  --model <mode>     plain (default), clumsy or obedient
  --json             one JSON object as the last line of stdout
`;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      help: { type: 'boolean' },
      json: { type: 'boolean' },
      webhook: { type: 'string' },
      token: { type: 'string' },
      model: { type: 'string', default: 'plain' },
    },
  });
  const [name] = positionals;
  if (values.help === true || name === undefined) {
    process.stdout.write(values.help === true ? HELP : `${listing()}\n`);
    return 0;
  }
  const story = storyNamed(name);
  if (values.webhook !== undefined) return callForeign(story, values.webhook, values.token, values.json === true);
  return callHouse(story, modelMode(values.model), values.json === true);
}

function listing(): string {
  return allStories()
    .map((story) => `${story.name.padEnd(36)} ${story.title}`)
    .join('\n');
}

async function callHouse(story: Story, model: ModelMode, json: boolean): Promise<number> {
  const house = await startStoryHouse(story, { profile: 'call', progress: createProgress(json), model });
  const stage = await openStage(house, [story]);
  process.stderr.write(`\n${story.title}\n\n`);
  const played = await playStory(stage, story, (caller, line) => {
    if (!json) process.stdout.write(`${formatLine(line, caller)}\n`);
  });
  const { verdict } = played;
  await stage.close();
  await house.stop();
  if (json) {
    process.stdout.write(`${JSON.stringify({ story: story.name, ...verdict, calls: played.records })}\n`);
  } else {
    const failures = verdict.failures.map((failure) => `  - ${failure}`).join('\n');
    process.stdout.write(verdict.passed ? '\npassed\n' : `\nFAILED\n${failures}\n`);
  }
  return verdict.passed ? 0 : 1;
}

/** Calls somebody else's application: only what is heard can be judged. */
async function callForeign(story: Story, webhook: string, token: string | undefined, json: boolean): Promise<number> {
  const simulators = await startSimulators('.local/call/simulators.log', {
    SIMULATORS_ONLY: 'twilio',
    ...(token === undefined ? {} : { SIMULATE_TWILIO__AUTH_TOKEN: token }),
  });
  const phone = await openPhone(simulators.environment.TWILIO_API_BASE_URL ?? '');
  const records = await Promise.all(
    Object.entries(story.callers).map(([name, caller]) =>
      playCaller(caller, {
        phone,
        name,
        from: numberOf(caller.from),
        webhook,
        withinSeconds: story.withinSeconds,
        onLine: (line) => {
          if (!json) process.stdout.write(`${formatLine(line, name)}\n`);
        },
      }),
    ),
  );
  phone.close();
  await simulators.stop();
  if (json) process.stdout.write(`${JSON.stringify({ story: story.name, webhook, calls: records })}\n`);
  return records.every((record) => record.words.length > 0) ? 0 : 1;
}
