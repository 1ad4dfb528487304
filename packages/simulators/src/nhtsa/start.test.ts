import type { Simulator } from '../simulator.ts';
import { startNhtsa } from './start.ts';

let nhtsa: Simulator;

beforeEach(async () => {
  nhtsa = await startNhtsa({ latency: { ms: 0 } });
});
afterEach(() => nhtsa.close());

function ask(vin: string, query = 'format=json'): Promise<Response> {
  return fetch(`${nhtsa.url}/api/vehicles/DecodeVinValues/${vin}?${query}`);
}

async function next(...faults: object[]): Promise<void> {
  const body = JSON.stringify({ faults: { next: faults } });
  await fetch(`${nhtsa.url}/lab/settings`, { method: 'PUT', body, headers: { 'content-type': 'application/json' } });
}

describe('NHTSA on loopback', () => {
  it('answers one flat object of strings', async () => {
    const answer = (await (await ask('1HGCM82633A004352')).json()) as { Results: Record<string, unknown>[] };
    expect(answer).toMatchObject({ Count: 1, SearchCriteria: 'VIN(s): 1HGCM82633A004352' });
    const [result = {}] = answer.Results;
    expect(result).toMatchObject({
      Make: 'HONDA',
      Model: 'Accord',
      ModelYear: '2003',
      ErrorCode: '0',
      ErrorText: '0 - VIN decoded clean. Check Digit (9th position) is correct',
      PlantCountry: 'UNITED STATES (USA)',
    });
    expect(Object.keys(result).length).toBeGreaterThan(140);
    expect(Object.values(result).every((value) => typeof value === 'string')).toBe(true);
  });

  it('answers 200 for a bad VIN, with several codes', async () => {
    const response = await ask('1HGCM8I6');
    const { Results } = (await response.json()) as { Results: Record<string, string>[] };
    expect(response.status).toBe(200);
    expect(Results[0]).toMatchObject({
      ErrorCode: expect.stringMatching(/,400$/),
      AdditionalErrorText: 'Invalid character(s): 7:I.',
    });
    const [result = {}] = Results;
    expect(result.ErrorText?.split('; ')).toHaveLength(result.ErrorCode?.split(',').length ?? 0);
  });

  it('takes the model year, and simulates JSON only', async () => {
    const { Results } = (await (await ask('1HGCM82633A004352', 'format=json&modelyear=1999')).json()) as {
      Results: Record<string, string>[];
    };
    expect(Results[0]?.ErrorCode).toBe('12');
    expect((await ask('1HGCM82633A004352', 'format=xml')).status).toBe(400);
  });

  it('fails as told: a block page, a broken server, HTML, a cut connection', async () => {
    await next({ type: 'blocked' }, { type: 'broken' }, { type: 'html' }, { type: 'reset' });
    const blocked = await ask('X');
    expect([blocked.status, blocked.headers.get('content-type')]).toEqual([403, 'text/html; charset=utf-8']);
    expect((await ask('X')).status).toBe(503);
    const html = await ask('X');
    await expect(html.json()).rejects.toThrow('is not valid JSON');
    await expect(ask('X')).rejects.toThrow();
    expect((await ask('X')).status).toBe(200);
  });

  it('closes at once while somebody waits for a slow answer', async () => {
    await next({ type: 'slow' });
    const outcome = ask('X').then(
      () => 'answered',
      () => 'cut',
    );
    await nhtsa.close();
    expect(await outcome).toBe('cut');
  });
});
