/** All checks, in the order in which they are shown. */
import type { Check } from './check.ts';
import { machineChecks } from './machine.ts';
import { outsideChecks } from './outside.ts';
import { serverChecks } from './servers.ts';

export const allChecks: readonly Check[] = [...machineChecks, ...serverChecks, ...outsideChecks];
