/** Stops what global-setup started. */
export default async function globalTeardown() {
  for (const server of globalThis.baylineTestServers ?? []) await server.stop();
}
