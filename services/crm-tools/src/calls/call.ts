/** A call as its row keeps it: who calls, what they have proven, what was offered to them under which short name. */
import type { Change } from '../changes/change.ts';
import type { FactKind, Trust } from '../identity/ladder.ts';

/** A free time that was offered in this call. Instants are ISO 8601. */
export interface Slot {
  readonly startsAt: string;
  readonly endsAt: string;
  readonly freeAt: string;
  /** Codes of the services it was offered for. */
  readonly services: readonly string[];
  readonly visit: 'drop-off' | 'wait' | null;
  /** The appointment that would be moved there; null for a new one. */
  readonly movesId: string | null;
}

export interface Call {
  readonly callId: string;
  readonly shopId: string;
  readonly direction: 'inbound' | 'outbound';
  /** The other end's number; null when it is withheld. */
  readonly number: string | null;
  readonly attestation: 'A' | 'B' | 'C' | null;
  /** Whom the caller was found to be, by what they said. */
  readonly customerId: string | null;
  /** What they said that agrees with that customer's record. */
  readonly facts: readonly FactKind[];
  /** What they said, right or wrong. */
  readonly said: readonly FactKind[];
  readonly failures: number;
  readonly epoch: number;
  /** Offered slots by short name. */
  readonly slots: Readonly<Record<string, Slot>>;
  /** Ids of appointments by short name. */
  readonly appointments: Readonly<Record<string, string>>;
  /** Counts the writes of short names, so that two at once do not give one name twice. */
  readonly names: number;
  /** Changes that wait for a yes, by intent. */
  readonly pending: Readonly<Partial<Record<Change['type'], Change>>>;
  /** Questions that were asked once in this call. */
  readonly asked: readonly string[];
  readonly endedAt: Date | null;
}

/**
 * How far the number of a call can be believed. One we dialled ourselves is as good as one the network vouches for; one that
 * is withheld says nothing.
 */
export function trustOf(call: Pick<Call, 'number' | 'direction' | 'attestation'>): Trust {
  if (call.number === null) return 'none';
  return call.direction === 'outbound' || call.attestation === 'A' ? 'vouched-for' : 'shown';
}
