/** /healthz: the process lives. /readyz: it can do its work now, with details. /metrics: for Prometheus. */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Metrics } from './metrics.ts';

export interface HealthDetail {
  readonly ok: boolean;
  /** A detail that is not required tells of a degradation; only required ones make the service unready. */
  readonly required?: boolean;
  readonly [key: string]: unknown;
}

export interface Health {
  readonly port: number;
  /** Adds a named check to /readyz. */
  detail(name: string, check: () => HealthDetail | Promise<HealthDetail>): void;
  /** Unready from now on: the load balancer takes the process out. */
  drain(): void;
  close(): Promise<void>;
}

export async function startHealth(options: {
  port: number;
  host: string;
  metrics: Metrics;
  service: string;
}): Promise<Health> {
  const checks = new Map<string, () => HealthDetail | Promise<HealthDetail>>();
  let draining = false;

  const ready = async (): Promise<{ ready: boolean; details: Record<string, HealthDetail> }> => {
    const details: Record<string, HealthDetail> = {};
    for (const [name, check] of checks) {
      // A check that throws is a failed check; its message may hold a connection string, its name does not.
      details[name] = await Promise.resolve()
        .then(check)
        .catch((error: unknown) => ({ ok: false, error: error instanceof Error ? error.name : 'failed' }));
    }
    const failing = Object.values(details).some((detail) => !detail.ok && detail.required !== false);
    return { ready: !draining && !failing, details };
  };

  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0];
    if (path === '/healthz') return sendJson(response, 200, { service: options.service, alive: true });
    if (path === '/readyz') {
      void ready().then((state) =>
        sendJson(response, state.ready ? 200 : 503, { service: options.service, draining, ...state }),
      );
      return;
    }
    if (path === '/metrics') {
      void options.metrics.scrape().then(({ contentType, text }) => {
        response.writeHead(200, { 'content-type': contentType }).end(text);
      });
      return;
    }
    sendJson(response, 404, { error: 'not found', paths: ['/healthz', '/readyz', '/metrics'] });
  });
  await listen(server, options.port, options.host);

  return {
    port: (server.address() as AddressInfo).port,
    detail: (name, check) => void checks.set(name, check),
    drain: () => {
      draining = true;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** Listens, and turns "address in use" into a sentence that says what to do. */
export function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      const inUse = `BL-2002 port ${port} is already in use: stop what listens there or choose another port`;
      reject(error.code === 'EADDRINUSE' ? new Error(inUse, { cause: error }) : error);
    };
    server.once('error', onError);
    server.listen(port, host, () => {
      server.off('error', onError);
      resolve();
    });
  });
}
