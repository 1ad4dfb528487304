/** The wiring of what goes out to customers: reminders, consent and messages, by ask and by fact. */
import {
  callJudged,
  consentRecord,
  consentRefuse,
  languageKeep,
  messageClaim,
  messagePlan,
  messageReceived,
  messageReported,
  messageSettle,
  reminderAnswered,
  reminderClaim,
  reminderDoubts,
  reminderList,
  reminderMiss,
  reminderPlace,
  reminderPlanned,
  reminderReport,
} from '@bayline/contracts';
import type { z } from 'zod';
import type { Answering } from './answering.ts';
import { markJudged } from './calls/life.ts';
import { recordConsent, refuseContact } from './consent/asking.ts';
import { keepLanguage } from './consent/languages.ts';
import { planChangeMessage } from './messages/planning.ts';
import { hearMessageReceived } from './messages/receiving.ts';
import { claimMessages, hearMessageReported, settleMessage } from './messages/sending.ts';
import { claimReminder, type ReminderHouse } from './reminders/claiming.ts';
import { hearPlanned, listDoubts, listReminders } from './reminders/listing.ts';
import { hearAnswered, missReminder, placeReminder, reportReminder } from './reminders/reporting.ts';

/** The asks of the reminder service, and those of dialogue about consent. */
export function answerOutreach(answering: Answering, house: ReminderHouse): void {
  const { database, newId } = house;
  answering.answer(reminderClaim, (request) => claimReminder(house, request));
  answering.answer(reminderPlace, (request) => placeReminder(house, request));
  answering.answer(reminderMiss, (request) => missReminder(house, request));
  answering.answer(reminderReport, (request) => reportReminder(house, request));
  answering.answer(reminderList, (request) => listReminders(database, request, house.now()));
  answering.answer(reminderDoubts, (request) => listDoubts(database, request, house.now()));
  answering.answer(messagePlan, (request) => planChangeMessage(house, request));
  answering.answer(messageClaim, (request) => claimMessages(house, request));
  answering.answer(messageSettle, (request) => settleMessage(house, request));
  answering.answer(consentRecord, (request) => recordConsent({ database, newId, now: house.now() }, request));
  answering.answer(consentRefuse, (request) => refuseContact(database, request, house.now()));
  answering.answer(languageKeep, (request) => keepLanguage(database, request, house.now()));
}

type Handlers = Readonly<Record<string, (id: string, payload: unknown) => Promise<void>>>;

export function outreachHandlers({
  database,
  reminders: house,
}: { reminders: ReminderHouse } & Pick<ReminderHouse, 'database'>): Handlers {
  return {
    [reminderPlanned.name]: (_, payload) => hearPlanned(house, payload as z.output<typeof reminderPlanned.schema>),
    [reminderAnswered.name]: (id, payload) => {
      const { reminderId, outcome } = payload as z.output<typeof reminderAnswered.schema>;
      return hearAnswered(house, id, reminderId, outcome);
    },
    [callJudged.name]: (id, payload) =>
      markJudged(database, id, (payload as z.output<typeof callJudged.schema>).verdict),
    [messageReported.name]: (id, payload) =>
      hearMessageReported(house, id, payload as z.output<typeof messageReported.schema>),
    [messageReceived.name]: (id, payload) =>
      hearMessageReceived(house, id, payload as z.output<typeof messageReceived.schema>),
  };
}
