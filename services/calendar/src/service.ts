/** The wiring of calendar: which message goes to which function. */
import { setTimeout as wait } from 'node:timers/promises';
import { calendarBusy, calendarCheck, calendarReconcile, consumers } from '@bayline/contracts';
import {
  chooseProvider,
  createFaultPoint,
  logProviders,
  type Room,
  type Running,
  type Subscription,
} from '@bayline/runtime';
import { Appointments } from './appointments.ts';
import { LIVE_MS } from './busy.ts';
import { checkCalendar } from './checking.ts';
import type { CalendarConfig, CalendarFaultPoint } from './config.ts';
import { Connections } from './connections.ts';
import { Directory } from './directory.ts';
import { GoogleCalendars, type GoogleWatch } from './google/calendar.ts';
import { mend } from './mending.ts';
import { Mirrors } from './mirroring.ts';
import { everyNight } from './nights.ts';
import { reconcile } from './reconciling.ts';
import { patient, WRITE_PATIENCE } from './trying.ts';
import { Watching } from './watching.ts';

/** Starts; facts are heard and calendars read once crm-tools has said which calendars there are. */
export async function startCalendar(room: Room<CalendarConfig>): Promise<Running> {
  const { bus, clock, config, health, log, metrics } = room;
  const directory = new Directory(bus, log);
  const list = () => directory.calendars;
  const connections = new Connections({ bus, list, clock, log });
  const google = openGoogle(room, {
    onConnection: (state) => connections.changed(state),
    reached: createFaultPoint<CalendarFaultPoint>(config),
  });

  const retried = metrics.counter('calendar_retries_total', 'Requests to Google tried again, by operation and reason.');
  const calendars = patient(google, {
    patience: WRITE_PATIENCE,
    wait: (ms) => wait(ms),
    onRetry: (operation, reason) => retried({ operation, reason }),
  });
  const appointments = new Appointments({ calendars, list, clock, log, metrics });
  const watching = new Watching({ bus, calendars, list, log, metrics });
  const mirrors = new Mirrors({
    ...{ calendars: google, list, clock, log, metrics, pauseMs: config.GOOGLE_SYNC_MS },
    onOwn: (calendar, events) => watching.look(calendar, events),
  });
  const checking = { live: google, list, log, lookNow: mirrors.lookNow.bind(mirrors) };
  const reconciling = { bus, calendars, list, watching, clock, log };

  bus.answer(calendarBusy, ({ shopId, from, to }) => mirrors.busy(shopId, new Date(from), new Date(to)));
  bus.answer(calendarCheck, (request) => checkCalendar(checking, request));
  bus.answer(calendarReconcile, ({ shopId }) => reconcile(reconciling, shopId));
  const nights = everyNight({ clock, list, rate: config.BAYLINE_CLOCK_RATE, work: () => reconcile(reconciling, null) });
  let following: Promise<readonly Subscription[]> | undefined;
  void directory.known().then(() => {
    void mirrors.start();
    following = Promise.all([
      bus.consume(consumers.calendarAppointments, (heard) => appointments.follow(heard)),
      bus.consume(consumers.calendarLetters, (heard) => mend({ bus, calendars, list, clock, log }, heard)),
    ]);
  });
  void directory.start();

  health.detail('google', () => {
    const oldestMs = mirrors.oldestMs();
    const calendars = list().length;
    const mirrored = mirrors.mirrored();
    const live = directory.answered && mirrored === calendars && (oldestMs ?? 0) <= LIVE_MS;
    const { givenUp } = appointments;
    return {
      ok: google.connected && live,
      required: false,
      connected: google.connected,
      calendars,
      mirrored,
      oldestMs,
      givenUp,
    };
  });

  return {
    drain: async () => {
      directory.stop();
      nights.stop();
      for (const subscription of (await following) ?? []) subscription.stop();
      await appointments.idle();
    },
    close: async () => mirrors.stop(),
  };
}

function openGoogle({ config, guard, log }: Room<CalendarConfig>, watch: GoogleWatch): GoogleCalendars {
  const provider = chooseProvider(config.BAYLINE_ENV, {
    name: 'Google Calendar',
    keyName: 'GOOGLE_REFRESH_TOKEN',
    key: config.GOOGLE_REFRESH_TOKEN,
    urlName: 'GOOGLE_API_BASE_URL',
    baseUrl: config.GOOGLE_API_BASE_URL,
  });
  logProviders(log, [provider]);
  return new GoogleCalendars(
    {
      clientId: config.GOOGLE_CLIENT_ID,
      clientSecret: config.GOOGLE_CLIENT_SECRET,
      refreshToken: config.GOOGLE_REFRESH_TOKEN,
      baseUrl: config.GOOGLE_API_BASE_URL,
      tokenUrl: config.GOOGLE_TOKEN_URL,
      deadlineMs: config.GOOGLE_DEADLINE_MS,
      reconnectMs: config.GOOGLE_RECONNECT_MS,
    },
    guard,
    log,
    watch,
  );
}
