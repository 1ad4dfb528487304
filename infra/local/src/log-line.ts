/** One line of a service's log as people read it, or nothing when it is not wanted. Pure. */

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];
/** Said once at the head of the line, or of no use to a reader. */
const KNOWN = new Set(['level', 'time', 'service', 'instance', 'msg', 'pid', 'hostname']);

export interface Wanted {
  readonly call: string | undefined;
  readonly level: string;
}

/** Lines that are no JSON (of the servers, of the tunnel) are shown as they are. */
export function formatLogLine(source: string, text: string, wanted: Wanted): string | undefined {
  if (wanted.call !== undefined && !text.includes(wanted.call)) return undefined;
  const line = parse(text);
  if (line === undefined) return `${''.padEnd(12)} ${source.padEnd(10)}       ${text}`;
  if (LEVELS.indexOf(String(line.level)) < LEVELS.indexOf(wanted.level)) return undefined;
  const time = String(line.time ?? '').slice(11, 23);
  const rest = Object.entries(line)
    .filter(([key]) => !KNOWN.has(key))
    .map(([key, value]) => `${key}=${plain(value)}`);
  return [time.padEnd(12), source.padEnd(10), String(line.level ?? '').padEnd(5), line.msg, ...rest]
    .join(' ')
    .trimEnd();
}

function parse(text: string): Record<string, unknown> | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    // Something that only looks like JSON is shown as it is.
    return undefined;
  }
}

function plain(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if ('message' in value) return JSON.stringify((value as { message: unknown }).message);
  return JSON.stringify(value);
}
