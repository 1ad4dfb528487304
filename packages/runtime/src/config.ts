/** Reads a service's configuration once, at the door: one zod schema of environment variables, all problems told at once. */
import { z } from 'zod';

/** Switches arrive as text. */
export const flag = z
  .enum(['true', 'false', '1', '0'])
  .transform((value) => value === 'true' || value === '1')
  .describe('true or false');

/** A whole number written as text, within bounds. */
export function integer(min: number, max: number): z.ZodType<number, string> {
  return z
    .string()
    .regex(/^-?\d+$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must lie between ${min} and ${max}`);
}

/** Variables that every service knows. */
export const commonConfig = z.object({
  BAYLINE_ENV: z
    .enum(['development', 'test', 'production'])
    .default('development')
    .describe('In production no provider may be simulated.'),
  BAYLINE_INSTANCE: z
    .string()
    .regex(/^[0-9a-z]{4,16}$/)
    .optional()
    .describe('Suffix of this process’s instance id; random when not set.'),
  BAYLINE_CLOCK_OFFSET_MS: integer(-1e13, 1e13)
    .prefault('0')
    .describe('Added to the wall clock by every process; set by the launcher from BAYLINE_NOW.'),
  BAYLINE_CLOCK_RATE: z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .transform(Number)
    .prefault('1')
    .describe('How fast the wall clock runs since BAYLINE_CLOCK_START_MS. Durations and TTLs stay real.'),
  BAYLINE_CLOCK_START_MS: integer(0, 1e14)
    .prefault('0')
    .describe('Real time in epoch milliseconds from which BAYLINE_CLOCK_RATE counts.'),
  NATS_URL: z.string().default('nats://127.0.0.1:4222').describe('NATS servers, comma separated.'),
  REDIS_URL: z.string().default('redis://127.0.0.1:6379').describe('Redis for sessions, caches and queues.'),
  HEALTH_PORT: integer(0, 65_535).prefault('0').describe('Port of /healthz, /readyz and /metrics; 0 picks a free one.'),
  HEALTH_HOST: z.string().default('127.0.0.1').describe('Address the health port listens on.'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
    .default('info')
    .describe('Least severe level logged.'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .string()
    .optional()
    .describe('Where traces go, by OTLP over HTTP; no traces are recorded when it is not set.'),
});

export type CommonConfig = z.output<typeof commonConfig>;

/** Every problem of a configuration at once, each with the variable's name and what it is for. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];
  constructor(service: string, problems: readonly string[]) {
    super(
      `BL-2001 ${service} cannot start, its configuration has ${problems.length} problem(s):\n  - ${problems.join('\n  - ')}`,
    );
    this.problems = problems;
  }
}

/**
 * The configuration of `service` from environment variables; empty ones count as not set.
 * @throws ConfigError naming every problem.
 */
export function readConfig<Schema extends z.ZodObject>(
  service: string,
  schema: Schema,
  environment: Readonly<Record<string, string | undefined>>,
): z.output<Schema> {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw new ConfigError(
    service,
    result.error.issues.map((issue) => describeIssue(schema, issue)),
  );
}

function describeIssue(schema: z.ZodObject, issue: z.core.$ZodIssue): string {
  const variable = String(issue.path[0] ?? 'configuration');
  const field = schema.shape[variable];
  const purpose = field instanceof z.ZodType ? field.description : undefined;
  return `${variable}: ${issue.message}${purpose === undefined ? '' : ` (${purpose})`}`;
}
