/** Structured logs. Personal data is kept out by the name of its key, not by memory. */
import { PERSONAL_KEYS } from '@bayline/contracts';
import { type DestinationStream, type Logger, pino } from 'pino';

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
