/** Waiting before an answer, for as long as somebody still waits for it. */
import type { ServerResponse } from 'node:http';

/** Waits `ms`; false when the client went away meanwhile, and then at once. */
export function pauseFor(response: ServerResponse, ms: number): Promise<boolean> {
  if (response.destroyed) return Promise.resolve(false);
  if (ms <= 0) return Promise.resolve(true);
  return new Promise((resolve) => {
    const settle = (stillThere: boolean) => {
      clearTimeout(timer);
      response.off('close', onClose);
      resolve(stillThere);
    };
    const onClose = () => settle(false);
    const timer = setTimeout(() => settle(true), ms);
    response.once('close', onClose);
  });
}
