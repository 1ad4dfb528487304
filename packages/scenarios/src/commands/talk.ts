/** `npm run talk`: type to the receptionist and read its answers, with the time of each stage, its tools and what they gave. */
import { createInterface } from 'node:readline';
import { createProgress, ofHouse, readCommandLine, useHouse } from '@bayline/local';
import { connect } from '@nats-io/transport-node';
import { Talk } from '../talking.ts';
import { openTextPhone } from '../text-call.ts';

const HELP = `npm run talk [-- options]

Type to the receptionist. It is the whole house but for the telephone and the voice: every tool, every row is real. Uses the
house that runs (npm run dev), else starts one of its own.

  --as WHO       who calls: a persona (nora-bennett) or a number; "withheld" shows none   default nora-bennett
  --to NUMBER    the shop that is called                                                  default +12155550100
  --say WORDS    says this instead of asking you; may be repeated, commands too
  --house NAME   uses this house
  --json         one JSON object at the end: { callId, outcome, turns, firstAnswerMs, story }

While you talk:
  /interrupt WORDS   speaks while the agent is still being heard
  /dtmf 9            presses a key
  /silence           says nothing and waits
  /as +1555...       hangs up and calls again as somebody else
  /hangup            ends the call; so does Ctrl-D

What was said is kept as a story in .local/stories: npm run call -- <file> plays it again.
`;

/** About how fast people hear: what is typed sooner than this interrupts. */
const HEARS_WORD_MS = 40;

export async function run(args: string[]): Promise<number> {
  const given = readCommandLine(args, HELP, {
    as: { type: 'string', default: 'nora-bennett' },
    to: { type: 'string', default: '+12155550100' },
    say: { type: 'string', multiple: true },
    ...ofHouse,
  });
  if (given === undefined) return 0;
  const { values } = given;
  const house = await useHouse(values.house, 'talk', createProgress(values.json === true));
  const { natsUrl, clockOffsetMs, databaseUrl } = house.card();
  const out = (line: string): void => void (values.json === true ? process.stderr : process.stdout).write(`${line}\n`);
  const phone = await openTextPhone(natsUrl, {
    clockOffsetMs,
    hearsWordMs: HEARS_WORD_MS,
    onLine: ({ text }) => out(`agent   ${text}`),
  });
  const watcher = await connect({ servers: natsUrl });
  let talk = await Talk.begin(phone, watcher, { from: values.as, to: values.to }, out);
  const results = [];
  for await (const line of values.say ?? typed(out, values.json !== true)) {
    // Who types sees what they type.
    if (values.say !== undefined || !process.stdin.isTTY) out(`caller  ${line}`);
    const again = /^\/as (\S+)/.exec(line)?.[1];
    if (again !== undefined) {
      results.push(await talk.end(databaseUrl));
      talk = await Talk.begin(phone, watcher, { from: again, to: values.to }, out);
      continue;
    }
    if (!(await talk.hear(line))) break;
  }
  results.push(await talk.end(databaseUrl));
  await watcher.close();
  await phone.close();
  await house.stop();
  const last = results.at(-1);
  for (const { story } of results) out(`\nkept as a story: npm run call -- ${story}`);
  if (values.json === true) process.stdout.write(`${JSON.stringify(last)}\n`);
  return 0;
}

/** Lines from the terminal or a pipe. */
async function* typed(out: (line: string) => void, prompts: boolean): AsyncGenerator<string> {
  const reader = createInterface({ input: process.stdin, terminal: false });
  if (prompts && process.stdin.isTTY)
    out('(type what the caller says; /hangup ends, npm run talk -- --help tells more)');
  for await (const line of reader) if (line.trim() !== '') yield line.trim();
}
