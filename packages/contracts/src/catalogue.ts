/** Every contract of the house, in the order docs/bus.md shows them. */
import {
  appointmentBooked,
  appointmentCancelled,
  appointmentChanged,
  appointmentList,
  appointmentMoved,
} from './appointment.ts';
import { audioHeard, audioSpoken } from './audio.ts';
import {
  calendarBusy,
  calendarCheck,
  calendarConnected,
  calendarDisconnected,
  calendarList,
  calendarReconcile,
  eventDeleted,
  eventMoved,
  eventUnknown,
} from './calendar.ts';
import {
  callBrief,
  callConverse,
  callEnded,
  callJudged,
  callListen,
  callOpen,
  callReported,
  callResume,
  callStarted,
  hangupWanted,
  keyPressed,
  ownerAlive,
  ownerChanged,
  transferWanted,
} from './call.ts';
import { consentRecord, consentRefuse } from './consent.ts';
import { deadJobDrop, deadJobList, deadJobRetry } from './dead-job.ts';
import type { Ask, Fact } from './define.ts';
import { languageKeep } from './language.ts';
import { letterDied, letterTried } from './letter.ts';
import { messageClaim, messagePlan, messageReceived, messageReported, messageSettle } from './message.ts';
import {
  reminderAnswered,
  reminderClaim,
  reminderDoubts,
  reminderList,
  reminderMiss,
  reminderPlace,
  reminderPlanned,
  reminderReport,
} from './reminder.ts';
import { audioPlayed, phraseList, phraseVoice, replyCancelled, replyPiece, replyVoiced } from './reply.ts';
import { taskClose, taskList } from './task.ts';
import { changeRelease } from './tools/change.ts';
import { toolbox } from './tools/toolbox.ts';
import { speechStarted, speechTroubled, transcriptFinal, transcriptPartial, utteranceEnded } from './transcript.ts';
import { askAnswered, turnMeasured, turnTaken, wishLeft } from './turn.ts';

export const asks: readonly Ask[] = [
  callOpen,
  callResume,
  callListen,
  callConverse,
  callBrief,
  ...toolbox.map((tool) => tool.ask),
  changeRelease,
  calendarBusy,
  calendarCheck,
  calendarReconcile,
  calendarList,
  appointmentList,
  phraseList,
  phraseVoice,
  reminderClaim,
  reminderPlace,
  reminderMiss,
  reminderReport,
  reminderList,
  reminderDoubts,
  messagePlan,
  messageClaim,
  messageSettle,
  consentRecord,
  consentRefuse,
  languageKeep,
  taskList,
  taskClose,
  deadJobList,
  deadJobRetry,
  deadJobDrop,
];

export const facts: readonly Fact[] = [
  callStarted,
  callEnded,
  callReported,
  callJudged,
  ownerAlive,
  ownerChanged,
  keyPressed,
  hangupWanted,
  transferWanted,
  audioHeard,
  audioSpoken,
  speechStarted,
  transcriptPartial,
  transcriptFinal,
  utteranceEnded,
  speechTroubled,
  replyPiece,
  replyVoiced,
  replyCancelled,
  audioPlayed,
  turnMeasured,
  turnTaken,
  wishLeft,
  appointmentBooked,
  appointmentMoved,
  appointmentChanged,
  appointmentCancelled,
  eventMoved,
  eventDeleted,
  eventUnknown,
  calendarConnected,
  calendarDisconnected,
  reminderPlanned,
  reminderAnswered,
  messageReported,
  messageReceived,
  askAnswered,
  letterDied,
  letterTried,
];
