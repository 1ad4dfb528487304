/** Checks of NATS, Redis and PostgreSQL: set up so that nothing is lost and nothing is booked twice. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { askSubject, asks, consumers, streams } from '@bayline/contracts';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { Redis } from 'ioredis';
import pg from 'pg';
import { type Check, type Context, type Finding, ill, skipped, well } from './check.ts';

const NOBODY = 'no house is running: npm run dev';
const OLDEST_UNTOLD_MS = 60_000;
const CONNECTS_WITHIN_MS = 3_000;

export const serverChecks: readonly Check[] = [
  {
    id: 'nats-jetstream',
    why: 'Lasting facts (appointments, ended calls, reminders) are stored in it; without it none is.',
    mend: 'Start nats-server with -js, or with infra/docker/nats.conf',
    look: withNats(async (connection) => {
      await (await jetstreamManager(connection)).getAccountInfo();
      return well(`nats-server ${connection.info?.version}`);
    }),
  },
  {
    id: 'nats-sync',
    why: 'With its usual interval of two minutes, a power failure takes facts that were acknowledged.',
    mend: 'Set jetstream { sync_interval: always } (infra/docker/nats.conf has it; needs nats-server 2.10)',
    look: ({ root, own }) => {
      const file = own.NATS_CONFIG ?? join(root, 'infra', 'docker', 'nats.conf');
      const always = existsSync(file) && /^\s*sync_interval:\s*"?always"?/m.test(readFileSync(file, 'utf8'));
      return always ? well(`${file} writes before it acknowledges`) : ill(`${file} does not say sync_interval: always`);
    },
  },
  {
    id: 'nats-streams',
    why: 'A fact that no stream takes is lost while nobody listens; a stream that captures a question answers it itself.',
    mend: 'Any service makes them when it starts: npm run dev. A stream that captures too much: nats stream edit',
    look: withNats(async (connection) => {
      const manager = await jetstreamManager(connection);
      const there = new Map<string, readonly string[]>();
      for await (const { config } of manager.streams.list()) there.set(config.name, config.subjects);
      const missing = streams.filter(({ name }) => !there.has(name)).map(({ name }) => name);
      const captured = asks
        .map((ask) => askSubject(ask))
        .filter((subject) => [...there.values()].flat().some((pattern) => covers(pattern, subject)));
      if (captured.length > 0) return ill(`a stream captures ${captured.join(', ')}`);
      if (missing.length > 0) return ill(`missing: ${missing.join(', ')}`);
      return well(`${streams.length} streams, ${Object.keys(consumers).length} consumers`);
    }),
  },
  {
    id: 'redis-eviction',
    why: 'A Redis that makes room by itself throws reminder jobs away.',
    mend: 'redis-cli config set maxmemory-policy noeviction',
    look: withRedis(async (redis) => {
      const policy = await setting(redis, 'maxmemory-policy');
      return (policy === 'noeviction' ? well : ill)(`maxmemory-policy is ${policy}`);
    }),
  },
  {
    id: 'redis-durable',
    why: 'Reminder jobs must outlive a restart of Redis.',
    mend: 'redis-cli config set appendonly yes',
    look: withRedis(async (redis) => {
      const appends = await setting(redis, 'appendonly');
      return (appends === 'yes' ? well : ill)(`appendonly is ${appends}`);
    }),
  },
  {
    id: 'postgres-version',
    why: 'Older servers lack what the constraint and the functions of the migrations need.',
    mend: 'Install PostgreSQL 14 or newer',
    look: withPostgres(async (client) => {
      const { rows } = await client.query<{ server_version_num: string }>('SHOW server_version_num');
      const version = Number(rows[0]?.server_version_num ?? 0);
      return (version >= 140_000 ? well : ill)(`version ${Math.floor(version / 10_000)}`);
    }),
  },
  {
    id: 'postgres-extensions',
    why: 'The exclusion constraint needs btree_gist; finding a name that was heard wrongly needs pg_trgm and fuzzystrmatch.',
    mend: 'sudo apt-get install postgresql-contrib, then: npm run dev (it migrates)',
    look: withPostgres(async (client) => {
      const wanted = ['btree_gist', 'pg_trgm', 'fuzzystrmatch'];
      const { rows } = await client.query<{ extname: string }>('SELECT extname FROM pg_extension');
      const missing = wanted.filter((name) => !rows.some(({ extname }) => extname === name));
      return missing.length === 0 ? well(wanted.join(', ')) : ill(`missing: ${missing.join(', ')}`);
    }),
  },
  {
    id: 'postgres-constraint',
    why: 'It is the last word against a bay being sold twice.',
    mend: 'npm run dev migrates; if somebody dropped it: services/crm-tools/prisma/migrations has it as SQL',
    look: withPostgres(async (client) => {
      const { rows } = await client.query(
        "SELECT 1 FROM pg_constraint WHERE conname = 'appointments_no_overlap' AND contype = 'x' AND convalidated",
      );
      return rows.length === 1 ? well('appointments_no_overlap is there') : ill('appointments_no_overlap is missing');
    }),
  },
  {
    id: 'postgres-migrations',
    why: 'Services expect the rows of this version.',
    mend: 'npm run dev migrates; elsewhere the migrate job does (docs/operations.md)',
    look: (context) =>
      withPostgres(async (client) => {
        const folder = join(context.root, 'services', 'crm-tools', 'prisma', 'migrations');
        const wanted = readdirSync(folder).filter((name) => /^\d/.test(name));
        const { rows } = await client.query<{ migration_name: string }>(
          'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL',
        );
        const missing = wanted.filter((name) => !rows.some(({ migration_name }) => migration_name === name));
        return missing.length === 0 ? well(`${wanted.length} applied`) : ill(`not applied: ${missing.join(', ')}`);
      })(context),
  },
  {
    id: 'double-bookings',
    why: 'Two visits in one bay at one time is the one thing that must never be.',
    mend: 'Find out how at once: npm run calls, then call one of the two customers. npm run tasks keeps the note',
    look: withPostgres(async (client) => {
      const { rows } = await client.query<{ pairs: number }>(
        `SELECT count(*)::int AS pairs FROM appointments a JOIN appointments b
            ON a.bay_id = b.bay_id AND a.id < b.id AND a.during && b.during
         WHERE a.status IN ('held', 'booked') AND b.status IN ('held', 'booked')`,
      );
      const pairs = rows[0]?.pairs ?? 0;
      return (pairs === 0 ? well : ill)(`${pairs} pairs overlap`);
    }),
  },
  {
    id: 'outbox',
    why: 'What is committed and not told reaches neither calendar nor reminders.',
    mend: 'npm run logs -- --service crm-tools --level warn says why; a restart of crm-tools loses nothing',
    look: (context) =>
      withPostgres(async (client) => {
        const before = new Date(context.now().getTime() + (context.house?.clockOffsetMs ?? 0) - OLDEST_UNTOLD_MS);
        const { rows } = await client.query<{ untold: number }>(
          'SELECT count(*)::int AS untold FROM outbox WHERE published_at IS NULL AND created_at < $1',
          [before],
        );
        const untold = rows[0]?.untold ?? 0;
        return (untold === 0 ? well : ill)(`${untold} facts wait for more than a minute`);
      })(context),
  },
];

function withNats(work: (connection: NatsConnection) => Promise<Finding>): Check['look'] {
  return async ({ servers }) => {
    if (servers === undefined) return skipped(NOBODY);
    const connection = await connect({ servers: servers.natsUrl, reconnect: false, timeout: CONNECTS_WITHIN_MS });
    try {
      return await work(connection);
    } finally {
      await connection.close();
    }
  };
}

function withRedis(work: (redis: Redis) => Promise<Finding>): Check['look'] {
  return async ({ servers }) => {
    if (servers === undefined) return skipped(NOBODY);
    const redis = new Redis(servers.redisUrl, {
      lazyConnect: true,
      retryStrategy: () => null,
      maxRetriesPerRequest: 0,
    });
    try {
      await redis.connect();
      return await work(redis);
    } finally {
      redis.disconnect();
    }
  };
}

function withPostgres(work: (client: pg.Client) => Promise<Finding>): (context: Context) => Promise<Finding> {
  return async ({ servers }) => {
    if (servers === undefined) return skipped(NOBODY);
    const client = new pg.Client({
      connectionString: servers.databaseUrl,
      connectionTimeoutMillis: CONNECTS_WITHIN_MS,
      query_timeout: CONNECTS_WITHIN_MS,
    });
    try {
      await client.connect();
      return await work(client);
    } finally {
      // A connection that was never made has nothing to end.
      await client.end().catch(() => {});
    }
  };
}

async function setting(redis: Redis, name: string): Promise<string> {
  const answer = (await redis.config('GET', name)) as string[];
  return answer[1] ?? 'unknown';
}

/** Whether a subject fits a pattern of a stream. */
function covers(pattern: string, subject: string): boolean {
  const wanted = pattern.split('.');
  const given = subject.split('.');
  const open = wanted.at(-1) === '>';
  if (open ? given.length < wanted.length : given.length !== wanted.length) return false;
  return wanted.every((token, at) => token === '>' || token === '*' || token === given[at]);
}
