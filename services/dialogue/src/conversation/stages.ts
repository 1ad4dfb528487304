/** The stages of a call, and which tools each of them allows. */
import type { ToolName } from '@bayline/contracts';
import type { ToolAnswer } from './answers.ts';
import type { Conversation, Stage } from './state.ts';

const READING: readonly ToolName[] = [
  'lookup_customer',
  'search_customers_by_name',
  'get_available_slots',
  'get_upcoming_appointments',
  'decode_vin',
];
const CHANGING: readonly ToolName[] = ['book_appointment', 'cancel_appointment', 'reschedule_appointment'];

const allowed: Readonly<Record<Stage, readonly ToolName[]>> = {
  GREETING: READING,
  VERIFICATION: [...READING, ...CHANGING],
  INTENT_DETECTION: [...READING, ...CHANGING],
  ACTION_EXECUTION: [...READING, ...CHANGING],
  CONFIRMATION: [...READING, ...CHANGING],
  CLOSING: [],
};

export interface NotNow {
  readonly missing: string[];
  readonly say: string;
}

/** Null when the tool may be called now, else what is missing first. */
export function notNow(name: ToolName, args: unknown, conversation: Conversation): NotNow | null {
  if (!allowed[conversation.stage].includes(name)) {
    return conversation.stage === 'CLOSING'
      ? { missing: ['a wish of the caller'], say: 'The call is ending.' }
      : { missing: ['who is calling'], say: 'First we need to know who is calling.' };
  }
  if (name !== 'book_appointment' && name !== 'reschedule_appointment') return null;
  const slot = slotOf(args);
  if (conversation.offeredSlots.length === 0)
    return { missing: ['slot'], say: 'First find free times with get_available_slots.' };
  if (slot !== null && conversation.offeredSlots.includes(slot)) return null;
  return {
    missing: ['slot'],
    say: `That is not a slot that was offered. Offered are ${conversation.offeredSlots.join(', ')}.`,
  };
}

function slotOf(args: unknown): string | null {
  if (args === null || typeof args !== 'object' || !('slot' in args)) return null;
  return typeof args.slot === 'string' ? args.slot : null;
}

/** The stage after a tool has answered. */
export function stageAfter(name: ToolName, answer: Pick<ToolAnswer, 'ok' | 'no' | 'state'>, stage: Stage): Stage {
  if (answer.state === 'read-back') return 'CONFIRMATION';
  if (answer.state === 'done') return 'INTENT_DETECTION';
  if (!answer.ok) {
    const unverified = ['not-verified', 'needs-another-fact', 'ambiguous'].includes(answer.no ?? '');
    const aboutPeople = name !== 'get_available_slots' && name !== 'decode_vin';
    return unverified && aboutPeople ? 'VERIFICATION' : stage;
  }
  if (name === 'get_available_slots') return 'ACTION_EXECUTION';
  return stage === 'VERIFICATION' || stage === 'GREETING' ? 'INTENT_DETECTION' : stage;
}
