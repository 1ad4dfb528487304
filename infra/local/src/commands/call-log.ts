/** `npm run call-log -- <callId>`: what was said in a call, with the waterfall of every turn. */
import { ofHouse, readCommandLine } from '../command-line.ts';
import { type CallLog, type LoggedTurn, withRecords } from '../records.ts';
import { runningHouse } from '../running.ts';
import { Trouble } from '../trouble.ts';
import { type Ledger, waterfall } from '../waterfall.ts';

const HELP = `npm run call-log -- <callId> [--house NAME] [--json]

The transcript of a call, the tools it used, and the waterfall of every turn: how long each stage took of what the caller
waited. <callId> may be its beginning; "last" is the latest call.
`;

export async function run(args: string[]): Promise<number> {
  const given = readCommandLine(args, HELP, ofHouse, 'words');
  if (given === undefined) return 0;
  const { values, positionals } = given;
  const [wanted] = positionals;
  if (wanted === undefined) {
    process.stdout.write(HELP);
    return 2;
  }
  const log = await withRecords(runningHouse(values.house), (records) => records.callLog(wanted));
  if (log === undefined) {
    throw new Trouble('BL-1018', `there is no one call whose id begins with ${wanted}`, 'npm run calls lists them.');
  }
  process.stdout.write(values.json === true ? `${JSON.stringify(log)}\n` : `${render(log).join('\n')}\n`);
  return 0;
}

function render(log: CallLog): string[] {
  const measured = log.latencies?.turns ?? [];
  const longestMs = Math.max(1, ...measured.map((turn) => Number(turn.totalMs ?? 0)));
  const head = [
    `${log.callId}  ${log.shop}  ${log.at}  ${log.direction}`,
    `about ${log.intent ?? 'nothing'}, came to ${log.outcome ?? 'nothing'}, ${log.endReason ?? log.state}, ${log.seconds ?? '?'} s, model ${log.model ?? '?'}, prompt ${log.promptVersion ?? '?'}`,
  ];
  const turns = (log.transcript ?? []).flatMap((turn) => [
    '',
    ...renderTurn(turn),
    ...measured
      .filter((one) => one.turn === turn.turn)
      .flatMap((one) => waterfall(one as Ledger, longestMs).map(indent)),
  ]);
  return [...head, ...turns];
}

function renderTurn(turn: LoggedTurn): string[] {
  return [
    ...(turn.callerSaid === null ? [] : [`caller  ${turn.callerSaid}`]),
    ...(turn.tools ?? []).map(
      (tool) => `  tool  ${tool.name} ${tool.ok ? 'ok' : `no: ${tool.no}`} (${Math.round(tool.tookMs)} ms)`,
    ),
    `agent   ${turn.agentSaid}${turn.interrupted ? ' -- interrupted' : ''}`,
  ];
}

function indent(line: string): string {
  return `        ${line}`;
}
