/** The local API of an ngrok agent: which tunnels there are, one more, one fewer. Nothing is really tunnelled. */
import express from 'express';
import { z } from 'zod';
import { openLaboratory } from '../lab.ts';

export const ngrokSettings = z.object({
  tunnels: z
    .array(z.object({ name: z.string(), addr: z.string(), publicUrl: z.url() }))
    .default([])
    .describe('Tunnels that are open from the start.'),
  domain: z.string().default('simulated.ngrok.example').describe('New tunnels get an address of this domain.'),
  refuse: z
    .string()
    .optional()
    .describe('Why no tunnel can be opened, as ngrok says it: no authtoken, too many sessions.'),
});

export interface NgrokAgent {
  readonly url: string;
  close(): Promise<void>;
}

interface Tunnel {
  readonly name: string;
  readonly addr: string;
  readonly publicUrl: string;
}

/** Starts it on `port` (0 picks a free one). */
export async function startNgrok(given: z.input<typeof ngrokSettings> = {}, port = 0): Promise<NgrokAgent> {
  const tunnels = new Map<string, Tunnel>();
  const laboratory = openLaboratory({
    schema: ngrokSettings,
    given,
    state: () => ({ tunnels: [...tunnels.values()] }),
  });
  const { app, settings } = laboratory;
  for (const tunnel of settings().tunnels) tunnels.set(tunnel.name, tunnel);

  app
    .route('/api/tunnels')
    .get(
      (_request, response) => void response.json({ tunnels: [...tunnels.values()].map(resource), uri: '/api/tunnels' }),
    )
    .post(express.json(), (request, response) => {
      const { refuse, domain } = settings();
      if (refuse !== undefined) return void response.status(502).json(problem(103, refuse));
      const { name, addr } = request.body as { name: string; addr: string };
      if (tunnels.has(name)) return void response.status(400).json(problem(102, `a tunnel ${name} is already there`));
      const tunnel = { name, addr: `http://localhost:${addr}`, publicUrl: `https://${name}.${domain}` };
      tunnels.set(name, tunnel);
      response.status(201).json(resource(tunnel));
    });
  app.delete('/api/tunnels/:name', (request, response) => {
    response.status(tunnels.delete(request.params.name) ? 204 : 404).end();
  });
  const { url } = await laboratory.listen(port);
  return { url, close: () => laboratory.close() };
}

function resource({ name, addr, publicUrl }: Tunnel): object {
  return {
    name,
    uri: `/api/tunnels/${name}`,
    public_url: publicUrl,
    proto: new URL(publicUrl).protocol.slice(0, -1),
    config: { addr, inspect: true },
  };
}

function problem(code: number, message: string): object {
  return { error_code: code, status_code: code === 102 ? 400 : 502, msg: message, details: { err: message } };
}
