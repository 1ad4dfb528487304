/** Waiting for something, until somebody no longer wants it. */

/**
 * Waits until `begin` calls back. What `begin` returns is run when the wait is over, either way.
 * @throws the signal's reason when it is aborted first.
 */
export function waitFor<T>(signal: AbortSignal, begin: (done: (value: T) => void) => () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    let over = false;
    const onAbort = () => {
      over = true;
      finish();
      reject(signal.reason);
    };
    const finish = begin((value) => {
      if (over) return;
      over = true;
      signal.removeEventListener('abort', onAbort);
      // `begin` may call back before it has returned.
      queueMicrotask(() => finish());
      resolve(value);
    });
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

/** Waits so many milliseconds. @throws the signal's reason when it is aborted first. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return waitFor<void>(signal, (done) => {
    const timer = setTimeout(done, milliseconds);
    return () => clearTimeout(timer);
  });
}
