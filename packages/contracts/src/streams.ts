/**
 * The JetStream streams and durable consumers. Streams list exact three-token patterns, never `noun.>` and never a
 * two-token subject: a stream that captures an ask answers it with its own acknowledgement. One filter per consumer: the
 * nats-server of Debian 12 (2.9.10) knows no more.
 */
import { appointmentBooked, appointmentCancelled, appointmentChanged, appointmentMoved } from './appointment.ts';
import { calendarConnected, calendarDisconnected, eventDeleted, eventMoved, eventUnknown } from './calendar.ts';
import { callEnded, callJudged, callReported, callStarted } from './call.ts';
import type { Fact, ServiceName } from './define.ts';
import { letterDied, letterTried } from './letter.ts';
import { messageReceived, messageReported } from './message.ts';
import { reminderAnswered, reminderPlanned } from './reminder.ts';
import { turnMeasured, turnTaken, wishLeft } from './turn.ts';

export interface Stream {
  readonly name: string;
  readonly subjects: readonly string[];
  readonly facts: readonly Fact[];
  readonly maxAgeMs: number;
  readonly maxBytes: number;
}

export interface Consumer {
  /** Durable name, shared by all instances of the service. */
  readonly name: string;
  readonly stream: string;
  readonly service: ServiceName;
  readonly filter: string;
  readonly facts: readonly Fact[];
  readonly ackWaitMs: number;
  /** A message that fails at its so many-th delivery, or was begun so often and never ended, becomes a dead letter, unless something outside is away: an outage outlasts any count. */
  readonly maxDeliver: number;
  readonly maxAckPending: number;
  /** How many messages an instance fetches ahead. They wait for the one being handled, while their `ackWaitMs` runs. */
  readonly prefetch: number;
}

const SEVEN_DAYS_MS = 7 * 24 * 3_600_000;
const MEGABYTE = 1_048_576;

function stream(name: string, subjects: readonly string[], facts: readonly Fact[], megabytes: number): Stream {
  return { name, subjects, facts, maxAgeMs: SEVEN_DAYS_MS, maxBytes: megabytes * MEGABYTE };
}

const appointmentFacts = [appointmentBooked, appointmentMoved, appointmentChanged, appointmentCancelled] as const;

const eventFacts = [eventMoved, eventDeleted, eventUnknown] as const;
const connectionFacts = [calendarConnected, calendarDisconnected] as const;

export const streams: readonly Stream[] = [
  stream(
    'CALLS',
    ['call.started.*', 'call.ended.*', 'call.reported.*', 'call.judged.*'],
    [callStarted, callEnded, callReported, callJudged],
    128,
  ),
  stream('TURNS', ['turn.measured.*', 'turn.taken.*'], [turnMeasured, turnTaken], 512),
  stream('APPOINTMENTS', ['appointment.*.*'], appointmentFacts, 256),
  stream('CALENDARS', ['event.*.*', 'calendar.*.*'], [...eventFacts, ...connectionFacts], 64),
  stream('REMINDERS', ['reminder.*.*'], [reminderPlanned, reminderAnswered], 128),
  stream('MESSAGES', ['message.*.*'], [messageReported, messageReceived], 64),
  stream('WISHES', ['wish.left.*'], [wishLeft], 32),
  stream('LETTERS', ['letter.died.*'], [letterDied], 64),
  stream('TRIES', ['letter.tried.*'], [letterTried], 16),
];

function consumer(service: ServiceName, fact: Fact, streamName: string): Consumer {
  return {
    name: `${service}-${fact.name.replace('.', '-')}`,
    stream: streamName,
    service,
    filter: `${fact.name}.*`,
    facts: [fact],
    ackWaitMs: 10_000,
    maxDeliver: 5,
    maxAckPending: 256,
    prefetch: 64,
  };
}

/**
 * `appointment.*.*`, written to the outside world one after another by each instance; an appointment's facts may overtake each
 * other, and `version` decides.
 */
function appointmentConsumer(service: ServiceName): Consumer {
  return {
    name: `${service}-appointments`,
    stream: 'APPOINTMENTS',
    service,
    filter: 'appointment.*.*',
    facts: appointmentFacts,
    ackWaitMs: 30_000,
    maxDeliver: 5,
    maxAckPending: 64,
    prefetch: 1,
  };
}

export const consumers = {
  callStarted: consumer('crm-tools', callStarted, 'CALLS'),
  callEnded: consumer('crm-tools', callEnded, 'CALLS'),
  callReported: consumer('crm-tools', callReported, 'CALLS'),
  turnMeasured: consumer('crm-tools', turnMeasured, 'TURNS'),
  turnTaken: consumer('crm-tools', turnTaken, 'TURNS'),
  wishLeft: consumer('crm-tools', wishLeft, 'WISHES'),
  reminderPlanned: consumer('crm-tools', reminderPlanned, 'REMINDERS'),
  reminderAnswered: consumer('crm-tools', reminderAnswered, 'REMINDERS'),
  callJudged: consumer('crm-tools', callJudged, 'CALLS'),
  messageReported: consumer('crm-tools', messageReported, 'MESSAGES'),
  messageReceived: consumer('crm-tools', messageReceived, 'MESSAGES'),
  reminderCallReported: consumer('reminder', callReported, 'CALLS'),
  calendarEvents: {
    ...consumer('crm-tools', eventMoved, 'CALENDARS'),
    ...{ name: 'crm-tools-events', filter: 'event.*.*', facts: eventFacts },
  },
  calendarConnections: {
    ...consumer('crm-tools', calendarConnected, 'CALENDARS'),
    ...{ name: 'crm-tools-calendars', filter: 'calendar.*.*', facts: connectionFacts },
  },
  calendarAppointments: appointmentConsumer('calendar'),
  /** What `calendarAppointments` put aside: those appointments are looked up and written as they stand. */
  calendarLetters: {
    ...appointmentConsumer('calendar'),
    ...{
      name: 'calendar-letters',
      stream: 'LETTERS',
      filter: 'letter.died.calendar-appointments',
      facts: [letterDied],
    },
  },
  reminderAppointments: appointmentConsumer('reminder'),
} as const satisfies Record<string, Consumer>;
