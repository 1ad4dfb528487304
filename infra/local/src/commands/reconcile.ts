/** `npm run reconcile`: compares appointments and calendars now, repairs both directions, and says what was done. */
import { calendarReconcile } from '@bayline/contracts';
import { connect } from '@nats-io/transport-node';
import { ask } from '../asking.ts';
import { ofHouse, readCommandLine } from '../command-line.ts';
import { runningHouse } from '../running.ts';

const HELP = `npm run reconcile -- [options]

Compares every appointment to come with every event of ours in the shops' calendars. What is missing or behind is written, what
should be gone is removed, and what people did in the calendars is told to crm-tools. The same happens every night at three.
  --shop ID     one shop only
  --house NAME  of this house, when several run here
  --json        one JSON object as the last line of stdout
Asks over the NATS of NATS_URL, else over that of the house that runs here.
`;

export async function run(args: string[]): Promise<number> {
  const given = readCommandLine(args, HELP, { shop: { type: 'string' }, ...ofHouse });
  if (given === undefined) return 0;
  const { values } = given;
  const connection = await connect({ servers: process.env.NATS_URL ?? runningHouse(values.house).natsUrl });
  try {
    const report = await ask(connection, calendarReconcile, { shopId: values.shop ?? null });
    process.stdout.write(`${JSON.stringify(report, null, values.json === true ? 0 : 2)}\n`);
    return report.failed === 0 ? 0 : 1;
  } finally {
    await connection.close();
  }
}
