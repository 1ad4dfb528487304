/** The servers' programs: where they are found, and what installs them. */
import type { ServerBinary } from './install.ts';

export const natsBinary: ServerBinary = {
  binary: 'nats-server',
  folders: ['/usr/sbin', '/usr/local/bin', '/opt/homebrew/bin'],
  aptPackage: 'nats-server',
  brewFormula: 'nats-server',
};

export const redisBinary: ServerBinary = {
  binary: 'redis-server',
  folders: ['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'],
  aptPackage: 'redis-server',
  brewFormula: 'redis',
};

export const postgresBinary: ServerBinary = {
  binary: 'postgres',
  folders: ['/usr/local/bin', '/opt/homebrew/opt/postgresql@*/bin', '/usr/lib/postgresql/*/bin'],
  aptPackage: 'postgresql',
  brewFormula: 'postgresql@17',
};

export const binaries: readonly ServerBinary[] = [natsBinary, redisBinary, postgresBinary];
