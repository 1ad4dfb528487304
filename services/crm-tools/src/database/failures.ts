/** What a failed query means for whoever asked. */

/**
 * `taken`: another appointment has that bay and time. `again`: two writers met, one of them tries once more. `away`: the
 * database cannot be reached or does not answer. `busy`: no connection was free in time. `failed`: anything else, a bug.
 */
export type DatabaseFailure = 'taken' | 'again' | 'away' | 'busy' | 'failed';

const EXCLUSION_VIOLATION = '23P01';
/** Deadlock, lock not available in time, serialization failure. */
const WORTH_ANOTHER_TRY = new Set(['40P01', '55P03', '40001']);
/** The statement took longer than it may: something it waits for, or the whole database, is busy. */
const STATEMENT_TIMEOUT = '57014';
/** Shutdown, crash, starting up, too many connections: classes and codes of PostgreSQL and of sockets. */
const AWAY = /^(57P0[1-5]|53300|08\w{3}|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND)$/;
const AWAY_KINDS = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections']);
const AWAY_MESSAGES =
  /connection terminated|client has encountered a connection error|query read timeout|not queryable/i;
/** What the pool says when nothing was free; a server that cannot be reached looks the same to it. */
const BUSY_MESSAGE = /timeout exceeded when trying to connect/i;

/** Reads an error of Prisma, of its adapter or of the driver below. */
export function describeDatabaseFailure(error: unknown): DatabaseFailure {
  const seen = [...chain(error)];
  const codes = seen.flatMap((one) => [text(one, 'originalCode'), text(one, 'code')]);
  if (codes.includes(EXCLUSION_VIOLATION)) return 'taken';
  if (codes.some((code) => WORTH_ANOTHER_TRY.has(code))) return 'again';
  const messages = seen.flatMap((one) => [text(one, 'message'), text(one, 'originalMessage')]);
  if (codes.includes(STATEMENT_TIMEOUT) || messages.some((message) => BUSY_MESSAGE.test(message))) return 'busy';
  if (codes.some((code) => AWAY.test(code))) return 'away';
  if (seen.some((one) => AWAY_KINDS.has(text(one, 'kind')))) return 'away';
  return messages.some((message) => AWAY_MESSAGES.test(message)) ? 'away' : 'failed';
}

/** An error and what it carries of the error below: `cause`, or Prisma's `meta.driverAdapterError`. */
function* chain(error: unknown): Generator<object> {
  let current: unknown = error;
  for (let depth = 0; depth < 6 && typeof current === 'object' && current !== null; depth += 1) {
    yield current;
    current = property(property(current, 'meta'), 'driverAdapterError') ?? property(current, 'cause');
  }
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value ? Reflect.get(value, name) : undefined;
}

function text(value: object, name: string): string {
  const found = property(value, name);
  return typeof found === 'string' ? found : '';
}
