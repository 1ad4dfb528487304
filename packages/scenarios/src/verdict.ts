/** The verdict on a played story: what the world should look like, and what it looks like. Not about log lines. */
import { until } from '@bayline/local';
import type { Expectation } from './expectation.ts';
import { type CallRecord, heardText, waits } from './record.ts';
import type { Story } from './story.ts';
import type { AppointmentRow, World } from './world.ts';

export interface Verdict {
  readonly passed: boolean;
  /** Everything that is not as it should be. */
  readonly failures: readonly string[];
  readonly appointments: readonly AppointmentRow[];
  /** Whether the appointments are as the story wants them; null when it says nothing of them. */
  readonly asWished: boolean | null;
  /** Longest wait of any caller for the first word of an answer, in milliseconds. */
  readonly deadAirMs: number;
}

/** How long the world may take to follow: events and logs come after the call. */
const SETTLES_WITHIN_MS = 12_000;
/** An event that Google refused is written at the next attempt. */
const CALENDAR_FOLLOWS_WITHIN_MS = 60_000;

export async function judge(story: Story, records: readonly CallRecord[], world: World): Promise<Verdict> {
  const { expect } = story;
  const failures: string[] = [];
  const check: Check = async (what, holds, withinMs = SETTLES_WITHIN_MS) => {
    const held = await until(what, holds, { withinMs, everyMs: 100 }).catch(() => false);
    if (held === false) failures.push(what);
  };

  for (const record of records) {
    const who = records.length > 1 ? `${record.caller}: ` : '';
    failures.push(...heardAsExpected(expect, record).map((failure) => who + failure));
    failures.push(
      ...record.problems.filter((problem) => !isHarmless(problem, expect)).map((problem) => `${who}${problem}`),
    );
    if (expect.endedBy !== undefined && record.endedBy !== expect.endedBy)
      failures.push(`${who}ended by ${record.endedBy}, not by ${expect.endedBy}`);
    if (expect.dialled !== undefined && !record.dialled.includes(expect.dialled))
      failures.push(`${who}${expect.dialled} was not rung`);
    if (expect.interrupted !== undefined && record.clears > 0 !== expect.interrupted)
      failures.push(`${who}the agent was${expect.interrupted ? ' not' : ''} cut off`);
    if (expect.outcome !== undefined) {
      await check(
        `${who}the call log's outcome is ${expect.outcome}`,
        async () => (await world.callLog(record.callSid))?.outcome === expect.outcome,
      );
    }
    if (expect.heardIsKept)
      await check(`${who}the call log keeps what was heard`, () => keepsWhatWasHeard(record, world));
    for (const task of expect.tasks ?? []) {
      await check(`${who}a task like /${task}/`, async () =>
        (await world.tasksOfCall(record.callSid)).some((text) => new RegExp(task, 'i').test(text)),
      );
    }
    await check(`${who}no hold is left`, async () =>
      (await world.appointmentsOfCall(record.callSid)).every((row) => row.status !== 'held'),
    );
  }
  const rows = (await Promise.all(records.map((record) => world.appointmentsOfCall(record.callSid)))).flat();
  const failuresBefore = failures.length;
  await judgeAppointments(story, records, world, check, failures);
  const asWished = expect.appointments === undefined ? null : failures.length === failuresBefore;
  if (expect.winners !== undefined) {
    const winners = new Set(rows.filter((row) => row.status === 'booked').map((row) => row.callId)).size;
    if (winners !== expect.winners) failures.push(`${winners} callers have an appointment, not ${expect.winners}`);
  }
  await check('no two appointments overlap in a bay', async () => (await world.overlaps()) === 0);
  const deadAirMs = Math.round(Math.max(0, ...records.flatMap((record) => waits(record))));
  if (expect.deadAirMs !== undefined && deadAirMs > expect.deadAirMs)
    failures.push(`the caller waited ${deadAirMs} ms in silence`);
  return { passed: failures.length === 0, failures, appointments: rows, asWished, deadAirMs };
}

function heardAsExpected(expect: Expectation, record: CallRecord): string[] {
  const heard = `${heardText(record)} ${record.spokenByNetwork.join(' ')}`;
  const has = (pattern: string): boolean => new RegExp(pattern, 'i').test(heard);
  const own = expect.each[record.caller] ?? { heard: [], notHeard: [] };
  return [
    ...[...expect.heard, ...own.heard].filter((pattern) => !has(pattern)).map((pattern) => `never heard /${pattern}/`),
    ...[...expect.notHeard, ...own.notHeard].filter(has).map((pattern) => `heard /${pattern}/`),
  ];
}

/** What Twilio only warns of, or what the story is about. */
function isHarmless(problem: string, { problems }: Expectation): boolean {
  return /^(31921|31931|31950):/.test(problem) || problems.some((pattern) => new RegExp(pattern, 'i').test(problem));
}

type Check = (what: string, holds: () => Promise<boolean> | boolean, withinMs?: number) => Promise<void>;

async function judgeAppointments(
  story: Story,
  records: readonly CallRecord[],
  world: World,
  check: Check,
  failures: string[],
): Promise<void> {
  const { appointments } = story.expect;
  if (appointments === undefined) return;
  if (appointments === 'none') {
    for (const record of records) {
      const rows = await world.appointmentsOfCall(record.callSid);
      if (rows.some((row) => row.status !== 'held')) failures.push(`${record.caller} changed an appointment`);
    }
    return;
  }
  for (const record of records) {
    const own = appointments.filter(({ of }) => (of ?? records[0]?.caller) === record.caller).length;
    const rows = (await world.appointmentsOfCall(record.callSid)).filter((row) => row.status !== 'held');
    if (rows.length > own) failures.push(`${record.caller} has ${rows.length} appointments of this call, not ${own}`);
  }
  for (const wanted of appointments) {
    const record = records.find((candidate) => wanted.of === undefined || candidate.caller === wanted.of);
    if (record === undefined) {
      failures.push(`there is no caller ${wanted.of}`);
      continue;
    }
    const rows = (await world.appointmentsOfCall(record.callSid)).filter((row) => row.status !== 'held');
    const matching = rows.filter((row) => matches(row, wanted));
    if (matching.length !== 1) {
      failures.push(`${matching.length} appointments are ${describe(wanted)}; the call has ${JSON.stringify(rows)}`);
      continue;
    }
    const [row] = matching;
    if (row === undefined) continue;
    if (wanted.calendar) {
      const events = row.status === 'booked' ? 1 : 0;
      await check(
        `the calendar holds ${events} event for ${row.id}`,
        async () => (await world.eventsOf(row.id)).length === events,
        CALENDAR_FOLLOWS_WITHIN_MS,
      );
    }
    if (wanted.reminder !== undefined) {
      await check(
        `a reminder ${wanted.reminder ? 'stands' : 'does not stand'} for ${row.id}`,
        async () => ((await world.reminderDue(row.id)) !== null) === wanted.reminder,
      );
    }
  }
}

type Wanted = Exclude<Expectation['appointments'], 'none' | undefined>[number];

function matches(row: AppointmentRow, wanted: Wanted): boolean {
  return (
    row.status === wanted.status &&
    (wanted.service === undefined || row.services.includes(wanted.service)) &&
    (wanted.start === undefined || new RegExp(wanted.start).test(row.localStart)) &&
    (wanted.vehicle === undefined || new RegExp(wanted.vehicle, 'i').test(row.vehicle)) &&
    (wanted.name === undefined || new RegExp(wanted.name, 'i').test(row.customer)) &&
    (wanted.phone === undefined || wanted.phone === row.phone)
  );
}

function describe(wanted: Wanted): string {
  return [wanted.status, wanted.service, wanted.start, wanted.vehicle, wanted.name, wanted.phone]
    .filter((part) => part !== undefined)
    .join(', ');
}

/** Every cut-off answer in the log is a beginning of what the caller heard, give or take a word that was cut in the middle. */
async function keepsWhatWasHeard(record: CallRecord, world: World): Promise<boolean> {
  const log = await world.callLog(record.callSid);
  const cut = log?.transcript.filter((turn) => turn.interrupted && turn.agentSaid !== '') ?? [];
  const heard = normal(heardText(record));
  return (
    cut.length > 0 &&
    cut.every((turn) => {
      const words = normal(turn.agentSaid).split(' ');
      return heard.includes(words.slice(0, -1).join(' '));
    })
  );
}

function normal(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
