/** Named points at which a process kills itself, for fault suites: what a crash right there leaves behind is then seen. */
import { z } from 'zod';
import type { CommonConfig } from './config.ts';

/** The setting as a service's configuration names it. */
export const faultPointSetting = z
  .string()
  .regex(/^[a-z]+(?:[.-][a-z]+)*(?::[1-9]\d*)?$/)
  .optional()
  .describe('For fault suites: the process kills itself at this point, `name:3` when it comes there the third time.');

/** Says that this point is reached. */
export type FaultPoint<Name extends string = string> = (name: Name) => void;

/** @throws Error in production, where no process may be told to kill itself. */
export function createFaultPoint<Name extends string>(
  config: Pick<CommonConfig, 'BAYLINE_ENV'> & { readonly FAULT_POINT?: string | undefined },
  die: () => void = () => process.kill(process.pid, 'SIGKILL'),
): FaultPoint<Name> {
  const setting = config.FAULT_POINT;
  if (setting === undefined) return () => {};
  if (config.BAYLINE_ENV === 'production') throw new Error('FAULT_POINT is for fault suites: unset it in production');
  const [wanted, times = '1'] = setting.split(':');
  let left = Number(times);
  return (name) => {
    if (name !== wanted) return;
    left -= 1;
    if (left === 0) die();
  };
}
