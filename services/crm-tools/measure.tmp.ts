import { createServer } from 'node:http';
import {
  bookAppointment,
  calendarBusy,
  calendarList,
  cancelAppointment,
  decodeVin,
  getAvailableSlots,
  getUpcomingAppointments,
  lookupCustomer,
  rescheduleAppointment,
  searchCustomersByName,
} from '@bayline/contracts';
import { bookArguments, slotsArguments } from './src/test-asking.ts';
import { openHouse } from './src/test-house.ts';

const n = createServer((_q, r) =>
  r.end(JSON.stringify({ Results: [{ Make: 'HONDA', Model: 'Accord', ModelYear: '2003', ErrorCode: '0' }] })),
);
await new Promise<void>((r) => n.listen(0, '127.0.0.1', r));

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { freshDatabase, joinBus, startServers } from './src/test-house.ts';
import { seed } from './src/seed.ts';
import { callOpen } from '@bayline/contracts';
import pg from 'pg';
const servers = await startServers();
const url = await freshDatabase();
await seed(url, { seed: 1, now: new Date(), customers: Number(process.env.CUSTOMERS ?? 200) });
const pool = new pg.Pool({ connectionString: url });
if (process.env.BIG) {
  await pool.query(`INSERT INTO appointments (id, shop_id, bay_id, customer_id, vehicle_id, status, version, services, starts_at, ends_at, free_at, during, created_at, updated_at)
   SELECT gen_random_uuid(), b.shop_id, b.id, (SELECT id FROM customers WHERE shop_id=b.shop_id LIMIT 1), null, 'booked', 1, '{oil_change}', t, t + interval '30 min', t + interval '30 min', tstzrange(t, t + interval '30 min'), t, t
   FROM bays b, generate_series($1::timestamptz - interval '12500 hours', $1::timestamptz - interval '1 hour', interval '1 hour') t`, [new Date()]);
  await pool.query('ANALYZE');
}
const child = spawn(process.execPath, ['src/main.ts'], { env: { ...process.env, DATABASE_URL: url, NATS_URL: servers.nats.url, REDIS_URL: servers.redis.url, NHTSA_BASE_URL: `http://127.0.0.1:${(n.address() as any).port}`, LOG_LEVEL: 'warn' }, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
await new Promise((r) => child.on('message', r));
const { bus } = await joinBus(servers.nats.url, 'calendar-0001');
bus.answer(calendarBusy, () => ({ state: 'live' as const, ageMs: 0, busy: [] }));
await bus.flush();
const house: any = { bus, sql: (t: string) => pool.query(t), close: async () => { child.kill(); await bus.close(); await pool.end(); await servers.stop(); },
  call: async ({ from }: any) => { const callId = `CA${randomBytes(16).toString('hex')}`; const o: any = await bus.ask(callOpen, { callId, direction: 'inbound', from, to: '+12155550100', attestation: 'A', at: new Date().toISOString() });
    return { callId, shopId: o.shop.shopId, ask: (tool: any, a: any, opt: any = {}) => bus.ask(tool.ask, { arguments: a, envelope: { shopId: o.shop.shopId, callId, epoch: 1, toolCallId: 't', ...(opt.proof ? { proof: { ...opt.proof, judged: 'yes', turn: 1 } } : {}) } }, { callId }) }; } };
const N = Number(process.env.N ?? 150);
const t: Record<string, number[]> = {};
async function time<T>(name: string, f: () => Promise<T>): Promise<T> {
  const s = performance.now();
  const r = await f();
  (t[name] ??= []).push(performance.now() - s);
  return r;
}
const fail: Record<string, number> = {};
const note = (name: string, a: any) => {
  if (!a.ok) fail[`${name}:${a.no}`] = (fail[`${name}:${a.no}`] ?? 0) + 1;
};
const days = [
  'January 4th',
  'January 5th',
  'January 6th',
  'January 7th',
  'January 8th',
  'January 11th',
  'January 12th',
  'January 13th',
  'January 14th',
  'January 15th',
];
for (let i = 0; i < N; i++) {
  const call = await house.call({ from: '+12155551001' });
  note(
    'lookup',
    await time(i < 1 ? 'x' : 'lookup (cached)', () => call.ask(lookupCustomer, { phone: null, name: 'Nora Bennett' })),
  );
  await house.sql('select 1');
  const stranger = await house.call({ from: `+1215555${2100 + i}` });
  await time('lookup (uncached)', () => stranger.ask(lookupCustomer, { phone: null, name: 'Nora Bennett' }));
  note(
    'search',
    await time('search', () =>
      call.ask(searchCustomersByName, {
        first_name: 'Nora',
        last_name: 'Bennett',
        phone: null,
        vehicle: '2018 Subaru Outback',
        appointment_day: null,
        vin_ending: null,
      }),
    ),
  );
  const day = days[i % 10]!;
  const s: any = await time('slots', () =>
    call.ask(getAvailableSlots, slotsArguments(['oil change'], `${day} in the morning`)),
  );
  await time('slots (soonest)', () => call.ask(getAvailableSlots, slotsArguments(['oil change'], null)));
  note('slots', s);
  if (!s.ok) continue;
  const given = bookArguments(s.offers[0].slot, { notes: 'x' });
  (given as any).another_visit = true;
  const h: any = await time('book: hold', () => call.ask(bookAppointment, given));
  note('hold', h);
  if (!h.ok) continue;
  const d: any = await time('book: commit', () =>
    call.ask(bookAppointment, given, { proof: { pending: h.pending, words: 'yes' } }),
  );
  note('commit', d);
  if (!d.ok) continue;
  note('up', await time('upcoming', () => call.ask(getUpcomingAppointments, { appointment_day: null })));
  const v = d.appointment.appointment;
  const m: any = await call.ask(
    getAvailableSlots,
    slotsArguments(['oil change'], `${day} in the afternoon`, { for_appointment: v }),
  );
  note('mslots', m);
  if (!m.ok) continue;
  const mv = { appointment: v, appointment_day: null, slot: m.offers[0].slot };
  const mh: any = await time('move: hold', () => call.ask(rescheduleAppointment, mv));
  note('mhold', mh);
  if (!mh.ok) continue;
  note(
    'mcommit',
    await time('move: commit', () =>
      call.ask(rescheduleAppointment, mv, { proof: { pending: mh.pending, words: 'yes' } }),
    ),
  );
  const c = { appointment: v, appointment_day: null, reason: null };
  const ch: any = await time('cancel: hold', () => call.ask(cancelAppointment, c));
  note('chold', ch);
  if (!ch.ok) continue;
  note(
    'ccommit',
    await time('cancel: commit', () =>
      call.ask(cancelAppointment, c, { proof: { pending: ch.pending, words: 'yes' } }),
    ),
  );
  note('vin', await time('vin (cached)', () => call.ask(decodeVin, { vin: '1HGCM82633A004352' })));
  await time('bare ask', () =>
    house.bus.ask(calendarBusy, { shopId: call.shopId, from: '2026-11-23T10:00:00Z', to: '2026-11-23T10:00:00Z' }),
  );
}
for (const [k, a] of Object.entries(t)) {
  a.sort((x, y) => x - y);
  console.log(
    k.padEnd(20),
    'n',
    a.length,
    'p50',
    a[Math.floor(a.length / 2)]!.toFixed(2),
    'p95',
    a[Math.floor(a.length * 0.95)]!.toFixed(2),
    'max',
    a.at(-1)!.toFixed(1),
  );
}
console.log(fail);
await house.close();
n.close();
process.exit(0);
