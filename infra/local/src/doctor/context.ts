/** The world as the doctor finds it on this machine. */

import { readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { freemem } from 'node:os';
import { join } from 'node:path';
import { readOwnEnvironment } from '../own-keys.ts';
import { root } from '../paths.ts';
import { runningHouses, usualHouse } from '../running.ts';
import { binaries } from '../servers/binaries.ts';
import { findBinary } from '../servers/install.ts';
import type { Context, ServerUrls } from './check.ts';

/** Asked for its time only. */
const TIME_SERVER = 'https://api.twilio.com';

export function openContext(profile: string | undefined = usualHouse()): Context {
  const envFile = join(root, '.env');
  const own = readOwnEnvironment(envFile);
  const houses = runningHouses();
  const house = profile === undefined ? houses[0] : houses.find((one) => one.profile === profile);
  return {
    root,
    own,
    envFile,
    house,
    servers: house ?? configured(own),
    nodeVersion: process.version,
    freeDiskBytes: async (path) => {
      const { bavail, bsize } = await statfs(path);
      return bavail * bsize;
    },
    freeMemoryBytes,
    referenceTime: async () => {
      try {
        const response = await fetch(own.TWILIO_API_BASE_URL ?? TIME_SERVER, {
          method: 'HEAD',
          signal: AbortSignal.timeout(3_000),
        });
        const date = response.headers.get('date');
        return date === null ? undefined : new Date(date);
      } catch {
        // Without a network there is nobody to ask.
        return undefined;
      }
    },
    now: () => new Date(),
    offsetAt,
    find: (name) => {
      const binary = binaries.find((one) => one.binary === name);
      return binary === undefined ? undefined : findBinary(binary);
    },
  };
}

/** The servers of `.env`, when it names all three. */
function configured(own: Readonly<Record<string, string>>): ServerUrls | undefined {
  const { NATS_URL: natsUrl, REDIS_URL: redisUrl, DATABASE_URL: databaseUrl } = own;
  if (natsUrl === undefined || redisUrl === undefined || databaseUrl === undefined) return undefined;
  return { natsUrl, redisUrl, databaseUrl };
}

/** What programs may still take; on Linux that is more than what lies idle. */
function freeMemoryBytes(): number {
  if (process.platform !== 'linux') return freemem();
  const kilobytes = /^MemAvailable:\s+(\d+)/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1];
  return kilobytes === undefined ? freemem() : Number(kilobytes) * 1_024;
}

/** From the wall time that Intl gives for the zone. */
export function offsetAt(zone: string, at: Date): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(at);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign, hours = '0', minutes = '0'] = /GMT([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) || 0;
}
