/** The wiring of crm-tools: which ask is answered by which function, which facts are heard, what runs beside them. */
import { randomUUID } from 'node:crypto';
import {
  appointmentList,
  bookAppointment,
  calendarList,
  callBrief,
  callOpen,
  callResume,
  cancelAppointment,
  changeRelease,
  decodeVin,
  getAvailableSlots,
  getUpcomingAppointments,
  lookupCustomer,
  rescheduleAppointment,
  searchCustomersByName,
  taskClose,
  taskList,
} from '@bayline/contracts';
import { connectRedis, createFaultPoint, logProviders, type Room, type Running } from '@bayline/runtime';
import { Answering } from './answering.ts';
import { Cache } from './cache/cache.ts';
import { listAppointments } from './calendar-events/listing.ts';
import { listCalendars } from './calendars.ts';
import { Reception } from './calls/reception.ts';
import { TakenTime } from './capacity/taken.ts';
import { releaseChange } from './changes/changes.ts';
import type { CrmToolsConfig, CrmToolsFaultPoint } from './config.ts';
import { callingRules } from './consent/calling-rules.ts';
import { Consuming } from './consuming.ts';
import { Database } from './database/postgres.ts';
import { hearFacts } from './hearing.ts';
import { Customers } from './identity/customers.ts';
import { connectNhtsa, nhtsaProvider } from './nhtsa/nhtsa.ts';
import { rememberVins } from './nhtsa/remembered.ts';
import { Relay } from './outbox/relay.ts';
import { answerOutreach } from './outreach.ts';
import { Shops } from './shops/shops.ts';
import { closeTask, listTasks } from './tasks/answering.ts';
import { startTidying } from './tidying.ts';
import type { Workshop } from './tools/asked.ts';
import { book } from './tools/book-appointment.ts';
import { cancel } from './tools/cancel-appointment.ts';
import { decode } from './tools/decode-vin.ts';
import { getSlots } from './tools/get-available-slots.ts';
import { getUpcoming } from './tools/get-upcoming-appointments.ts';
import { lookup } from './tools/lookup-customer.ts';
import { reschedule } from './tools/reschedule-appointment.ts';
import { searchByName } from './tools/search-customers-by-name.ts';
import { answerTool } from './tools/tool.ts';

/** Starts what answers, hears, tells and tidies; returns how it ends. */
export async function startCrmTools(room: Room<CrmToolsConfig>): Promise<Running> {
  const { config, bus, clock, log, guard, metrics, health } = room;
  const database = new Database({ settings: config, guard, metrics, log });
  const redis = connectRedis(config.REDIS_URL, log, config.CACHE_DEADLINE_MS);
  const cache = new Cache({ redis, guard, deadlineMs: config.CACHE_DEADLINE_MS, log });
  const shops = new Shops(database, clock, log);
  const reached = createFaultPoint<CrmToolsFaultPoint>(config);
  const relay = new Relay({ database, bus, clock, log, metrics, pollMs: config.OUTBOX_POLL_MS, reached });
  const reception = new Reception({ database, shops, cache, clock, log });
  const nhtsa = connectNhtsa({ baseUrl: config.NHTSA_BASE_URL, deadlineMs: config.NHTSA_DEADLINE_MS, guard });
  logProviders(log, [nhtsaProvider(config.BAYLINE_ENV, config.NHTSA_BASE_URL)]);
  const countChange = metrics.counter('changes_total', 'Holds and commits of changes, by what came of them.');
  const takenTime = new TakenTime(database, bus, log);
  const committed = (): void => relay.nudge();
  const workshop: Workshop = {
    ...{ database, bus, shops, clock, log, reached },
    customers: new Customers(database, cache),
    takenTime,
    vins: rememberVins(nhtsa, cache),
    holdMs: config.HOLD_SECONDS * 1_000,
    newId: randomUUID,
    adopt: (callId, shopId) => reception.adopt(callId, shopId),
    committed,
    counted: (phase, outcome) => countChange({ phase, outcome }),
  };
  const reminders = { database, shops, rules: callingRules, newId: randomUUID, now: () => clock.now() };
  const consuming = new Consuming({
    bus,
    database,
    log,
    handler: hearFacts({ database, shops, takenTime, clock, committed, newId: randomUUID, reminders }),
  });

  health.detail('database', () => ({ ok: database.reachable, required: false, shops: shops.all.length }));
  health.detail('outbox', () => ({ ok: relay.lagMs < 30_000, required: false, lagMs: relay.lagMs }));
  await shops.readFirst();
  void database.warm();

  const answering = new Answering(bus);
  answering.answer(callOpen, (request) => reception.open(request));
  answering.answer(callBrief, (request) => reception.brief(request));
  answering.answer(callResume, (request) => reception.resume(request));
  answering.answer(calendarList, () => listCalendars(database));
  answering.answer(appointmentList, (request) => listAppointments(database, request));
  answering.answer(lookupCustomer.ask, answerTool(workshop, lookupCustomer, lookup));
  answering.answer(searchCustomersByName.ask, answerTool(workshop, searchCustomersByName, searchByName));
  answering.answer(getAvailableSlots.ask, answerTool(workshop, getAvailableSlots, getSlots));
  answering.answer(bookAppointment.ask, answerTool(workshop, bookAppointment, book));
  answering.answer(getUpcomingAppointments.ask, answerTool(workshop, getUpcomingAppointments, getUpcoming));
  answering.answer(cancelAppointment.ask, answerTool(workshop, cancelAppointment, cancel));
  answering.answer(rescheduleAppointment.ask, answerTool(workshop, rescheduleAppointment, reschedule));
  answering.answer(decodeVin.ask, answerTool(workshop, decodeVin, decode));
  answerOutreach(answering, reminders);
  answering.answer(taskList, (request) => listTasks(database, request));
  answering.answer(taskClose, (request) => closeTask(database, request));
  answering.answer(changeRelease, async ({ envelope: { callId, epoch }, pending }) => ({
    released: await releaseChange(database, { callId, epoch, now: clock.now() }, pending),
  }));
  await consuming.start();
  const stopTidying = startTidying(database, clock, log);

  return {
    drain: async () => {
      await answering.stop();
      await consuming.stop();
    },
    close: async () => {
      stopTidying();
      reception.close();
      shops.close();
      await relay.close();
      redis.disconnect();
      await database.close();
    },
  };
}
