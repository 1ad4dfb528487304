/** A call's life as the house sees it: opened at the webhook, listened to, conversed with, resumed, ended, logged. */
import { z } from 'zod';
import { defineAsk, defineFact } from './define.ts';
import { callId, epoch, generation, instanceId, milliseconds, moment, phoneNumber, shopId, zone } from './ids.ts';
import { reminderTry } from './reminder.ts';

/** STIR/SHAKEN attestation of the caller's number; null when the network told nothing. */
export const attestation = z.enum(['A', 'B', 'C']).nullable();

export const direction = z.enum(['inbound', 'outbound']);

/** Who answered a call that we placed. A machine is told when its greeting is over. */
export const verdict = z.enum(['human', 'machine', 'fax', 'unknown']);

/** What the gateway must know of a shop to answer its phone. */
export const shopCard = z.object({
  shopId,
  name: z.string(),
  zone,
  /** Rung when a person is wanted; null when the shop has no desk number. */
  deskNumber: phoneNumber.nullable(),
});

export const callOpen = defineAsk({
  noun: 'call',
  verb: 'open',
  summary:
    'Writes the row of a new call and finds the shop by the number that was called; repeats give the same answer.',
  askers: ['gateway'],
  answerer: 'crm-tools',
  deadlineMs: 800,
  request: z.object({
    callId,
    direction,
    /** Null when the number is withheld. */
    from: phoneNumber.nullable(),
    to: phoneNumber,
    attestation,
    at: moment,
    /** The try of a reminder that this call was placed for, from the webhook's URL. */
    reminder: reminderTry.nullish(),
  }),
  reply: z.discriminatedUnion('type', [
    z.object({ type: z.literal('open'), shop: shopCard }),
    z.object({ type: z.literal('unknown-number') }),
  ]),
});

export const callResume = defineAsk({
  noun: 'call',
  verb: 'resume',
  summary: 'Says what to do with a call whose stream has ended: nothing, the desk, or a new stream of the same call.',
  askers: ['gateway'],
  answerer: 'crm-tools',
  deadlineMs: 800,
  request: z.object({
    callId,
    at: moment,
    /** The desk was rung and nobody took the call: it comes back, whatever was noted of its end. */
    deskUnanswered: z.boolean().optional(),
  }),
  reply: z.discriminatedUnion('type', [
    z.object({ type: z.literal('ended') }),
    z.object({ type: z.literal('desk'), shop: shopCard }),
    /** `stream` counts a call's streams from 0; the first of its epochs is `stream * 1000 + 1`. */
    z.object({ type: z.literal('stream'), shop: shopCard, stream: z.number().int().positive() }),
    z.object({ type: z.literal('unknown-call') }),
  ]),
});

export const callListen = defineAsk({
  noun: 'call',
  verb: 'listen',
  summary: 'Finds a speech instance for a call. The winner subscribes to the call before it answers.',
  askers: ['gateway'],
  answerer: 'speech',
  deadlineMs: 1_500,
  direct: true,
  request: z.object({
    callId,
    epoch,
    gatewayId: instanceId,
    /** Where this call's spoken audio goes; allocated by the gateway, never used twice in its life. */
    spokenSlot: z.number().int().nonnegative(),
    /** Position of the next heard byte in the caller's audio, in milliseconds since the call's first stream began. */
    offsetMs: milliseconds,
    /** Results that end at or before this offset were told by an earlier owner and are dropped. */
    toldUpToMs: milliseconds,
    /** Words the recogniser should favour: the shop's, the caller's vehicles. */
    keyterms: z.array(z.string()).max(50),
  }),
  reply: z.discriminatedUnion('type', [
    z.object({
      type: z.literal('listening'),
      speechId: instanceId,
      /** Where the gateway sends this call's heard audio; allocated by the speech instance. */
      heardSlot: z.number().int().nonnegative(),
    }),
    z.object({ type: z.literal('refused'), reason: z.enum(['busy', 'draining', 'provider-down']) }),
  ]),
});

const weekday = z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']);

/** Opening hours of one weekday in the shop's wall time, `08:00` to `17:30`. A weekday that is missing is closed. */
export const openingHours = z.object({ weekday, opens: z.string(), closes: z.string() });

export const shopFacts = shopCard.extend({
  address: z.string(),
  /** The shop's public number. */
  phone: phoneNumber,
  hours: z.array(openingHours),
  /** Days the shop is closed beside its weekdays, as local dates, the next 60 days. */
  closures: z.array(z.object({ date: z.iso.date(), reason: z.string() })),
  services: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      minutes: z.number().int().positive(),
      /** From this price, in the shop's currency; null when it is not told on the phone. */
      priceFrom: z.number().nonnegative().nullable(),
    }),
  ),
  deskHours: z.array(openingHours),
  /** A tow operator's number to give out; null when the shop has none. */
  towNumber: phoneNumber.nullable(),
  asksEmail: z.boolean(),
});

/** What a conversation starts from: facts of the shop, and of the caller what is not personal. */
const brief = z.object({
  type: z.literal('brief'),
  shop: shopFacts,
  caller: z.object({
    /** Whether a number came with the call. */
    numberShown: z.boolean(),
    /** How many customers that number belongs to. */
    matches: z.enum(['none', 'one', 'several']),
    level: z.number().int().min(0).max(3),
  }),
  /** The question of consent, in the wording of its dated file; null when it is not to be asked in this call. */
  consent: z.object({ wording: z.string(), question: z.string() }).nullish(),
  /** The reminder this call was placed for, or that somebody who calls back was called about. */
  reminder: z
    .object({
      reminderId: z.string(),
      firstName: z.string(),
      lastName: z.string().nullable(),
      /** The day of the visit, in words. */
      day: z.string(),
      /** What answering machine detection has found so far. */
      verdict: verdict.nullable(),
      /** They called us, after we had called them. */
      calledBack: z.boolean(),
    })
    .nullish(),
});

export const callConverse = defineAsk({
  noun: 'call',
  verb: 'converse',
  summary: 'Finds a dialogue instance for a call. The winner subscribes to the call before it answers.',
  askers: ['gateway'],
  answerer: 'dialogue',
  deadlineMs: 1_500,
  direct: true,
  request: z.object({
    callId,
    epoch,
    shopId,
    direction,
    gatewayId: instanceId,
    speechId: instanceId,
    /** True when the call was already talked to: the session is continued instead of greeting again. */
    resume: z.boolean(),
    /** The epoch of the speech owner; facts of lower epochs are dropped. */
    speechEpoch: epoch,
    /** The caller was handed over, and comes back from a desk that did not answer. */
    deskUnanswered: z.boolean().optional(),
    /** What `call.brief` answers, fetched while the phone rang; the answerer asks for it when it is missing. */
    brief: brief.optional(),
  }),
  reply: z.discriminatedUnion('type', [
    z.object({ type: z.literal('conversing'), dialogueId: instanceId }),
    z.object({ type: z.literal('refused'), reason: z.enum(['busy', 'draining', 'no-session']) }),
  ]),
});

export const callBrief = defineAsk({
  noun: 'call',
  verb: 'brief',
  summary:
    "What a conversation starts from: the shop's facts and how much is known of the caller, without personal data.",
  askers: ['gateway', 'dialogue'],
  answerer: 'crm-tools',
  deadlineMs: 800,
  request: z.object({ callId }),
  reply: z.discriminatedUnion('type', [brief, z.object({ type: z.literal('unknown-call') })]),
});

export const callJudged = defineFact({
  name: 'call.judged',
  summary: 'Answering machine detection has found who answered a call that we placed.',
  about: 'call',
  tellers: ['gateway'],
  hearers: ['dialogue', 'crm-tools'],
  lasting: true,
  schema: z.object({ verdict, tookMs: milliseconds.nullable(), at: moment }),
  identity: (id, payload) => `call.judged:${id}:${payload.verdict}`,
});

export const callStarted = defineFact({
  name: 'call.started',
  summary: 'The first stream of a call is up.',
  about: 'call',
  tellers: ['gateway'],
  hearers: ['crm-tools'],
  lasting: true,
  schema: z.object({ shopId, direction, gatewayId: instanceId, at: moment }),
});

export const endReason = z.enum(['caller-hung-up', 'agent-hung-up', 'transferred', 'time-limit', 'refused', 'failed']);

export const callEnded = defineFact({
  name: 'call.ended',
  summary: 'A call is over for us: hung up, handed over or failed. Its holds are released.',
  about: 'call',
  tellers: ['gateway'],
  hearers: ['crm-tools', 'dialogue', 'speech', 'reminder'],
  lasting: true,
  schema: z.object({ reason: endReason, durationMs: milliseconds, at: moment }),
  // A call that comes back from an unanswered desk ends twice.
  identity: (id, { at }) => `call.ended:${id}:${at}`,
});

export const callReported = defineFact({
  name: 'call.reported',
  summary:
    "A status callback of Twilio's, as a fact. May arrive twice, late and in any order; `sequence` tells the order.",
  about: 'call',
  tellers: ['gateway'],
  hearers: ['crm-tools', 'reminder', 'gateway'],
  lasting: true,
  schema: z.object({
    status: z.enum([
      'queued',
      'initiated',
      'ringing',
      'in-progress',
      'completed',
      'busy',
      'failed',
      'no-answer',
      'canceled',
    ]),
    sequence: z.number().int().nonnegative(),
    /** Answering machine detection, when it was asked for. */
    answeredBy: z.string().nullable(),
    /** The reminder this call was placed for, from the callback's URL. */
    reminderId: z.string().nullable(),
    durationSeconds: z.number().int().nonnegative().nullable(),
    at: moment,
  }),
  identity: (id, payload) => `call.reported:${id}:${payload.status}:${payload.sequence}`,
});

export const ownerAlive = defineFact({
  name: 'owner.alive',
  summary: 'Told every 500 ms by each owner of a live call; after 1.5 s of silence the gateway asks for another owner.',
  about: 'call',
  tellers: ['speech', 'dialogue'],
  hearers: ['gateway'],
  schema: z.object({ role: z.enum(['speech', 'dialogue']), instanceId, epoch }),
});

export const ownerChanged = defineFact({
  name: 'owner.changed',
  summary: 'A call has a new owner. Dialogue says again what was not heard; speech tells its last finals again.',
  about: 'call',
  tellers: ['gateway'],
  hearers: ['speech', 'dialogue', 'gateway'],
  schema: z.object({ role: z.enum(['speech', 'dialogue']), instanceId, epoch }),
});

export const keyPressed = defineFact({
  name: 'key.pressed',
  summary: 'The caller pressed a key.',
  about: 'call',
  tellers: ['gateway'],
  hearers: ['dialogue'],
  schema: z.object({ digit: z.string().regex(/^[0-9*#]$/), at: moment }),
});

export const hangupWanted = defineFact({
  name: 'hangup.wanted',
  summary: 'Dialogue wants the call ended, by REST, after the named reply was played to its end.',
  about: 'call',
  tellers: ['dialogue'],
  hearers: ['gateway'],
  schema: z.object({ epoch, afterGeneration: generation.nullable(), reason: z.string() }),
});

export const transferWanted = defineFact({
  name: 'transfer.wanted',
  summary: 'Dialogue wants the call handed to the desk, after the named reply was played to its end.',
  about: 'call',
  tellers: ['dialogue'],
  hearers: ['gateway'],
  schema: z.object({
    epoch,
    afterGeneration: generation.nullable(),
    reason: z.string(),
    /** One sentence whispered to the person who picks up. */
    briefing: z.string().max(400),
  }),
});
