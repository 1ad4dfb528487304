/** The providers on loopback, one by one or together as the environment says; the speech they share; the handset's messages. */
export { startDeepgram } from './deepgram/start.ts';
export { startGoogle } from './google/start.ts';
export { type NgrokAgent, startNgrok } from './ngrok/start.ts';
export { startNhtsa } from './nhtsa/start.ts';
export { startOpenai } from './openai/start.ts';
export { readOrders } from './settings.ts';
export { PROVIDERS, type ProviderName, type Simulator } from './simulator.ts';
export { type Simulators, startSimulators } from './simulators.ts';
export {
  type CallEvent,
  type HandsetEvent,
  type HandsetMessage,
  handsetMessage,
  type PhoneWord,
} from './twilio/handset-messages.ts';
export { startTwilio } from './twilio/start.ts';
export type { Pace, TimedWord } from './voice/rhythm.ts';
export { Understanding } from './voice/understanding.ts';
export { type Utterance, utter } from './voice/utterance.ts';
