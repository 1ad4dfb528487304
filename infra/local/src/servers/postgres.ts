/** PostgreSQL. It refuses to run as root: then it runs as an unprivileged user, with its data where that user can reach it. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { freePort } from '../ports.ts';
import { type LocalProcess, startProcess } from '../processes.ts';
import type { Progress } from '../progress.ts';
import { Trouble } from '../trouble.ts';
import { until } from '../until.ts';
import { postgresBinary } from './binaries.ts';
import { findOrInstall } from './install.ts';
import { diedAtStart, type RunningServer } from './server.ts';

/** Of the first shop of the sample data. */
const SAMPLE_NUMBER = '+12155550100';

interface User {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

export interface PostgresServer extends RunningServer {
  /** The URL of a database of this server, made when it is not there yet. */
  database(name: string): string;
  /** Whether a database holds no shop yet. */
  isEmpty(databaseUrl: string): boolean;
  /** Makes the first sample shop the one that a real number rings. */
  giveShopNumber(databaseUrl: string, number: string): void;
  /** A copy of `template` under a new name; the template must have no connections. */
  copyDatabase(template: string, name: string): string;
}

export async function startPostgres(directory: string, progress: Progress): Promise<PostgresServer> {
  const command = await findOrInstall(postgresBinary, progress);
  const bin = dirname(command);
  const user = process.getuid?.() === 0 ? unprivilegedUser() : undefined;
  const home =
    user === undefined ? join(directory, 'postgres') : reachableHome(join(directory, 'postgres'), user, progress);
  const data = join(home, 'data');
  mkdirSync(home, { recursive: true });
  if (user !== undefined) chownSync(home, user.uid, user.gid);
  if (!existsSync(join(data, 'PG_VERSION'))) initialise(bin, data, user);
  rmSync(join(data, 'postmaster.pid'), { force: true });

  const port = await freePort();
  const base = `postgresql://bayline@127.0.0.1:${port}`;
  const args = [
    ...['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    ...['-c', 'max_connections=200', '-c', 'log_min_messages=fatal', '-c', 'jit=off'],
  ];
  const start = async (): Promise<LocalProcess> => {
    const started = startProcess({ name: 'postgres', command, args, logFile: join(directory, 'postgres.log'), user });
    await until('postgres to accept connections', () => {
      if (!started.running) throw diedAtStart(started);
      return spawnSync(join(bin, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)]).status === 0;
    });
    return started;
  };
  const sql = (statement: string, database = `${base}/postgres`): string => {
    const result = spawnSync(
      join(bin, 'psql'),
      ['-X', '-q', '-t', '-A', '-v', 'ON_ERROR_STOP=1', '-d', database, '-c', statement],
      { encoding: 'utf8' },
    );
    if (result.status !== 0) throw new Error(`psql: ${result.stderr.trim()}`);
    return result.stdout.trim();
  };
  let current = await start();
  return {
    url: base,
    get process() {
      return current;
    },
    // SIGINT is a fast shutdown: SIGTERM would wait for every client to leave.
    stop: async () => {
      current.kill('SIGINT');
      await current.ended;
    },
    restart: async () => {
      current.kill('SIGINT');
      await current.ended;
      current = await start();
    },
    database: (name) => {
      if (sql(`SELECT 1 FROM pg_database WHERE datname = '${name}'`) === '') sql(`CREATE DATABASE "${name}"`);
      return `${base}/${name}`;
    },
    isEmpty: (url) => sql('SELECT 1 FROM shops LIMIT 1', url) === '',
    giveShopNumber: (url, number) => {
      if (!/^\+\d{7,15}$/.test(number)) throw new Error(`${number} is no telephone number`);
      sql(`UPDATE shops SET phone = '${number}' WHERE phone = '${SAMPLE_NUMBER}'`, url);
    },
    copyDatabase: (template, name) => {
      sql(`CREATE DATABASE "${name}" TEMPLATE "${template}"`);
      return `${base}/${name}`;
    },
  };
}

/** A database somebody else keeps: it is brought up to date and never filled with sample data. */
export function foreignPostgres(server: RunningServer): PostgresServer {
  return {
    ...server,
    database: () => server.url,
    isEmpty: () => false,
    giveShopNumber: () => {},
    copyDatabase: () => {
      throw new Error('a database that is not ours is not copied');
    },
  };
}

function initialise(bin: string, data: string, user: User | undefined): void {
  const result = spawnSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'bayline', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'],
    {
      encoding: 'utf8',
      cwd: '/',
      ...(user === undefined ? {} : { uid: user.uid, gid: user.gid }),
    },
  );
  if (result.status === 0) return;
  throw new Trouble(
    'BL-1009',
    `PostgreSQL could not make its data folder ${data}:\n${result.stdout ?? ''}${result.stderr ?? ''}`.trim(),
    'Read the lines above; usually the disk is full or the folder belongs to somebody else. npm run reset removes it.',
  );
}

function unprivilegedUser(): User {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':');
    if (fields !== undefined) return { name, uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new Trouble(
    'BL-1011',
    'PostgreSQL refuses to run as root, and there is no user "postgres" or "nobody" to run it as',
    'Run the command as an ordinary user.',
  );
}

/** Where the data of a folder lies that PostgreSQL's user cannot reach. */
export function postgresElsewhere(wished: string): string {
  return join('/var/tmp', `bayline-${createHash('sha256').update(wished).digest('hex').slice(0, 12)}`);
}

/** The wished folder when the user can get there, else one under /var/tmp, and says so. */
function reachableHome(wished: string, user: User, progress: Progress): string {
  mkdirSync(wished, { recursive: true });
  for (let folder = dirname(wished); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) break;
    if (folder === dirname(folder)) return wished;
  }
  const elsewhere = postgresElsewhere(wished);
  progress.note(`PostgreSQL runs as "${user.name}", who cannot reach ${wished}: its data is in ${elsewhere}`);
  return elsewhere;
}
