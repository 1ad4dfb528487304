/** What a story may do to its house: the deeds, as stories write them. How they are carried out stands in doing.ts. */
import { z } from 'zod';

export const roles = ['gateway', 'speech', 'dialogue', 'crm-tools', 'calendar', 'reminder'] as const;
export const servers = ['nats', 'redis', 'postgres'] as const;
export const providers = ['twilio', 'deepgram', 'openai', 'google', 'nhtsa'] as const;

/** Settings of one simulated provider, laid over those it has. */
export const providerSettings = z.record(z.string(), z.unknown());

export const deed = z.discriminatedUnion('type', [
  /**
   * Kills a process as a crash does: the instance that owns the call, or the first one of a role that owns no calls. It is
   * started again at once, as a supervisor would, unless it stays dead until the calls are over.
   */
  z.strictObject({ type: z.literal('kill'), role: z.enum(roles), staysDead: z.boolean().default(false) }),
  /** Kills every instance of every service; all stay dead until the calls are over. */
  z.strictObject({ type: z.literal('kill-all') }),
  /** Stops a process without ending it, and lets it go on after a while. */
  z.strictObject({ type: z.literal('pause'), role: z.enum(roles), forMs: z.number().positive() }),
  /** Stops a server, for a while or until the calls are over. */
  z.strictObject({ type: z.literal('stop'), server: z.enum(servers), forMs: z.number().positive().optional() }),
  /** Changes a provider's settings until the calls are over: its faults, above all. */
  z.strictObject({ type: z.literal('provider'), provider: z.enum(providers), settings: providerSettings }),
  /** The shop moves what this call has booked to this time tomorrow: its reminder is due at once. */
  z.strictObject({ type: z.literal('bring-near') }),
  /** The shop moves the visit of this number: its reminder is due so many seconds from now. */
  z.strictObject({ type: z.literal('move-visit'), number: z.string(), inSeconds: z.number().positive() }),
  /** Takes every bay of the first shop from one local time to another, but some. */
  z.strictObject({
    type: z.literal('fill'),
    from: z.string(),
    to: z.string(),
    except: z.number().int().nonnegative().default(0),
  }),
]);

export type Deed = z.output<typeof deed>;
export type Role = (typeof roles)[number];
export type ServerName = (typeof servers)[number];
export type Provider = (typeof providers)[number];
