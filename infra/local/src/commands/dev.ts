/** `npm run dev`: everything, with its data kept between starts, services reloaded when their sources change, and a menu. */
import { houseLines, serviceTable } from '../board.ts';
import { readCommandLine } from '../command-line.ts';
import { type House, startHouse } from '../house.ts';
import { runMenu } from '../menu-loop.ts';
import { readOwnEnvironment } from '../own-keys.ts';
import { root } from '../paths.ts';
import { createProgress } from '../progress.ts';
import { reloadOnChange } from '../reloading.ts';
import { runningHouse } from '../running.ts';
import { withoutLostCalendar } from '../setup/lost-calendar.ts';
import { supervise } from '../supervisor.ts';
import { openToTheWorld } from '../tunnel/public-address.ts';

const HELP = `npm run dev [-- options]

Starts NATS, Redis, PostgreSQL, the simulators of providers without a key in .env, and all services, until Ctrl-C. Data is
kept in .local/dev. A service is started anew when its sources change (packages that services share start all of them anew)
or when it ends by itself. In a terminal there is a menu; every entry is also a command of its own.

  --no-reload      leave services alone when their sources change
  --no-menu        only the list of services
  --profile NAME   another house beside the first, with its own data (default: dev)
  --port N         the gateway's port (default: a free one; with a real Twilio key 8080)
  --no-tunnel      with a real Twilio key: start no ngrok and leave the number's webhooks alone
  --json           one JSON object when everything is ready: where it all is
  BAYLINE_NOW=2026-11-23T15:05:00Z npm run dev    takes this for the time when it starts
`;

const USUAL_PORT = 8080;

export async function run(args: string[]): Promise<number> {
  const given = readCommandLine(args, HELP, {
    'no-reload': { type: 'boolean' },
    'no-menu': { type: 'boolean' },
    'no-tunnel': { type: 'boolean' },
    profile: { type: 'string', default: 'dev' },
    port: { type: 'string' },
  });
  if (given === undefined) return 0;
  const { values } = given;
  const progress = createProgress();
  const own = await withoutLostCalendar(readOwnEnvironment(), progress);
  const realPhone = own.TWILIO_AUTH_TOKEN !== undefined;
  const port = values.port === undefined ? (realPhone ? USUAL_PORT : undefined) : Number(values.port);
  const address =
    realPhone && values['no-tunnel'] !== true ? await openToTheWorld(own, port ?? USUAL_PORT, progress) : undefined;
  const now = process.env.BAYLINE_NOW;
  const house = await startHouse({
    ...{ profile: values.profile, keep: true, progress, own },
    ...(port === undefined ? {} : { port }),
    ...(address === undefined ? {} : { publicUrl: address.url, shopNumber: address.number }),
    ...(now === undefined ? {} : { now }),
    onStop: address === undefined ? [] : [() => address.restore()],
  });
  const menuWanted = values['no-menu'] !== true && values.json !== true && process.stdin.isTTY && process.stdout.isTTY;
  const news: string[] = [];
  const supervisor = supervise(house, (line) => {
    news.push(line);
    if (!menuWanted) process.stderr.write(`  ${line}\n`);
  });
  if (values['no-reload'] !== true) reloadOnChange(root, (services) => void supervisor.renew(services));
  if (values.json === true) process.stdout.write(`${JSON.stringify(runningHouse(house.profile))}\n`);
  else if (!menuWanted) show(house);
  if (!menuWanted) return new Promise(() => {});
  await runMenu(house, news);
  supervisor.release();
  return 0;
}

function show(house: House): void {
  const lines = ['', ...serviceTable(house.cards()), '', ...houseLines(runningHouse(house.profile)), ''];
  process.stdout.write(lines.map((line) => `  ${line}\n`).join(''));
  process.stdout.write(
    '  In another terminal: npm run talk, npm run call-in, npm run calls ...      Stop with Ctrl-C\n\n',
  );
}
