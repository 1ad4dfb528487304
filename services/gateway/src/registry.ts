/**
 * What gateways know of each other's calls, so that another one can go on with them. A convenience: whoever asks gets
 * `undefined` when the registry is away, and the call goes on without.
 */

/** What Twilio is answered when it could not be told by REST, and asks by itself after the socket closed. */
export type NextStep = 'hang-up' | 'desk';

export interface HeldCall {
  readonly gatewayId: string;
  /** The latest stream of the call. */
  readonly stream: number;
  /** Wall time in epoch milliseconds at which the call's first stream began. */
  readonly startedAt: number;
  /** The latest owners; they are asked first when the call is taken over. */
  readonly speechId?: string | undefined;
  readonly dialogueId?: string | undefined;
  /** Set when the call is to end, or to be handed over, as soon as Twilio asks. */
  readonly next?: NextStep | undefined;
}

export interface Registry {
  readonly available: boolean;
  read(callId: string): Promise<HeldCall | undefined>;
  /** Takes one stream of a call for this gateway. False when another one has it, undefined when nobody can tell. */
  claim(callId: string, stream: number): Promise<boolean | undefined>;
  /** Tells what this gateway knows of a call it has; a rescue of the call is over then. */
  hold(callId: string, call: HeldCall): Promise<void>;
  release(callId: string): Promise<void>;
  /** Shows that this gateway lives, for the next few seconds. */
  beat(): Promise<void>;
  /** Every gateway that has calls or lives, and which of them have shown life lately. */
  gateways(): Promise<{ readonly known: readonly string[]; readonly alive: readonly string[] } | undefined>;
  /** The calls that a gateway held when it was last heard of. */
  callsOf(gatewayId: string): Promise<readonly string[]>;
  /** Takes the rescue of a call upon this gateway. False when another one is at it. */
  lockRescue(callId: string): Promise<boolean>;
  /** Whether a call is another gateway's by now, or is being led to one. */
  isLeaving(callId: string): Promise<boolean>;
  /** Forgets that a gateway held a call. */
  forget(gatewayId: string, callId: string): Promise<void>;
  /** Forgets a gateway that is gone. */
  forgetGateway(gatewayId: string): Promise<void>;
  close(): Promise<void>;
}
