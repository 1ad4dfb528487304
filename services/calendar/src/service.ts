/** The wiring of calendar: which message goes to which function. */
import { setTimeout as wait } from 'node:timers/promises';
import { calendarBusy, consumers } from '@bayline/contracts';
import { chooseProvider, logProviders, type Room, type Running, type Subscription } from '@bayline/runtime';
import { Appointments } from './appointments.ts';
import { LIVE_MS } from './busy.ts';
import type { CalendarConfig } from './config.ts';
import { Directory } from './directory.ts';
import { GoogleCalendars } from './google/calendar.ts';
import { Mirrors } from './mirroring.ts';
import { patient, WRITE_PATIENCE } from './trying.ts';

/** Starts; facts are heard and calendars read once crm-tools has said which calendars there are. */
export async function startCalendar(room: Room<CalendarConfig>): Promise<Running> {
  const { bus, clock, config, health, log, metrics } = room;
  const google = openGoogle(room);
  const directory = new Directory(bus, log);
  const list = () => directory.calendars;
  const mirrors = new Mirrors({ calendars: google, list, clock, log, metrics, pauseMs: config.GOOGLE_SYNC_MS });

  const retried = metrics.counter('calendar_retries_total', 'Requests to Google tried again, by operation and reason.');
  const appointments = new Appointments({
    calendars: patient(google, {
      patience: WRITE_PATIENCE,
      wait: (ms) => wait(ms),
      onRetry: (operation, reason) => retried({ operation, reason }),
    }),
    list,
    clock,
    log,
    metrics,
  });

  bus.answer(calendarBusy, ({ shopId, from, to }) => mirrors.busy(shopId, new Date(from), new Date(to)));
  let following: Subscription | undefined;
  void directory.known().then(async () => {
    void mirrors.start();
    following = await bus.consume(consumers.calendarAppointments, (heard) => appointments.follow(heard));
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
      following?.stop();
      await appointments.idle();
    },
    close: async () => mirrors.stop(),
  };
}

function openGoogle({ config, guard, log }: Room<CalendarConfig>): GoogleCalendars {
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
    },
    guard,
    log,
  );
}
