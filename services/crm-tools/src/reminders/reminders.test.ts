import { randomBytes, randomUUID } from 'node:crypto';
import {
  callEnded,
  callJudged,
  callOpen,
  consentRecord,
  consentRefuse,
  languageKeep,
  messageClaim,
  messagePlan,
  messageReceived,
  messageReported,
  messageSettle,
  reminderAnswered,
  reminderClaim,
  reminderDoubts,
  reminderList,
  reminderMiss,
  reminderPlace,
  reminderReport,
} from '@bayline/contracts';
import { until } from '@bayline/local';
import { MONDAY, MOTORS, openHouse, type TestHouse } from '../../test/house.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const HOUR = 3_600_000;
const MINUTE = 60_000;
const newCallId = () => `CA${randomBytes(16).toString('hex')}`;
const newMessageSid = () => `SM${randomBytes(16).toString('hex')}`;
let customers = 0;

interface Reminded {
  readonly appointmentId: string;
  readonly number: string;
  readonly dueAt: string;
}

/** A customer with a visit tomorrow at this time, whose reminder is due now. */
async function reminded(consent: 'yes' | 'no' | null = 'yes'): Promise<Reminded> {
  customers += 1;
  const number = `+1215558${String(7_000 + customers)}`;
  const [appointmentId, customerId] = [randomUUID(), randomUUID()];
  const now = house.clock.now();
  const startsAt = new Date(now.getTime() + 24 * HOUR);
  const [shop] = await house.sql<{ id: string }>('SELECT id FROM shops WHERE phone = $1', [MOTORS]);
  await house.sql(
    `INSERT INTO customers (id, shop_id, first_name, phone, phone_verified, created_at) VALUES ($1, $2, 'Ada', $3, true, $4)`,
    [customerId, shop?.id, number, now],
  );
  const bayId = randomUUID();
  await house.sql(`INSERT INTO bays (id, shop_id, name) VALUES ($1, $2, $3)`, [bayId, shop?.id, `Bay ${bayId}`]);
  await house.sql(
    `INSERT INTO appointments (id, shop_id, bay_id, customer_id, status, version, services, starts_at, ends_at, free_at, during,
       created_at, updated_at)
     VALUES ($1, $2, $3, $4, 'booked', 1, '{oil_change}', $5::timestamptz, $5::timestamptz + interval '1 hour',
       $5::timestamptz + interval '1 hour', tstzrange($5::timestamptz, $5::timestamptz + interval '1 hour'), $6, $6)`,
    [appointmentId, shop?.id, bayId, customerId, startsAt, now],
  );
  if (consent !== null) {
    await house.sql(
      `INSERT INTO consents (id, shop_id, number, answer, how, wording, question, words, at)
       VALUES ($1, $2, $3, $4, 'voice', '2026-11-27', 'May we?', 'yes', $5)`,
      [randomUUID(), shop?.id, number, consent, now],
    );
  }
  return { appointmentId, number, dueAt: new Date(startsAt.getTime() - 24 * HOUR).toISOString() };
}

function claim({ appointmentId, dueAt }: Reminded, leaseMs = MINUTE) {
  return house.bus.ask(reminderClaim, { appointmentId, kind: 'day-before', dueAt, by: 'reminder-0001', leaseMs });
}

async function claimed(one: Reminded, leaseMs?: number) {
  const answer = await claim(one, leaseMs);
  if (answer.type !== 'claimed') throw new Error(`not claimed: ${JSON.stringify(answer)}`);
  return { reminderId: answer.reminderId, attempt: answer.attempt };
}

/** The call of a try as its webhooks show it, before anybody has told that it was placed. */
async function answeredByPerson(one: Reminded, aTry: { reminderId: string; attempt: number }): Promise<string> {
  const callId = newCallId();
  const opening = { callId, direction: 'outbound', from: MOTORS, to: one.number, attestation: null } as const;
  await house.bus.ask(callOpen, { ...opening, at: MONDAY.toISOString(), reminder: aTry });
  await house.bus.record(callJudged, callId, { verdict: 'human', tookMs: 900, at: MONDAY.toISOString() });
  return callId;
}

async function rowOf({ appointmentId }: Reminded) {
  const [row] = await house.sql<{ state: string; outcome: string | null; call_id: string | null; attempt: number }>(
    'SELECT state, outcome, call_id, attempt FROM reminders WHERE appointment_id = $1 ORDER BY due_at DESC LIMIT 1',
    [appointmentId],
  );
  return row;
}

const messagesTo = (number: string) =>
  house.sql<{ kind: string; state: string; body: string; segments: number }>(
    'SELECT kind, state, body, segments FROM messages WHERE number = $1',
    [number],
  );

describe('taking a reminder', () => {
  it('gives it to one of many who ask at once', async () => {
    const one = await reminded();
    const answers = await Promise.all(Array.from({ length: 6 }, () => claim(one)));
    expect(answers.filter(({ type }) => type === 'claimed')).toHaveLength(1);
    expect(answers.filter(({ type }) => type === 'later')).toHaveLength(5);
    expect(answers.find(({ type }) => type === 'claimed')).toMatchObject({ from: MOTORS, to: one.number, attempt: 1 });
  });

  it.each([
    ['nobody was asked', null, 'no-consent'],
    ['the answer was no', 'no', 'no-consent'],
  ] as const)('is not allowed when %s', async (_, consent, why) => {
    expect(await claim(await reminded(consent))).toEqual({ type: 'over', why });
  });

  it('is over at once when somebody opts out, and for every later visit', async () => {
    const one = await reminded();
    const call = await house.call({ from: one.number });
    expect(await house.bus.ask(consentRefuse, { callId: call.callId, how: 'voice' })).toEqual({ refused: true });
    expect(await claim(one)).toEqual({ type: 'over', why: 'opted-out' });
    const [kept] = await house.sql<{ number_hash: string }>('SELECT number_hash FROM opt_outs');
    expect(kept?.number_hash).not.toContain(one.number.slice(1));
  });

  it('does not call about a visit that was cancelled or has another time', async () => {
    const cancelled = await reminded();
    await house.sql(`UPDATE appointments SET status = 'cancelled' WHERE id = $1`, [cancelled.appointmentId]);
    expect(await claim(cancelled)).toEqual({ type: 'over', why: 'cancelled' });
    const moved = await reminded();
    const earlier = new Date(Date.parse(moved.dueAt) - 48 * HOUR).toISOString();
    expect(await claim({ ...moved, dueAt: earlier })).toEqual({ type: 'over', why: 'moved' });
  });
});

describe('a call that was placed', () => {
  it('is known by its first callback when the answer was lost', async () => {
    const one = await reminded();
    const aTry = await claimed(one);
    await house.bus.ask(reminderMiss, { ...aTry, how: 'unsure', code: 'deadline' });
    expect(await rowOf(one)).toMatchObject({ state: 'in-doubt' });
    const callId = newCallId();
    await house.bus.ask(reminderReport, { ...aTry, callId, status: 'ringing' });
    expect(await rowOf(one)).toMatchObject({ state: 'dialled', call_id: callId });
    expect(await house.bus.ask(reminderMiss, { ...aTry, how: 'unplaced', code: 'not-found' })).toEqual({ at: null });
    expect(await rowOf(one)).toMatchObject({ state: 'dialled', call_id: callId });
  });

  it('stays in doubt after its lease, and is tried again only when Twilio knows nothing of it', async () => {
    const one = await reminded();
    const aTry = await claimed(one, 10);
    house.clock.advance(20);
    expect(await claim(one)).toMatchObject({ type: 'later', why: 'in-doubt' });
    const { doubts } = await house.bus.ask(reminderDoubts, { most: 100 });
    expect(doubts).toContainEqual(expect.objectContaining({ ...aTry, to: one.number, from: MOTORS, callId: null }));
    const missed = await house.bus.ask(reminderMiss, { ...aTry, how: 'unplaced', code: 'not-found' });
    expect(missed.at).not.toBeNull();
    house.clock.advance(2 * MINUTE);
    expect(await claimed(one)).toMatchObject({ attempt: 2 });
  });

  it('belongs to one try only', async () => {
    const [first, second] = [await reminded(), await reminded()];
    const [one, other] = [await claimed(first), await claimed(second)];
    const callId = newCallId();
    expect(await house.bus.ask(reminderPlace, { ...one, callId })).toEqual({ placed: true });
    expect(await house.bus.ask(reminderPlace, { ...one, callId })).toEqual({ placed: true });
    expect(await house.bus.ask(reminderPlace, { ...other, callId })).toEqual({ placed: false });
  });

  it('is followed by a message after the last try that reached nobody', async () => {
    const one = await reminded();
    for (const wait of [20, 60]) {
      const aTry = await claimed(one);
      const report = { ...aTry, callId: newCallId(), status: 'no-answer' };
      const next = await house.bus.ask(reminderReport, report);
      expect(Date.parse(next.at ?? '') - house.clock.now().getTime()).toBe(wait * MINUTE);
      expect(await house.bus.ask(reminderReport, report)).toEqual(next);
      house.clock.advance(wait * MINUTE + 1);
    }
    const last = await claimed(one);
    await house.bus.ask(reminderReport, { ...last, callId: newCallId(), status: 'busy' });
    house.clock.advance(181 * MINUTE);
    expect(await claim(one)).toEqual({ type: 'over', why: 'tries' });
    expect(await rowOf(one)).toMatchObject({ state: 'done', outcome: 'texted: tries' });
    expect(await messagesTo(one.number)).toMatchObject([{ kind: 'reminder', state: 'due', segments: 1 }]);
    expect((await messagesTo(one.number))[0]?.body).not.toMatch(/oil/);
  });

  it('is over with what was said in it, whichever is told first', async () => {
    for (const order of ['answer first', 'report first']) {
      const one = await reminded();
      const aTry = await claimed(one);
      const callId = newCallId();
      const answer = () =>
        house.bus.record(reminderAnswered, callId, {
          reminderId: aTry.reminderId,
          outcome: 'confirmed',
          at: MONDAY.toISOString(),
        });
      const report = () => house.bus.ask(reminderReport, { ...aTry, callId, status: 'completed' });
      await house.bus.ask(reminderPlace, { ...aTry, callId });
      if (order === 'answer first') await answer();
      else expect((await report()).at).not.toBeNull();
      if (order === 'answer first') await until('the answer', async () => (await rowOf(one))?.state === 'done');
      await (order === 'answer first' ? report() : answer());
      await until(order, async () => (await rowOf(one))?.outcome === 'confirmed');
      expect(await rowOf(one)).toMatchObject({ state: 'done', call_id: callId });
    }
  });

  it('is over with what was said in it, also when that is the first that is heard of it', async () => {
    const one = await reminded();
    const aTry = await claimed(one);
    const callId = await answeredByPerson(one, aTry);
    const told = { reminderId: aTry.reminderId, outcome: 'confirmed', at: MONDAY.toISOString() } as const;
    await house.bus.record(reminderAnswered, callId, told);
    await until('the answer', async () => (await rowOf(one))?.state === 'done');
    expect(await house.bus.ask(reminderReport, { ...aTry, callId, status: 'completed' })).toMatchObject({ at: null });
    expect(await rowOf(one)).toMatchObject({ state: 'done', outcome: 'confirmed', call_id: callId });
  });

  it('is confirmed by who calls back, also after they were reached', async () => {
    const one = await reminded();
    const aTry = await claimed(one);
    await house.bus.ask(reminderReport, { ...aTry, callId: newCallId(), status: 'busy' });
    const { callId } = await house.call({ from: one.number });
    for (const outcome of ['reached', 'confirmed'] as const) {
      const told = { reminderId: aTry.reminderId, outcome, at: MONDAY.toISOString() };
      await house.bus.record(reminderAnswered, callId, told);
      await until(outcome, async () => (await rowOf(one))?.outcome === outcome);
    }
    expect(await rowOf(one)).toMatchObject({ state: 'done' });
  });

  it('tells who answered, and whose visit it is about', async () => {
    const one = await reminded();
    const aTry = await claimed(one);
    const callId = await answeredByPerson(one, aTry);
    const verdict = () =>
      house.sql<{ verdict: string | null }>('SELECT verdict FROM calls WHERE call_id = $1', [callId]);
    await until('the verdict', async () => (await verdict())[0]?.verdict === 'human');
  });
});

describe('rebuilding', () => {
  it('lists every coming visit once, page by page, and what is left to do about it', async () => {
    const one = await reminded();
    const done = await reminded();
    const aTry = await claimed(done);
    const callId = newCallId();
    await house.bus.ask(reminderPlace, { ...aTry, callId });
    await house.bus.record(reminderAnswered, callId, {
      ...{ reminderId: aTry.reminderId, outcome: 'confirmed', at: MONDAY.toISOString() },
    });
    await until('the answer', async () => (await rowOf(done))?.state === 'done');
    const listed = new Map<string, boolean>();
    for (let after: string | null = null; ; ) {
      const page: { appointments: { appointmentId: string; over: boolean }[]; next: string | null } =
        await house.bus.ask(reminderList, { after, most: 40 });
      for (const { appointmentId, over } of page.appointments) {
        expect(listed.has(appointmentId)).toBe(false);
        listed.set(appointmentId, over);
      }
      after = page.next;
      if (after === null) break;
    }
    const [{ count } = { count: 0 }] = await house.sql<{ count: number }>(
      `SELECT count(*)::int AS count FROM appointments WHERE status = 'booked' AND starts_at > $1`,
      [house.clock.now()],
    );
    expect(listed.size).toBe(count);
    expect(listed.get(one.appointmentId)).toBe(false);
    expect(listed.get(done.appointmentId)).toBe(true);
  });
});

describe('consent', () => {
  it('is kept with the number, the wording, and the words of the answer', async () => {
    const { callId } = await house.call({ from: '+12155556001' });
    const answer = { callId, wording: '2026-11-27', answer: 'yes', words: 'Yes, please.' } as const;
    expect(await house.bus.ask(consentRecord, answer)).toEqual({ recorded: true });
    const [row] = await house.sql('SELECT * FROM consents WHERE call_id = $1', [callId]);
    expect(row).toMatchObject({
      ...{ number: '+12155556001', answer: 'yes', how: 'voice', wording: '2026-11-27', words: 'Yes, please.' },
      question: expect.stringContaining('the day before'),
    });
    expect(await house.bus.ask(consentRecord, { ...answer, wording: 'invented' })).toEqual({ recorded: false });
  });
});

describe('messages', () => {
  async function changed(consent: 'yes' | 'no' | null) {
    const one = await reminded(consent);
    const call = await house.call({ from: one.number });
    await house.sql('UPDATE appointments SET call_id = $2 WHERE id = $1', [one.appointmentId, call.callId]);
    const plan = { appointmentId: one.appointmentId, version: 1, happened: 'booked' } as const;
    return { one, call, plan };
  }
  async function taken() {
    const { messages } = await house.bus.ask(messageClaim, { most: 100, leaseMs: MINUTE });
    return messages;
  }

  it('tell a change once, after the call that made it is over', async () => {
    const { one, call, plan } = await changed(null);
    expect(await house.bus.ask(messagePlan, plan)).toEqual({ planned: true });
    expect(await house.bus.ask(messagePlan, plan)).toEqual({ planned: true });
    expect(await messagesTo(one.number)).toHaveLength(1);
    expect((await taken()).filter(({ to }) => to === one.number)).toEqual([]);
    await house.bus.record(callEnded, call.callId, {
      reason: 'caller-hung-up',
      durationMs: 1,
      at: MONDAY.toISOString(),
    });
    const sent = await until('it to be sent', async () => (await taken()).find(({ to }) => to === one.number));
    expect(sent).toMatchObject({
      from: MOTORS,
      body: expect.stringMatching(/booked for oil change/),
      doubtfulSince: null,
    });
    const sid = newMessageSid();
    await house.bus.ask(messageSettle, { messageId: sent.messageId, how: 'sent', sid, code: null });
    for (const status of ['delivered', 'sent'] as const)
      await house.bus.record(messageReported, sid, {
        status,
        errorCode: null,
        messageId: null,
        at: MONDAY.toISOString(),
      });
    await until('its delivery', async () => (await messagesTo(one.number))[0]?.state === 'delivered');
    expect(await taken()).toEqual([]);
  });

  it('are not written to who said no', async () => {
    const { one, plan } = await changed('no');
    expect(await house.bus.ask(messagePlan, plan)).toEqual({ planned: false });
    expect(await messagesTo(one.number)).toEqual([]);
  });

  it('are in Spanish for who asked for it, in a call or by writing so', async () => {
    const said = await changed('yes');
    const callId = said.call.callId;
    expect(await house.bus.ask(languageKeep, { callId, language: 'es' })).toEqual({ kept: true });
    const wrote = await changed('yes');
    const ayuda = { from: wrote.one.number, to: MOTORS, body: 'Ayuda', at: MONDAY.toISOString() };
    await house.bus.record(messageReceived, newMessageSid(), ayuda);
    await until('the help', async () => (await messagesTo(wrote.one.number)).length === 1);
    for (const { one, plan } of [said, wrote]) {
      expect(await house.bus.ask(messagePlan, plan)).toEqual({ planned: true });
      const booked = (await messagesTo(one.number)).find(({ kind }) => kind === 'booked');
      expect(booked?.body).toMatch(/su cita para cambio de aceite es el .*ALTO/);
    }
    expect((await messagesTo(wrote.one.number))[0]?.body).toMatch(/para ayuda llame/);
  });

  it('become a task when they cannot be delivered', async () => {
    const { one, call, plan } = await changed('yes');
    await house.bus.ask(messagePlan, plan);
    await house.sql('UPDATE calls SET ended_at = $2 WHERE call_id = $1', [call.callId, MONDAY]);
    const sent = (await taken()).find(({ to }) => to === one.number);
    const sid = newMessageSid();
    const messageId = sent?.messageId ?? '';
    const report = { status: 'undelivered', errorCode: '30003', messageId, at: MONDAY.toISOString() } as const;
    await house.bus.record(messageReported, sid, report);
    const tasks = () => house.sql('SELECT what FROM tasks WHERE subject = $1', [messageId]);
    await until('the task', async () => (await tasks()).length === 1);
    expect((await tasks())[0]).toMatchObject({ what: expect.stringContaining(one.number) });
  });

  it('are looked for before they are sent again when a claim has lapsed', async () => {
    const { one, call, plan } = await changed('yes');
    await house.bus.ask(messagePlan, plan);
    await house.sql('UPDATE calls SET ended_at = $2 WHERE call_id = $1', [call.callId, MONDAY]);
    await taken();
    house.clock.advance(2 * MINUTE);
    expect((await taken()).find(({ to }) => to === one.number)?.doubtfulSince).not.toBeNull();
  });

  it('stop with STOP, in either language, start with START, and answer HELP', async () => {
    const number = '+12155556999';
    const write = (body: string) =>
      house.bus.record(messageReceived, newMessageSid(), {
        ...{ from: number, to: MOTORS, body, at: house.clock.now().toISOString() },
      });
    const out = async () =>
      (await house.sql('SELECT 1 FROM opt_outs WHERE how = $1 AND lifted_at IS NULL', ['text'])).length === 1;
    await write('HELP');
    await until('the help', async () => (await messagesTo(number)).length === 1);
    await write('Alto');
    await until('the stop', out);
    house.clock.advance(1_000);
    await write('start');
    await until('the start', async () => !(await out()));
    await write('please stop texting me');
    await until('the second stop', out);
    expect((await messagesTo(number)).map(({ kind }) => kind).sort()).toEqual(['help', 'started']);
  });
});
