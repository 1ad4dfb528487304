/** The providers on loopback: start them one by one, or together as the environment says. */
export { startDeepgram } from './deepgram/start.ts';
export { startGoogle } from './google/start.ts';
export { startNhtsa } from './nhtsa/start.ts';
export { startOpenai } from './openai/start.ts';
export { readOrders } from './settings.ts';
export { PROVIDERS, type ProviderName, type Simulator } from './simulator.ts';
export { type Simulators, startSimulators } from './simulators.ts';
export { startTwilio } from './twilio/start.ts';
