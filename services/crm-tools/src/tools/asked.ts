/** What a tool is given: what it works with, and whose call it is asked for. */
import type { Envelope } from '@bayline/contracts';
import type { Bus, Clock, FaultPoint, Log } from '@bayline/runtime';
import type { Call } from '../calls/call.ts';
import type { TakenTime } from '../capacity/taken.ts';
import type { Owner } from '../changes/changes.ts';
import type { CrmToolsFaultPoint } from '../config.ts';
import type { Database } from '../database/postgres.ts';
import type { Customer } from '../identity/customer.ts';
import type { Customers } from '../identity/customers.ts';
import type { VinDecoder } from '../nhtsa/nhtsa.ts';
import type { Shop } from '../shops/shop.ts';
import type { Shops } from '../shops/shops.ts';

/** What tools work with. */
export interface Workshop {
  readonly database: Database;
  readonly bus: Bus;
  readonly shops: Shops;
  readonly customers: Customers;
  readonly takenTime: TakenTime;
  readonly vins: VinDecoder;
  readonly clock: Clock;
  readonly log: Log;
  /** How long a slot is held for a yes. */
  readonly holdMs: number;
  /** New ids of rows. */
  readonly newId: () => string;
  /** Writes the row of a call that was opened while the database was away. */
  readonly adopt: (callId: string, shopId: string) => Promise<void>;
  /** Called after a change was committed: its fact waits in the outbox. */
  readonly committed: () => void;
  /** Where a fault suite may end this process. */
  readonly reached: FaultPoint<CrmToolsFaultPoint>;
  /** Counts what came of holds and commits. */
  readonly counted: (phase: 'hold' | 'commit', outcome: string) => void;
}

/** One tool call. */
export interface Asked extends Workshop {
  readonly shop: Shop;
  readonly call: Call;
  readonly owner: Owner;
  readonly envelope: Envelope;
  readonly now: Date;
  /** The customers with the number of the call; looked up once, when they are first asked for. */
  readonly customersOfCall: () => Promise<readonly Customer[]>;
}
