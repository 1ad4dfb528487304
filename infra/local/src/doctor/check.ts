/** What the doctor looks at: each check with its verdict, why it matters and the command that mends it. */
import type { HouseCard } from '../running.ts';

export interface Finding {
  readonly ok: boolean;
  /** What was seen. */
  readonly saw: string;
  /** Could not be looked at: nothing of the kind is set up or running. Counts as well. */
  readonly skipped?: boolean;
}

export interface Check {
  readonly id: string;
  /** Why it matters. */
  readonly why: string;
  /** The command, or the sentence, that mends it. */
  readonly mend: string;
  readonly look: (context: Context) => Promise<Finding> | Finding;
}

export interface ServerUrls {
  readonly natsUrl: string;
  readonly redisUrl: string;
  readonly databaseUrl: string;
}

/** Everything checks look at; tests put a broken one in place of any of it. */
export interface Context {
  readonly root: string;
  /** What `.env` holds, and where it lies. */
  readonly own: Readonly<Record<string, string>>;
  readonly envFile: string;
  readonly house: Pick<HouseCard, 'services' | 'directory' | 'clockOffsetMs' | 'gatewayUrl'> | undefined;
  /** Of the running house, else those that `.env` names. */
  readonly servers: ServerUrls | undefined;
  readonly nodeVersion: string;
  readonly freeDiskBytes: (path: string) => Promise<number>;
  readonly freeMemoryBytes: () => number;
  /** The time of somebody we trust, as an HTTP Date header tells it; undefined when nobody can be reached. */
  readonly referenceTime: () => Promise<Date | undefined>;
  readonly now: () => Date;
  /** Minutes east of UTC of a zone at a moment. */
  readonly offsetAt: (zone: string, at: Date) => number;
  readonly find: (binary: string) => string | undefined;
}

export const well = (saw: string): Finding => ({ ok: true, saw });
export const ill = (saw: string): Finding => ({ ok: false, saw });
export const skipped = (saw: string): Finding => ({ ok: true, saw, skipped: true });

/** What a check that throws has found: not being able to look is a finding. */
export async function look(check: Check, context: Context): Promise<Finding> {
  try {
    return await check.look(context);
  } catch (error) {
    return ill(error instanceof Error ? (error.message.split('\n')[0] ?? error.name) : String(error));
  }
}
