/** Starting servers and houses, for tests, scenarios and benches. */
export { type House, type HouseOptions, startHouse, stopAllHouses } from './house.ts';
export { type ProviderName, readOwnEnvironment, realProviders } from './own-keys.ts';
export { localDirectory, profileDirectory, root } from './paths.ts';
export { freePort } from './ports.ts';
export { type LocalProcess, startProcess } from './processes.ts';
export { createProgress, type Progress, silent } from './progress.ts';
export { type CustomerRecord, withRecords } from './records.ts';
export { type HouseCard, runningHouse, runningHouses, type ServiceCard } from './running.ts';
export { startNats } from './servers/nats.ts';
export { type PostgresServer, startPostgres } from './servers/postgres.ts';
export { startRedis } from './servers/redis.ts';
export type { RunningServer } from './servers/server.ts';
export { type ServiceInstance, serviceNames } from './service-processes.ts';
export { type Simulators, startSimulators } from './simulators.ts';
export { type Passing, tapCall } from './tapping.ts';
export { Trouble } from './trouble.ts';
export { until } from './until.ts';
export { type UsedHouse, useHouse } from './use-house.ts';
