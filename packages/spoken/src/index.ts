/** What people say to values, and values to what is said. Pure: no clock, no randomness, nothing outside. */
export { type Judgement, judgeYes, type Proposed } from './consent/yes-no.ts';
export { namesAlike } from './names/alikeness.ts';
export { joinName, type NameReading, readName } from './names/reading.ts';
export { joinSpelling, readSpelling, saySpelled } from './names/spelling.ts';
export { readCardinal, readDigits } from './numbers/reading.ts';
export { sayCardinal, sayDigits, sayMoney, sayOrdinal, writeOrdinal } from './numbers/saying.ts';

export { type Keyword, readKeyword } from './outreach/keywords.ts';
export { readRefusal } from './outreach/refusal.ts';
export { asksForSpanish } from './outreach/spanish.ts';
export { readsComing, readWhoAnswers, type WhoAnswers } from './outreach/who-answers.ts';
export { joinPhone, type PhoneOptions, type PhoneReading, readPhone } from './phones/reading.ts';
export { sayPhone } from './phones/saying.ts';
export { isServiceCode, type ServiceCode, serviceCodes, serviceName } from './services/codes.ts';
export { readServices, serviceKeyterms } from './services/reading.ts';
export { type Offers, sayOffers } from './talk/offers.ts';
export {
  askForPerson,
  outreachPhrases,
  sayCalledBack,
  sayCallUsBack,
  sayOutboundOpening,
  sayReminder,
  sayToSomeoneElse,
  sayVoicemail,
  sayWhoCalls,
} from './talk/outreach.ts';
export { fillers, fixedPhrases, type PhraseName, phrases, sayGreeting, sayMessageTaken } from './talk/phrases.ts';
export {
  type Change,
  sayAppointments,
  sayBooked,
  sayCancelled,
  sayMoved,
  sayReadBack,
} from './talk/read-backs.ts';
export { type NoDetails, type NoReason, sayNo } from './talk/refusals.ts';
export { sayList } from './talk/sentences.ts';
export { spokenText } from './talk/spoken-text.ts';
export type { Visit } from './talk/visits.ts';
export { sayDay, sayMoment, sayTime } from './time/saying.ts';
export { addDays, isoIn, localDateOf, localTimeOf, weekdayOf, zonedIso } from './time/zones.ts';
export { vehiclesAlike } from './vehicles/alikeness.ts';
export { readVehicle } from './vehicles/reading.ts';
export { sayVehicle, type VehicleReading } from './vehicles/vehicle.ts';
export { checkVin } from './vins/check-digit.ts';
export { type DoubtfulCharacter, doubtfulCharacter, doubtfulCharacters } from './vins/doubt.ts';
export { joinVin, readVin, type VinReading } from './vins/reading.ts';
export { saySuffix, sayVin } from './vins/saying.ts';
export type { PartOfDay, When, WhenContext, WhenOption, WhenWindow } from './when/meaning.ts';
export { resolveWhen } from './when/when.ts';
