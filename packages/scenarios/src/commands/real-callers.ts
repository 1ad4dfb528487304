/** `npm run real-callers -- --dir <folder> --json`: recorded customers call the house; what stands in the database is scored. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createProgress, type House, startHouse } from '@bayline/local';
import { openPhone, type Phone } from '../phone.ts';
import { customerTurns, type Recorded, readRecorded } from '../real-callers/conversations.ts';
import { Customer } from '../real-callers/customer.ts';
import { type Conversation, type Numbers, playInWriting, playOverPhone } from '../real-callers/playing.ts';
import { type Marks, mark, measures, median, type PlayedDialog, scoreOf } from '../real-callers/scoring.ts';
import { openShopCopies, type ShopCopies } from '../real-callers/shop-copies.ts';
import { openTextPhone, type TextPhone } from '../text-call.ts';

const HELP = `npm run real-callers -- --dir <folder> [options]

Plays each recorded conversation of a folder (dialogs.jsonl with gold.jsonl, as its README describes them): the customer's own
words go in as text, through the dialogue and its tools over the bus; what then stands in the database is scored.

  --dir <folder>    where the conversations lie
  --limit N         only the first N of them
  --only <text>     only those whose id contains it
  --audio N         the first N of them over the telephone instead
  --at-once N       so many calls at a time                           default 6
  --transcripts F   writes what was said in each call to a file
  --json            one JSON object as the last line of stdout, progress on stderr
`;

/** Monday, 08:05 in the shop; no holiday is near. */
const NOW = '2026-10-12T08:05:00-04:00';
const TODAY = NOW.slice(0, 10);
const SHOP = '+12155550100';

export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      help: { type: 'boolean' },
      json: { type: 'boolean' },
      dir: { type: 'string', default: '../shared/data/real-callers' },
      limit: { type: 'string' },
      only: { type: 'string', default: '' },
      audio: { type: 'string', default: '0' },
      'at-once': { type: 'string', default: '6' },
      transcripts: { type: 'string' },
    },
  });
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  const all = readRecorded(values.dir);
  if (all === null) {
    process.stdout.write(
      values.json === true ? '{"skipped":"no shared data"}\n' : `skipped: no shared data (${values.dir})\n`,
    );
    return 0;
  }
  const recorded = all.filter(({ id }) => id.includes(values.only)).slice(0, Number(values.limit ?? all.length));
  const played = await playAll(recorded, {
    audio: Number(values.audio),
    atOnce: Number(values['at-once']),
    quiet: values.json === true,
  });
  if (values.transcripts !== undefined) writeFileSync(values.transcripts, played.map(transcriptOf).join('\n\n'));
  const result = resultOf(played);
  process.stderr.write(`\n${tableOf(played, result)}\n\n`);
  process.stdout.write(`${JSON.stringify(result, null, values.json === true ? 0 : 2)}\n`);
  return 0;
}

interface Played extends PlayedDialog {
  readonly recorded: Recorded;
  readonly marks: Marks;
  readonly lines: Conversation['lines'];
}

interface PlayOptions {
  readonly audio: number;
  readonly atOnce: number;
  readonly quiet: boolean;
}

interface Stage {
  readonly copies: ShopCopies;
  readonly written: TextPhone;
  readonly spoken: Phone;
  readonly house: House;
}

async function playAll(recorded: readonly Recorded[], options: PlayOptions): Promise<Played[]> {
  const house = await startHouse({
    profile: 'real-callers',
    progress: createProgress(options.quiet),
    now: NOW,
    // For each of the callers it is five past eight, however long it takes to play them all.
    environment: { BAYLINE_CLOCK_RATE: '0.001', BAYLINE_CLOCK_START_MS: String(Date.now()) },
    simulatorEnvironment: options.audio > 0 ? {} : AT_ONCE,
  });
  const stage: Stage = {
    house,
    copies: openShopCopies(house.databaseUrl, SHOP),
    written: await openTextPhone(house.servers.nats.url, { clockOffsetMs: house.clockOffsetMs }),
    spoken: await openPhone(house.simulators.environment.TWILIO_API_BASE_URL ?? ''),
  };
  const played: Played[] = [];
  const waiting = recorded.map((one, index) => ({ one, numbers: numbersOf(index), aloud: index < options.audio }));
  for (const { numbers } of waiting) await stage.copies.add(numbers.to);
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      played.push(await playOne(stage, next.one, next.numbers, next.aloud));
      process.stderr.write(`\r  ${played.length} of ${recorded.length} conversations`);
    }
  };
  await Promise.all(Array.from({ length: options.atOnce }, worker));
  stage.spoken.close();
  await stage.written.close();
  await stage.copies.close();
  await house.stop();
  return recorded.flatMap(({ id }) => played.filter((one) => one.id === id));
}

/** In writing nobody waits for a voice, so nobody needs to wait for the providers either. */
const AT_ONCE = {
  SIMULATE_OPENAI__HEADERS_MS: '5',
  SIMULATE_OPENAI__FIRST_TOKEN_MS: '10',
  SIMULATE_OPENAI__TOKENS_PER_SECOND: '5000',
  SIMULATE_GOOGLE__LATENCY: '20',
};

/** Who calls, and the shop of their own that they call. */
function numbersOf(index: number): Numbers {
  const four = String(index).padStart(4, '0');
  return { from: `+1267555${four}`, to: `+1215556${four}` };
}

async function playOne(stage: Stage, recorded: Recorded, numbers: Numbers, aloud: boolean): Promise<Played> {
  if (aloud) await registerNumber(stage.house, numbers.to);
  const customer = new Customer(recorded, TODAY);
  const conversation = await (aloud
    ? playOverPhone(customer, stage.spoken, numbers)
    : playInWriting(customer, stage.written, numbers)
  ).catch((error: unknown): Conversation => {
    // A call that could not be had is a customer without an appointment, and is counted as one.
    process.stderr.write(`\n  ${recorded.id}: ${String(error)}\n`);
    return { callId: '', lines: [], turns: 0 };
  });
  const { callId, turns, lines } = conversation;
  const dialog = { id: recorded.id, appointment: await stage.copies.standing(callId), turns };
  return { ...dialog, recorded, lines, marks: mark(recorded, dialog, TODAY) };
}

/** Tells the simulated phone network where the copy's number leads. */
async function registerNumber(house: House, number: string): Promise<void> {
  await fetch(`${house.simulators.environment.TWILIO_API_BASE_URL}/lab/numbers`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      [number]: { voiceUrl: `${house.publicUrl}/twilio/voice`, statusCallback: `${house.publicUrl}/twilio/status` },
    }),
  });
}

type Result = ReturnType<typeof resultOf>;

function resultOf(played: readonly Played[]) {
  const marks = played.map((one) => one.marks);
  const [booked, name, phone, vehicle, service, when] = measures.map((measure) => scoreOf(measure, marks));
  return {
    dialogs: played.length,
    ...{ booked, name, phone, vehicle, service, when },
    turnsMedian: median(played.map(({ turns }) => turns)),
    humanTurnsMedian: median(played.map(({ recorded }) => customerTurns(recorded))),
    perDialog: played.map(({ id, appointment, turns }) => ({ id, appointment, turns })),
  };
}

function tableOf(played: readonly Played[], result: Result): string {
  const wrong = played.flatMap(({ id, marks, turns }) => {
    const missed = measures.filter((measure) => marks[measure] === false);
    return missed.length === 0
      ? []
      : [`  ${id.slice(0, 12)}  ${String(turns).padStart(3)} turns  ${missed.join(', ')}`];
  });
  const scores = measures.map((measure) => {
    const { correct = 0, scored = 0 } = result[measure] ?? {};
    const share = scored === 0 ? '' : `${((100 * correct) / scored).toFixed(1)} %`;
    return `  ${measure.padEnd(8)} ${String(correct).padStart(3)} of ${String(scored).padStart(3)}  ${share.padStart(7)}`;
  });
  const turns = `  turns    ${result.turnsMedian} (median); people needed ${result.humanTurnsMedian}`;
  return [...(wrong.length > 0 ? ['  not right:', ...wrong, ''] : []), ...scores, turns].join('\n');
}

function transcriptOf({ id, recorded, lines, appointment, marks }: Played): string {
  const missed = measures.filter((measure) => marks[measure] === false).join(', ');
  const { name, phone, vehicle, service, when } = recorded.gold;
  return [
    `=== ${id} ${missed === '' ? 'ok' : `NOT RIGHT: ${missed}`}`,
    `meant  ${JSON.stringify({ name, phone, vehicle, service, when })}`,
    `stands ${JSON.stringify(appointment)}`,
    ...lines.map(({ who, text }) => `  ${who.padEnd(7)} ${text}`),
  ].join('\n');
}
