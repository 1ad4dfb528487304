/**
 * The houses that run on this machine: a card for each in .local/houses, written by the process that started it, so that every
 * other command finds its bus, its database and its processes. A card also claims its profile: two houses never share a folder.
 */
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceName } from '@bayline/contracts';
import { localDirectory } from './paths.ts';
import { Trouble } from './trouble.ts';

export interface ServiceCard {
  readonly service: ServiceName;
  readonly index: number;
  readonly instanceId: string;
  readonly pid: number;
  readonly healthPort: number;
  /** `ready`, or what became of it. */
  readonly state: 'ready' | 'starting' | 'failed';
  readonly restarts: number;
}

export interface HouseCard {
  readonly profile: string;
  /** The process that started it; when it is gone, so is the house. */
  readonly pid: number;
  readonly state: 'starting' | 'ready';
  readonly startedAt: string;
  readonly directory: string;
  readonly publicUrl: string;
  /** Where the gateway listens on this machine, whatever the public URL is. */
  readonly gatewayUrl: string;
  readonly natsUrl: string;
  readonly redisUrl: string;
  readonly databaseUrl: string;
  /** Base URLs and keys of the simulated providers. */
  readonly simulated: Readonly<Record<string, string>>;
  /** Providers that are real in this house. */
  readonly real: readonly string[];
  readonly clockOffsetMs: number;
  readonly services: readonly ServiceCard[];
}

const folder = join(localDirectory, 'houses');
const cardFile = (profile: string): string => join(folder, `${profile}.json`);

/**
 * Claims a profile for this process. One whose data is kept is refused while another process has it; of the others the next
 * free name is taken (`demo`, `demo-2`, ...).
 */
export function claimProfile(profile: string, keep: boolean): string {
  mkdirSync(folder, { recursive: true });
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? profile : `${profile}-${n}`;
    if (claim(name)) return name;
    if (keep) {
      const { pid } = readCard(name) ?? { pid: 0 };
      throw new Trouble(
        'BL-1010',
        `the house "${name}" is running already (process ${pid})`,
        `Use it (npm run calls, npm run talk), stop it with Ctrl-C where it runs, or start another one: --profile ${name}-2`,
      );
    }
  }
}

function claim(profile: string): boolean {
  const file = cardFile(profile);
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, JSON.stringify({ profile, pid: process.pid, state: 'starting' }), { mode: 0o600 });
  try {
    for (;;) {
      try {
        // A link appears whole or not at all: nobody reads a claim that is half written.
        linkSync(mine, file);
        return true;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        if (alive(readCard(profile)?.pid)) return false;
        rmSync(file, { force: true });
      }
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Writes what others may know of this house; half-written cards are never seen. */
export function publishCard(card: HouseCard): void {
  const file = cardFile(card.profile);
  writeFileSync(`${file}.new`, `${JSON.stringify(card, null, 1)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

export function withdrawCard(profile: string): void {
  if (readCard(profile)?.pid === process.pid) rmSync(cardFile(profile), { force: true });
}

/** Every house that runs now, the one named `dev` first. */
export function runningHouses(): HouseCard[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => readCard(file.slice(0, -'.json'.length)))
    .filter((card) => card !== undefined && card.state === 'ready' && alive(card.pid))
    .map((card) => card as HouseCard)
    .sort((a, b) => Number(b.profile === 'dev') - Number(a.profile === 'dev'));
}

/** The house a command looks at when it is not told: of several, the one that the environment names. */
export const usualHouse = (): string | undefined => process.env.BAYLINE_HOUSE;

/** The running house of a profile, or the one that comes first. @throws Trouble when there is none. */
export function runningHouse(profile: string | undefined = usualHouse()): HouseCard {
  const houses = runningHouses();
  const found = profile === undefined ? houses[0] : houses.find((house) => house.profile === profile);
  if (found !== undefined) return found;
  const others = houses.map((house) => house.profile).join(', ');
  throw new Trouble(
    'BL-1016',
    profile === undefined
      ? 'no house is running'
      : `no house "${profile}" is running${others && `; there is ${others}`}`,
    'Start one in another terminal: npm run dev',
  );
}

function readCard(profile: string): HouseCard | undefined {
  try {
    return JSON.parse(readFileSync(cardFile(profile), 'utf8')) as HouseCard;
  } catch {
    // Gone: its house has just stopped.
    return undefined;
  }
}

export function alive(pid: number | undefined): boolean {
  if (pid === undefined || !Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
