/** Loaded before a service by `bench soak`: collects garbage when the bench says so, and tells what is left. */
export interface Collected {
  readonly type: 'collected';
  readonly heapBytes: number;
  readonly handles: Readonly<Record<string, number>>;
}

process.on('message', (message) => {
  if (typeof message !== 'object' || message === null || !('type' in message) || message.type !== 'collect') return;
  // Twice: what finalisers let go is collected the second time.
  globalThis.gc?.();
  globalThis.gc?.();
  const handles: Record<string, number> = {};
  for (const name of process.getActiveResourcesInfo()) handles[name] = (handles[name] ?? 0) + 1;
  const collected: Collected = { type: 'collected', heapBytes: process.memoryUsage().heapUsed, handles };
  process.send?.(collected);
});
// The channel is the launcher's: listening on it must not keep the service alive.
process.channel?.unref();
