/**
 * The frame of every simulator: an HTTP server on loopback that serves, beside the vendor's own paths, /lab/settings (read and
 * change the settings while it runs) and /lab/state (what a verdict may look at).
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express, type Request } from 'express';
import { z } from 'zod';

export interface Laboratory<Settings> {
  /** The vendor's own paths are added to this; /lab/settings and /lab/state are already served. */
  readonly app: Express;
  /** For simulators that take WebSocket upgrades. */
  readonly server: Server;
  /** The settings as they are now: read them when something begins. One-shot fault queues are consumed in place. */
  settings(): Settings;
  /** Begins to listen on loopback; 0 picks a free port. */
  listen(port: number): Promise<{ port: number; url: string }>;
  /** Stops listening and cuts every connection. */
  close(): Promise<void>;
}

/**
 * Opens the frame of one simulator. `given` overrides defaults of the schema.
 * @throws ZodError when `given` does not fit the schema.
 */
export function openLaboratory<Schema extends z.ZodType<object>>(options: {
  readonly schema: Schema;
  readonly given: z.input<Schema>;
  /** What /lab/state answers, given its query. */
  readonly state: (query: Request['query']) => unknown;
}): Laboratory<z.output<Schema>> {
  let settings = options.schema.parse(options.given);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app
    .route('/lab/settings')
    .get((_request, response) => void response.json(settings))
    .put(labJson(), (request, response) => {
      const changed = options.schema.safeParse(mergeDeep(settings, request.body));
      if (!changed.success) return void response.status(400).json({ problems: z.prettifyError(changed.error) });
      settings = changed.data;
      response.json(settings);
    });
  app.get('/lab/state', (request, response) => void response.json(options.state(request.query)));

  const server = createServer(app);
  return { app, server, settings: () => settings, listen: (port) => listen(server, port), close: () => close(server) };
}

/** Reads the JSON body of a lab request, whatever its content type says. */
export function labJson() {
  return express.json({ limit: '1mb', type: () => true });
}

/** `base` with `change` laid over it: objects are merged key by key, everything else (arrays too) is replaced. */
export function mergeDeep(base: unknown, change: unknown): unknown {
  if (!isPlainObject(base) || !isPlainObject(change)) return change === undefined ? base : change;
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(change)) {
    if (key !== '__proto__') merged[key] = mergeDeep(merged[key], value);
  }
  return merged;
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listen(server: Server, port: number): Promise<{ port: number; url: string }> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const { port: bound } = server.address() as AddressInfo;
      resolve({ port: bound, url: `http://127.0.0.1:${bound}` });
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
