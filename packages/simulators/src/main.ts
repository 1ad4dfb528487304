/** The simulators' process: starts what the environment asks for, says where everything is, and leaves on SIGTERM. */
import { readFileSync } from 'node:fs';
import { readOrders } from './settings.ts';
import { startSimulators } from './simulators.ts';
import { readNow } from './wall-clock.ts';

const orders = readOrders(process.env, (path) => readFileSync(path, 'utf8'));
const running = await startSimulators(orders, readNow(process.env));
for (const [name, value] of Object.entries(running.env)) console.log(`${name}=${value}`);
process.send?.({ type: 'ready', env: running.env });

const leave = () => void running.close().then(() => process.exit(0));
process.once('SIGTERM', leave);
process.once('SIGINT', leave);
// A parent that is gone leaves no simulators behind.
process.once('disconnect', leave);
