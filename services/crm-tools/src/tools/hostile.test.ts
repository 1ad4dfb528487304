import { randomUUID } from 'node:crypto';
import { isToolName, type Tool, toolNamed, toolNames } from '@bayline/contracts';
import fc from 'fast-check';
import { openHouse, type TestHouse } from '../../test/house.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await openHouse();
});

afterAll(() => house.close());

const nasty = fc.constantFrom(
  ...[
    "'; DROP TABLE customers; --",
    "' OR '1'='1",
    '\u0000',
    '\ud800',
    '{{7*7}}',
    '<script>',
    '%s%n',
    '../../etc/passwd',
  ],
  ...['Infinity', '-1', '0000-00-00', 'year 9999', 'in the year 0', '٣٤٥', '​', 'A', 'V1', 'P1', '+12155551002'],
);
const text = fc.oneof(
  nasty,
  fc.string({ maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constant(null),
);

/** Arguments that fit a tool's keys and types, with anything in them. */
function argumentsOf(name: string): fc.Arbitrary<Record<string, unknown>> {
  if (!isToolName(name)) throw new Error(`no tool is named ${name}`);
  const keys = Object.keys(toolNamed(name).arguments.shape);
  const anythingFor = (key: string): fc.Arbitrary<unknown> => {
    if (key === 'services')
      return fc.array(
        text.map((one) => one ?? ''),
        { minLength: 1, maxLength: 6 },
      );
    if (key === 'visit') return fc.constantFrom('wait', 'drop-off', null);
    if (key === 'another_visit') return fc.constantFrom(true, false, null);
    if (key === 'slot' || key === 'appointment') return text.map((one) => (one ?? 'A').slice(0, 8));
    return key === 'vin' && name === 'decode_vin' ? text.map((one) => one ?? '') : text;
  };
  return fc.record(Object.fromEntries(keys.map((key) => [key, anythingFor(key)])));
}

async function everyRow(): Promise<unknown> {
  return house.sql(`
    SELECT (SELECT count(*) FROM customers) AS customers, (SELECT count(*) FROM appointments WHERE status = 'booked') AS booked,
      (SELECT md5(string_agg(c::text, '' ORDER BY id)) FROM customers c) AS content`);
}

describe.each(toolNames)('%s', (name) => {
  it('answers whatever it is given, and writes nothing without a yes', async () => {
    const before = await everyRow();
    const call = await house.call({ from: '+12155557002', attestation: 'B' });
    const tool: Tool = toolNamed(name);
    await fc.assert(
      fc.asyncProperty(argumentsOf(name), async (given) => {
        // What breaks the schema is refused before the tool sees it, without an answer.
        if (!tool.arguments.safeParse(given).success) return;
        const request = { arguments: given, envelope: { ...call.envelope(), toolCallId: randomUUID() } };
        expect(await house.bus.ask(tool.ask, request)).toHaveProperty('say');
      }),
      { numRuns: 50, interruptAfterTimeLimit: 5_000 },
    );
    expect(await everyRow()).toEqual(before);
  });
});
