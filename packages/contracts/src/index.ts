/** Every message on the bus. What two services share is here, or it is not shared. */
export {
  type AppointmentRow,
  appointmentBooked,
  appointmentCancelled,
  appointmentChanged,
  appointmentList,
  appointmentMoved,
} from './appointment.ts';
export {
  AUDIO_BATCH_BYTES,
  AUDIO_BATCH_WAIT_MS,
  AudioBatch,
  type AudioEntry,
  audioHeard,
  audioSpoken,
  readAudioBatch,
} from './audio.ts';
export { renderBusDoc } from './bus-doc.ts';
export {
  calendarBusy,
  calendarCheck,
  calendarConnected,
  calendarDisconnected,
  calendarList,
  calendarReconcile,
  eventDeleted,
  eventMoved,
  eventUnknown,
  type ReconcileReport,
} from './calendar.ts';
export {
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
export { asks, facts } from './catalogue.ts';
export { consentRecord, consentRefuse } from './consent.ts';
export { type DeadJob, deadJobDrop, deadJobList, deadJobRetry } from './dead-job.ts';
export {
  type Ask,
  askSubject,
  type Contract,
  contractName,
  defineAsk,
  defineFact,
  type Fact,
  factSubject,
  type ServiceName,
} from './define.ts';
export {
  appointmentId,
  type CallId,
  callId,
  generationOf,
  type InstanceId,
  instanceId,
  moment,
  ownerEpochOf,
  phoneNumber,
} from './ids.ts';
export { languageKeep } from './language.ts';
export { type DeadLetter, letterDied, letterTried } from './letter.ts';
export { messageClaim, messagePlan, messageReceived, messageReported, messageSettle } from './message.ts';
export { PERSONAL_KEYS } from './personal.ts';
export {
  reminderAnswered,
  reminderClaim,
  reminderDoubts,
  reminderList,
  reminderMiss,
  reminderPlace,
  reminderPlanned,
  reminderReport,
} from './reminder.ts';
export {
  type AudioPlayed,
  audioPlayed,
  phraseList,
  phraseVoice,
  type ReplyPiece,
  type ReplyVoiced,
  replyCancelled,
  replyPiece,
  replyVoiced,
} from './reply.ts';
export { type Snapshot, takeSnapshot } from './snapshot.ts';
export { type Consumer, consumers, type Stream, streams } from './streams.ts';
export { type Task, taskClose, taskList } from './task.ts';
export type { AppointmentCard, Done, No, NoReason, Offer, ReadBack, VehicleCard } from './tools/answers.ts';
export {
  bookAppointment,
  cancelAppointment,
  getUpcomingAppointments,
  rescheduleAppointment,
} from './tools/appointments.ts';
export { changeRelease } from './tools/change.ts';
export { lookupCustomer, searchCustomersByName } from './tools/customers.ts';
export type { Tool } from './tools/define-tool.ts';
export type { Envelope, Proof } from './tools/envelope.ts';
export { getAvailableSlots } from './tools/slots.ts';
export {
  isToolName,
  type ModelFunction,
  modelFunctions,
  type ToolName,
  toolbox,
  toolNamed,
  toolNames,
} from './tools/toolbox.ts';
export { decodeVin } from './tools/vin.ts';
export {
  speechStarted,
  speechTroubled,
  type TranscriptFinal,
  type TranscriptPartial,
  transcriptFinal,
  transcriptPartial,
  utteranceEnded,
} from './transcript.ts';
export { askAnswered, turnMeasured, turnTaken, wishLeft } from './turn.ts';
