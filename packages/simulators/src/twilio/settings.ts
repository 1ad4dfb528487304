/** The settings of the Twilio simulator: accounts, the line, people on the phone, messages and faults. */
import { z } from 'zod';
import { faultsOf } from '../faults.ts';
import { latency } from '../latency.ts';

/** What may go wrong with one REST request. */
export const twilioFault = z.discriminatedUnion('type', [
  z
    .object({
      type: z.literal('refuse'),
      on: z.enum(['calls', 'messages', 'any']).default('any'),
      status: z.number().int().min(400).max(599),
      code: z.number().int().default(20_500),
    })
    .describe('Answered with an error; 429 and code 20429 for throttling.'),
  z
    .object({
      type: z.literal('slow'),
      on: z.enum(['calls', 'messages', 'any']).default('any'),
      ms: z.number().min(0),
    })
    .describe('Done and answered, but late.'),
  z
    .object({ type: z.literal('lost'), on: z.enum(['calls', 'messages', 'any']).default('any') })
    .describe('Done, but the connection breaks before the answer.'),
]);

export type TwilioFault = z.output<typeof twilioFault>;

/** How somebody who is called behaves. */
export const person = z.object({
  answers: z.boolean().default(true),
  afterMs: z.number().min(0).default(1_000).describe('How long the phone rings before it is answered.'),
  busy: z.boolean().default(false),
  unreachable: z.boolean().default(false).describe('The call fails.'),
  says: z.string().default('').describe('Said once the call is connected.'),
  hangsUpAfterMs: z.number().min(0).optional().describe('After answering; stays on the line when not set.'),
  machine: z
    .object({
      greeting: z.string().default('You have reached us. Please leave a message after the tone.'),
      beep: z.boolean().default(true),
      recordsMs: z.number().min(0).default(60_000).describe('After its beep; then it hangs up.'),
    })
    .optional()
    .describe('A machine that answers: it says its greeting, beeps, and records.'),
  detected: z
    .enum(['human', 'machine_end_beep', 'machine_end_silence', 'machine_end_other', 'fax', 'unknown'])
    .optional()
    .describe('What machine detection finds, right or wrong; by what answers when not set.'),
  detectedAfterMs: z
    .number()
    .min(0)
    .default(1_500)
    .describe('After answering; a machine is found when its greeting is over.'),
  audio: z
    .boolean()
    .default(true)
    .describe(
      'False: no media stream is opened for calls to this person, who is on the line all the same. For thousands of calls.',
    ),
});

export type Person = z.output<typeof person>;

const media = z
  .object({
    strictWss: z.boolean().default(false).describe('Whether streams to ws:// are refused (31922), as Twilio does.'),
    connectTimeoutMs: z.number().default(5_000),
    jitterMs: z.number().min(0).default(0).describe('Each of the caller’s frames leaves up to so much late.'),
    lossRate: z.number().min(0).max(1).default(0).describe('Share of the caller’s frames that are lost.'),
    gapEveryMs: z.number().min(0).default(0).describe('So often the caller’s frames pause; 0 for never.'),
    gapMs: z.number().min(0).default(0).describe('How long they pause; then they come in one burst.'),
  })
  .prefault({});

export const twilioSettings = z.object({
  accountSid: z
    .string()
    .regex(/^AC[0-9a-f]{32}$/)
    .default('AC5170a7ed5170a7ed5170a7ed5170a7ed'),
  authToken: z.string().startsWith('simulated').default('simulated-twilio-token'),
  seed: z.number().int().default(1).describe('Of everything drawn at random.'),
  onAbruptClose: z
    .enum(['continue', 'end'])
    .default('continue')
    .describe('What a call does whose stream breaks without a close frame: the rest of its TwiML, or nothing more.'),
  withheldNumber: z.string().default('+266696687').describe('The From of callers who show no number.'),
  webhook: z
    .object({
      connectMs: z.number().default(5_000).describe('Each of two attempts to connect.'),
      totalMs: z.number().default(15_000).describe('The whole request.'),
    })
    .prefault({}),
  callbacks: z
    .object({
      delay: latency(0).describe('Before each status callback; with jitter they arrive out of order.'),
      duplicateRate: z.number().min(0).max(1).default(0).describe('Share of status callbacks that are sent twice.'),
    })
    .prefault({}),
  media,
  callsPerSecond: z.number().positive().default(1).describe('More outbound calls wait in the queue.'),
  people: z
    .record(z.string(), person.prefault({}))
    .default({})
    .describe('Who answers which number; everybody else answers after a second and says nothing.'),
  messages: z
    .object({
      sentMs: z.number().default(200),
      deliveredMs: z.number().default(800),
      undeliverable: z.array(z.string()).default([]).describe('Numbers whose messages end undelivered (30003).'),
      optedOut: z
        .array(z.string())
        .default([])
        .describe('Numbers that sent STOP: refused with 21610; /lab/texts adds and removes them.'),
    })
    .prefault({}),
  faults: faultsOf(twilioFault),
});

export type TwilioSettings = z.output<typeof twilioSettings>;
