/** Stops what global-setup started, and removes its folder. */
import { rmSync } from 'node:fs';

export default async function globalTeardown() {
  for (const server of globalThis.baylineTestServers ?? []) await server.stop();
  if (globalThis.baylineTestDirectory) rmSync(globalThis.baylineTestDirectory, { recursive: true, force: true });
}
