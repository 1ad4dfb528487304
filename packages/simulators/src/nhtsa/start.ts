/** NHTSA's vPIC on loopback: GET /api/vehicles/DecodeVinValues/{vin}. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import { takeFault } from '../faults.ts';
import { openLaboratory } from '../lab.ts';
import { draw } from '../latency.ts';
import { pauseFor } from '../pause.ts';
import { createRandom } from '../random.ts';
import type { Simulator } from '../simulator.ts';
import { answerFor } from './answer.ts';
import { decodeVin } from './decoding.ts';
import { type NhtsaSettings, nhtsaSettings } from './settings.ts';

const BLOCK_PAGE =
  '<html><head><title>Request Rejected</title></head><body>The requested URL was rejected.</body></html>';
const decodeQuery = z.object({ format: z.string().default('xml'), modelyear: z.coerce.number().int().optional() });

/** Starts it on `port` (0 picks a free one). */
export async function startNhtsa(given: z.input<typeof nhtsaSettings> = {}, port = 0): Promise<Simulator> {
  let requests = 0;
  const laboratory = openLaboratory({ schema: nhtsaSettings, given, state: () => ({ requests }) });
  const random = createRandom(laboratory.settings().seed);

  laboratory.app.get('/api/vehicles/DecodeVinValues/:vin', async (request, response) => {
    requests += 1;
    const settings: NhtsaSettings = laboratory.settings();
    const fault = takeFault(settings.faults, () => true, random);
    const waitMs = fault?.type === 'slow' ? fault.ms : draw(settings.latency, random);
    if (!(await pauseFor(response, waitMs))) return;
    if (fault?.type === 'reset') return void request.socket.destroy();
    if (fault?.type === 'blocked') return void response.status(403).type('html').send(BLOCK_PAGE);
    if (fault?.type === 'broken') return void response.status(fault.status).type('html').send(BLOCK_PAGE);
    if (fault?.type === 'html') return void response.type('html').send(BLOCK_PAGE);
    decode(request, response);
  });

  const { port: bound, url } = await laboratory.listen(port);
  return { name: 'nhtsa', port: bound, url, env: { NHTSA_BASE_URL: url }, close: () => laboratory.close() };
}

function decode(request: Request<{ vin: string }>, response: Response): void {
  const query = decodeQuery.safeParse(request.query);
  if (!query.success || query.data.format !== 'json') {
    return void response.status(400).json({ Message: 'Only format=json is simulated.' });
  }
  response.json(answerFor(decodeVin(request.params.vin, query.data.modelyear)));
}
