/** `npm run tap -- <callId>`: every message of one call as it passes over the bus. */
import { callEnded, callStarted } from '@bayline/contracts';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { ofHouse, readCommandLine } from '../command-line.ts';
import { masked } from '../masking.ts';
import { withRecords } from '../records.ts';
import { type HouseCard, runningHouse } from '../running.ts';
import { type Passing, tapCall } from '../tapping.ts';
import { Trouble } from '../trouble.ts';

const HELP = `npm run tap -- <callId> [options]

Prints every message of a call: facts, asks and their answers, until the call is over or Ctrl-C.
  <callId>       or its beginning; "next" waits for the next call, "last" takes the latest one that is live
  --show         personal data too; without it, it is masked
  --subjects     only subjects and times
  --house NAME   of this house
  --json         one JSON object a message
`;

export async function run(args: string[]): Promise<number> {
  const given = readCommandLine(
    args,
    HELP,
    { show: { type: 'boolean' }, subjects: { type: 'boolean' }, ...ofHouse },
    'words',
  );
  if (given === undefined) return 0;
  const { values, positionals } = given;
  const [wanted] = positionals;
  if (wanted === undefined) {
    process.stdout.write(HELP);
    return 2;
  }
  const house = runningHouse(values.house);
  const connection = await connect({ servers: house.natsUrl, maxReconnectAttempts: -1 });
  const callId = wanted === 'next' ? await nextCall(connection) : await liveCall(house, wanted);
  process.stderr.write(`  ${callId}\n`);
  const print = ({ atMs, kind, subject, body }: Passing): void => {
    const shown = values.subjects === true ? undefined : values.show === true ? body : masked(body);
    process.stdout.write(
      values.json === true
        ? `${JSON.stringify({ atMs, kind, subject, body: shown })}\n`
        : `${(atMs / 1_000).toFixed(3).padStart(9)}  ${kind.padEnd(7)} ${subject.padEnd(28)} ${shown === undefined ? '' : JSON.stringify(shown)}\n`,
    );
  };
  await listen(connection, callId, print);
  await connection.close();
  return 0;
}

/** Resolves when the call is over. */
function listen(connection: NatsConnection, callId: string, print: (shown: Passing) => void): Promise<void> {
  return new Promise((resolve) => {
    tapCall(connection, callId, (message) => {
      print(message);
      if (message.kind === 'tells' && message.subject === callEnded.name) resolve();
    });
  });
}

function nextCall(connection: NatsConnection): Promise<string> {
  process.stderr.write('  waiting for a call ...\n');
  const prefix = `${callStarted.name}.`;
  return new Promise((resolve) => {
    connection.subscribe(`${prefix}*`, {
      max: 1,
      callback: (_, message) => resolve(message.subject.slice(prefix.length)),
    });
  });
}

async function liveCall(house: HouseCard, wanted: string): Promise<string> {
  const live = await withRecords(house, (records) => records.calls(200, 'live'));
  const found = live.find(({ callId }) => wanted === 'last' || callId.startsWith(wanted));
  if (found !== undefined) return found.callId;
  throw new Trouble(
    'BL-1017',
    wanted === 'last' ? 'no call is live' : `no live call begins with ${wanted}`,
    'npm run calls lists them; npm run call-log -- <callId> shows one that is over; npm run tap -- next waits for the next.',
  );
}
