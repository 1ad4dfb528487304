/** `npm run calls`: the latest calls of a running house, live ones first. */
import { columns } from '../board.ts';
import { ofHouse, readCommandLine } from '../command-line.ts';
import { type CallSummary, withRecords } from '../records.ts';
import { runningHouse } from '../running.ts';

const HELP = `npm run calls [-- --live] [--last N] [--show] [--house NAME] [--json]

The latest calls: when, who, how long, what it was about and what came of it.
  --live     only calls that are not over
  --last N   so many (default 20)
  --show     whole telephone numbers; without it, only their last four digits
`;

export async function run(args: string[]): Promise<number> {
  const given = readCommandLine(args, HELP, {
    live: { type: 'boolean' },
    show: { type: 'boolean' },
    last: { type: 'string', default: '20' },
    ...ofHouse,
  });
  if (given === undefined) return 0;
  const { values } = given;
  const found = await withRecords(runningHouse(values.house), (records) =>
    records.calls(Number(values.last), values.live === true ? 'live' : 'all'),
  );
  const calls = values.show === true ? found : found.map((call) => ({ ...call, number: hidden(call.number) }));
  process.stdout.write(values.json === true ? `${JSON.stringify({ calls })}\n` : `${render(calls).join('\n')}\n`);
  return 0;
}

function hidden(number: string | null): string | null {
  return number === null ? null : `…${number.slice(-4)}`;
}

function render(calls: readonly CallSummary[]): string[] {
  if (calls.length === 0) return ['No calls yet: npm run talk, npm run call-in'];
  return columns([
    ['call', 'at', 'from', 'shop', 'state', 'seconds', 'turns', 'about', 'came to', 'ended'],
    ...calls.map((call) => [
      call.callId,
      call.at,
      call.number ?? 'withheld',
      call.shop,
      call.state,
      String(call.seconds ?? ''),
      String(call.turns),
      call.intent ?? '',
      call.outcome ?? '',
      call.endReason ?? '',
    ]),
  ]);
}
