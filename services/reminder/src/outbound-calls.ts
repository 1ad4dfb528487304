/** What this service needs of a telephone company: a call placed once, and the truth about it afterwards. */
import type { Failed } from './failing.ts';

export interface Order {
  readonly from: string;
  readonly to: string;
  readonly reminderId: string;
  readonly attempt: number;
}

export type Placing = { readonly type: 'placed'; readonly callId: string } | Failed;

export interface FoundCall {
  readonly callId: string;
  readonly status: string;
}

export interface OutboundCalls {
  place(order: Order): Promise<Placing>;
  /** Calls between these numbers since a moment. @throws ProviderError */
  find(order: { from: string; to: string; since: Date }): Promise<readonly FoundCall[]>;
  /** @throws ProviderError */
  read(callId: string): Promise<FoundCall>;
}
