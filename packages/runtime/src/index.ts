/** What every service is built on. */
export { AskFailed, type AskFailure } from './ask-failed.ts';
export type { AnswerSubscription, AskOptions, Bus, Subscription } from './bus.ts';
export { type Clock, createClock } from './clock.ts';
export { type CommonConfig, ConfigError, commonConfig, flag, integer, readConfig } from './config.ts';
export type { FactHandler, HeardFact } from './consuming.ts';
export { createFaultPoint, type FaultPoint, faultPointSetting } from './fault-point.ts';
export { type Guard, type GuardMaker, type GuardOptions, guardMaker } from './guard.ts';
export { type Health, type HealthDetail, listen, startHealth } from './health.ts';
export { createLog, type Log } from './log.ts';
export { createMetrics, type Metrics } from './metrics.ts';
export { connectBus } from './nats-bus.ts';
export { isOutage } from './outage.ts';
export { ProviderError } from './provider-error.ts';
export { chooseProvider, logProviders, type Provider } from './providers.ts';
export { connectRedis, type RedisClient } from './redis.ts';
export { type Room, type Running, runService, type ServiceDefinition } from './service.ts';
export { inSpan } from './traces.ts';
