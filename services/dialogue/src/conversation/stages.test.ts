import { toolNames } from '@bayline/contracts';
import { bookArguments, greeted } from '../../test/playing.ts';
import { notNow, stageAfter } from './stages.ts';
import type { Stage } from './state.ts';

const READING = [
  'lookup_customer',
  'search_customers_by_name',
  'get_available_slots',
  'get_upcoming_appointments',
  'decode_vin',
];
const TALKING: readonly Stage[] = ['VERIFICATION', 'INTENT_DETECTION', 'ACTION_EXECUTION', 'CONFIRMATION'];

/** The tools that may be called in a stage, when slot A has been offered. */
function allowedIn(stage: Stage): string[] {
  const conversation = { ...greeted().conversation, stage, offeredSlots: ['A'] };
  return toolNames.filter((name) => notNow(name, bookArguments, conversation) === null);
}

describe('a stage', () => {
  it('GREETING reads, and changes nothing', () => {
    expect(allowedIn('GREETING')).toEqual(READING);
  });

  it.each(TALKING)('%s allows every tool', (stage) => {
    expect(allowedIn(stage).toSorted()).toEqual(toolNames.toSorted());
  });

  it('CLOSING allows none', () => {
    expect(allowedIn('CLOSING')).toEqual([]);
  });

  it('says what is missing first', () => {
    const { conversation } = greeted();
    expect(notNow('cancel_appointment', {}, { ...conversation, stage: 'GREETING' })?.missing).toEqual([
      'who is calling',
    ]);
    const talking = { ...conversation, stage: 'INTENT_DETECTION' as const };
    expect(notNow('book_appointment', bookArguments, talking)?.missing).toEqual(['slot']);
    expect(notNow('reschedule_appointment', { slot: 'Z' }, { ...talking, offeredSlots: ['A'] })?.missing).toEqual([
      'slot',
    ]);
  });

  it.each([
    ['get_available_slots', { ok: true, no: null, state: null }, 'INTENT_DETECTION', 'ACTION_EXECUTION'],
    ['book_appointment', { ok: true, no: null, state: 'read-back' }, 'ACTION_EXECUTION', 'CONFIRMATION'],
    ['book_appointment', { ok: true, no: null, state: 'done' }, 'CONFIRMATION', 'INTENT_DETECTION'],
    ['get_upcoming_appointments', { ok: false, no: 'not-verified', state: null }, 'INTENT_DETECTION', 'VERIFICATION'],
    ['lookup_customer', { ok: true, no: null, state: null }, 'VERIFICATION', 'INTENT_DETECTION'],
    ['get_available_slots', { ok: false, no: 'fully-booked', state: null }, 'INTENT_DETECTION', 'INTENT_DETECTION'],
  ] as const)('after %s answered %j in %s is %s', (name, answer, before, after) => {
    expect(stageAfter(name, answer, before)).toBe(after);
  });
});
