/** Checks of the machine and the checkout: what must be there before anything starts. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../ports.ts';
import { type Check, type Finding, ill, skipped, well } from './check.ts';

const GIGABYTE = 1e9;
const WORST_SKEW_MS = 30_000;

/** Moments around changes of the clock, and the offset that the zone has then, in minutes. */
const KNOWN_OFFSETS: readonly (readonly [string, string, number])[] = [
  ['America/New_York', '2026-03-08T06:59:00Z', -300],
  ['America/New_York', '2026-03-08T07:00:00Z', -240],
  ['America/Denver', '2026-11-01T07:59:00Z', -360],
  ['America/Denver', '2026-11-01T08:00:00Z', -420],
  ['America/Phoenix', '2026-07-01T12:00:00Z', -420],
  ['Europe/Berlin', '2026-03-29T01:00:00Z', 120],
];

export const machineChecks: readonly Check[] = [
  {
    id: 'node',
    why: 'Services run TypeScript as it is, which older Node cannot.',
    mend: 'Install Node 24 from https://nodejs.org (on Linux the bootstrap brings its own: npm run dev)',
    look: ({ nodeVersion }) => {
      const [major = 0, minor = 0] = nodeVersion.replace('v', '').split('.').map(Number);
      return major > 22 || (major === 22 && minor >= 15) ? well(nodeVersion) : ill(`${nodeVersion}, older than 22.15`);
    },
  },
  {
    id: 'dependencies',
    why: 'Packages of another lockfile than this checkout’s fail in ways that look like bugs.',
    mend: 'npm run dev installs them (or any other command)',
    look: ({ root }) =>
      stampMatches(root, 'installed', ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'], '\0'),
  },
  {
    id: 'database-client',
    why: 'crm-tools reads and writes through a client that is generated from its schema.',
    mend: 'npm run dev generates it (or any other command)',
    look: ({ root }) =>
      stampMatches(root, 'generated', ['services/crm-tools/prisma/schema.prisma', 'pnpm-lock.yaml'], ''),
  },
  {
    id: 'contracts',
    why: 'Services are deployed one at a time: a contract that lost something breaks the ones that were not.',
    mend: 'npm test -- packages/contracts says what was lost; npm run verify -- --release takes a new snapshot with a release',
    look: ({ root }) => {
      const file = join(root, 'packages', 'contracts', 'contracts.snapshot.json');
      if (!existsSync(file)) return ill('there is no snapshot of the contracts');
      const messages = Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object).length;
      return messages > 0 ? well(`${messages} shapes are kept`) : ill('the snapshot is empty');
    },
  },
  {
    id: 'disk',
    why: 'PostgreSQL, Redis and JetStream stop when they cannot write.',
    mend: 'Free a gigabyte, or: npm run reset -- --all',
    look: async ({ root, freeDiskBytes }) => {
      const free = await freeDiskBytes(root);
      return (free < GIGABYTE ? ill : well)(`${(free / GIGABYTE).toFixed(1)} GB free`);
    },
  },
  {
    id: 'memory',
    why: 'Six services, the simulators and three servers need about a gigabyte together.',
    mend: 'Close other programs, or run fewer houses at once: npm run services lists what runs',
    look: ({ house, freeMemoryBytes }) => {
      const free = freeMemoryBytes();
      const saw = `${(free / GIGABYTE).toFixed(1)} GB available`;
      return house === undefined && free < GIGABYTE ? ill(saw) : well(saw);
    },
  },
  {
    id: 'clock-skew',
    why: 'Passes, signatures and OAuth tokens are judged by time; a wrong clock refuses every call.',
    mend: 'sudo timedatectl set-ntp true',
    look: async ({ referenceTime, now }) => {
      const reference = await referenceTime();
      if (reference === undefined) return skipped('nobody outside can be asked for the time');
      const skewMs = Math.abs(now().getTime() - reference.getTime());
      return (skewMs > WORST_SKEW_MS ? ill : well)(`${Math.round(skewMs / 1_000)} s apart from the network’s time`);
    },
  },
  {
    id: 'time-zones',
    why: 'Visits are booked by the shop’s clock on the wall, also on the day that clock is changed.',
    mend: 'Use a Node with full ICU data (the pinned one has it): npm run dev',
    look: ({ offsetAt }) => {
      const wrong = KNOWN_OFFSETS.filter(([zone, at, minutes]) => offsetAt(zone, new Date(at)) !== minutes);
      return wrong.length === 0
        ? well(`${KNOWN_OFFSETS.length} known changes of the clock are right`)
        : ill(`wrong: ${wrong.map(([zone, at]) => `${zone} at ${at}`).join(', ')}`);
    },
  },
  {
    id: 'gateway-port',
    why: 'With a real number the tunnel leads to one port; somebody else on it would get the calls.',
    mend: 'Stop what listens there (lsof -i :8080), or: npm run dev -- --port 8090',
    look: async ({ own, house }) => {
      if (house !== undefined) return well(`the gateway listens at ${house.gatewayUrl}`);
      const port = Number(own.GATEWAY_PORT ?? 8_080);
      return (await freePort(port)) === port ? well(`port ${port} is free`) : ill(`port ${port} is taken`);
    },
  },
  server('nats-server', 'NATS_URL', 'carries every message between services', 'nats-server'),
  server('redis-server', 'REDIS_URL', 'keeps sessions, caches and reminder jobs', 'redis-server'),
  server('postgres', 'DATABASE_URL', 'keeps every appointment', 'postgresql'),
  {
    id: 'env-file',
    why: 'It holds secrets: other users of the machine must not read it.',
    mend: 'chmod 600 .env',
    look: ({ envFile }) => {
      if (!existsSync(envFile)) return skipped('there is no .env: every provider is simulated');
      const mode = statSync(envFile).mode & 0o777;
      return ((mode & 0o077) === 0 ? well : ill)(`its mode is ${mode.toString(8)}`);
    },
  },
  {
    id: 'media-secret',
    why: 'It signs the pass of every media socket: without one in .env each start makes its own, and gateways refuse each other’s calls.',
    mend: 'npm run setup writes one',
    look: ({ own }) => {
      if (own.TWILIO_AUTH_TOKEN === undefined) return skipped('no real calls: each start makes its own');
      const secret = own.MEDIA_TOKEN_SECRET ?? '';
      return secret.length >= 32
        ? well(`${secret.length} characters`)
        : ill('MEDIA_TOKEN_SECRET has fewer than 32 characters');
    },
  },
  {
    id: 'consent-text',
    why: 'A caller must be told at the start that an automated assistant speaks; the law of several states asks for it.',
    mend: 'Say it in the greeting: packages/spoken/src/talk',
    look: ({ root }) => {
      const greeting = greetingOf(root);
      return /automated/i.test(greeting)
        ? well('the greeting says so')
        : ill('the greeting does not say that it is automated');
    },
  },
];

function server(binary: string, variable: string, does: string, aptPackage: string): Check {
  return {
    id: `${binary}-found`,
    why: `It ${does}.`,
    mend: `sudo apt-get install ${aptPackage} (as root the first start does it), or set ${variable} in .env`,
    look: ({ own, house, find }) => {
      if (house !== undefined || own[variable] !== undefined) return well('a running one is used');
      const found = find(binary);
      return found === undefined ? ill(`${binary} is not on this machine`) : well(found);
    },
  };
}

/** Whether the bootstrap's stamp is the hash of these files. */
function stampMatches(root: string, stamp: string, files: readonly string[], separator: string): Finding {
  const file = join(root, '.local', stamp);
  if (!existsSync(file)) return ill('never done in this checkout');
  const wanted = createHash('sha256')
    .update(files.map((name) => readFileSync(join(root, name), 'utf8')).join(separator))
    .digest('hex');
  return readFileSync(file, 'utf8') === wanted ? well('up to date') : ill('older than the files it was made from');
}

/** The sources of what is said, the greeting among them. */
function greetingOf(root: string): string {
  const folder = join(root, 'packages', 'spoken', 'src', 'talk');
  if (!existsSync(folder)) return '';
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8'));
  return texts.flatMap((text) => text.match(/Thanks for calling[^`']*/g) ?? []).join(' ');
}
