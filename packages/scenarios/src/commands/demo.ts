/** `npm run demo`: starts everything on a bare machine, answers one simulated call, and shows that it was really booked. */
import { parseArgs } from 'node:util';
import { createProgress, startHouse } from '@bayline/local';
import { HOUSE_NOW } from '../houses.ts';
import { storyNamed } from '../library.ts';
import { heardText } from '../record.ts';
import { openStage, playStory } from '../stage.ts';
import { formatLine } from '../transcript.ts';

const HELP = `npm run demo [-- --json]

Starts NATS, Redis, PostgreSQL, the simulated providers and all services, lets a customer book an oil change by voice, and
shows the row, the calendar event and the words that were heard.
  --json    one JSON object as the last line of stdout, progress on stderr
`;

export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { help: { type: 'boolean' }, json: { type: 'boolean' } } });
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  const say = (line: string): void => {
    (values.json === true ? process.stderr : process.stdout).write(`${line}\n`);
  };
  const startedAt = performance.now();
  const house = await startHouse({ profile: 'demo', progress: createProgress(), now: HOUSE_NOW });
  const stage = await openStage(house);
  const setupMs = Math.round(performance.now() - startedAt);
  const story = storyNamed('1');
  say(`\n${story.title}: ${Object.values(story.callers)[0]?.from} calls +12155550100\n`);
  const played = await playStory(stage, story, (caller, line) => say(formatLine(line, caller)));
  const [record] = played.records;
  const [appointment] = played.verdict.appointments;
  const [event] = appointment === undefined ? [] : await stage.world.eventsOf(appointment.id);
  const heard = record === undefined ? '' : heardText(record);
  const agreed = played.verdict.passed && appointment !== undefined && event !== undefined;
  say('');
  say(
    `row       ${appointment === undefined ? 'none' : `${appointment.services.join(', ')} for ${appointment.customer}, ${appointment.vehicle}, ${appointment.localStart}`}`,
  );
  say(`event     ${event === undefined ? 'none' : `${event.start} in ${event.calendarId}`}`);
  say(
    agreed
      ? 'The row, the event and what the caller heard agree.'
      : `NOT as it should be:\n  - ${played.verdict.failures.join('\n  - ')}`,
  );
  await stage.close();
  await house.stop();
  if (values.json === true) {
    const result = {
      call: record?.callSid,
      heard: heard.split(' '),
      appointment: appointment ?? null,
      calendarEvent: event ?? null,
      turns: record?.lines.filter((line) => line.who === 'caller').length ?? 0,
      setupMs,
      callMs: Math.round(record?.endedMs ?? 0),
      failures: played.verdict.failures,
    };
    process.stdout.write(`${JSON.stringify(result)}\n`);
  }
  return agreed ? 0 : 1;
}
