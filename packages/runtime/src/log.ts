/** Structured logs. Personal data is kept out by the name of its key, not by memory. */
import { type DestinationStream, type Logger, pino } from 'pino';

/** Keys whose values never reach a log line, at any of the first three levels of an object. */
export const PERSONAL_KEYS = [
  'address',
  'arguments',
  'audio',
  'authorization',
  'body',
  'briefing',
  'callerSaid',
  'agentSaid',
  'customer',
  'email',
  'firstName',
  'first_name',
  'from',
  'lastName',
  'last_name',
  'messages',
  'name',
  'notes',
  'number',
  'phone',
  'say',
  'text',
  'to',
  'token',
  'transcript',
  'vehicle',
  'vin',
  'wish',
  'words',
] as const;

export type Log = Logger;

const paths = PERSONAL_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]);

export function createLog(options: {
  service: string;
  instanceId: string;
  level: string;
  destination?: DestinationStream;
}): Log {
  const settings = {
    level: options.level,
    base: { service: options.service, instance: options.instanceId },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths, censor: '[personal]' },
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { error: describeError },
  };
  return options.destination === undefined ? pino(settings) : pino(settings, options.destination);
}

/** An error as a log shows it: what and where, and its causes; not the properties SDKs attach (requests, bodies, headers). */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}
