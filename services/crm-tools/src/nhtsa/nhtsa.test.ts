import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLog, createMetrics, guardMaker } from '@bayline/runtime';
import { connectNhtsa, nhtsaProvider, type VinDecoder } from './nhtsa.ts';

const metrics = createMetrics('test', 'test-0001');
const log = createLog({ service: 'test', instanceId: 'test-0001', level: 'silent' });
const asked: string[] = [];
let reply: { status: number; body: string } = { status: 200, body: '' };
let server: Server;
let decoder: VinDecoder;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(reply.status).end(reply.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

beforeEach(() => {
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  decoder = connectNhtsa({ baseUrl, deadlineMs: 1_000, guard: guardMaker(metrics, log) });
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await metrics.shutdown();
});

function answers(result: Record<string, string | null>, status = 200): void {
  reply = { status, body: JSON.stringify({ Count: 1, Results: [{ VIN: 'x', Unknown: 'y', ...result }] }) };
}

describe('NHTSA', () => {
  it('is asked at its own path, and read', async () => {
    answers({ Make: 'HONDA', Model: 'Accord', ModelYear: '2003', ErrorCode: '0' });
    expect(await decoder.decode('1HGCM82633A004352')).toEqual({
      year: 2003,
      make: 'Honda',
      model: 'Accord',
      codes: [0],
    });
    expect(asked.at(-1)).toBe('/api/vehicles/DecodeVinValues/1HGCM82633A004352?format=json');
  });

  it('answers 200 with codes inside', async () => {
    answers({ Make: 'MERCEDES-BENZ', Model: '', ModelYear: '', ErrorCode: '1,7,400' });
    expect(await decoder.decode('x')).toEqual({ year: null, make: 'Mercedes-Benz', model: null, codes: [1, 7, 400] });
    answers({
      Make: 'BMW',
      Model: null,
      ModelYear: '2014',
      ErrorCode: '1 - Check Digit does not calculate; 14 - Unable',
    });
    expect(await decoder.decode('x')).toMatchObject({ make: 'BMW', codes: [1, 14] });
  });

  it('does not know every VIN', async () => {
    answers({ Make: '', Model: '', ModelYear: '', ErrorCode: '8' });
    expect(await decoder.decode('x')).toBeNull();
  });

  it('fails when it refuses, sends a page, or nothing of the known shape', async () => {
    reply = { status: 403, body: '<html>blocked</html>' };
    await expect(decoder.decode('x')).rejects.toMatchObject({ provider: 'nhtsa', code: 'refused', retryable: false });
    reply = { status: 200, body: '<html>blocked</html>' };
    await expect(decoder.decode('x')).rejects.toMatchObject({ code: 'refused', retryable: true });
    reply = { status: 200, body: '{"Results":[]}' };
    await expect(decoder.decode('x')).rejects.toMatchObject({ code: 'refused' });
    reply = { status: 503, body: '' };
    await expect(decoder.decode('x')).rejects.toMatchObject({ retryable: true });
  });
});

describe('who decodes', () => {
  it('is NHTSA unless its address is on this machine, and never a simulation in production', () => {
    expect(nhtsaProvider('production', 'https://vpic.nhtsa.dot.gov')).toMatchObject({ real: true });
    expect(nhtsaProvider('test', 'http://127.0.0.1:4010')).toMatchObject({ real: false });
    expect(() => nhtsaProvider('production', 'http://localhost:4010')).toThrow('NHTSA_BASE_URL');
  });
});
