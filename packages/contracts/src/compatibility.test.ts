import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { incompatibilities } from './compatibility.ts';
import { type Snapshot, takeSnapshot } from './snapshot.ts';

const object = (properties: Record<string, unknown>, required: string[]): Record<string, unknown> => ({
  type: 'object',
  properties,
  required,
});
const text = { type: 'string' };

describe('a contract', () => {
  it('has lost nothing since the committed snapshot', () => {
    const file = join(import.meta.dirname, '..', 'contracts.snapshot.json');
    expect(existsSync(file)).toBe(true);
    const before = JSON.parse(readFileSync(file, 'utf8')) as Snapshot;
    const now = takeSnapshot();
    const problems = Object.entries(before).flatMap(([name, schema]) =>
      now[name] === undefined
        ? [`${name} was removed`]
        : incompatibilities(schema, now[name]).map((problem) => `${name}: ${problem}`),
    );
    expect(problems).toEqual([]);
  });

  it('may gain an optional field', () => {
    expect(incompatibilities(object({ a: text }, ['a']), object({ a: text, b: text }, ['a']))).toEqual([]);
  });

  it.each([
    ['loses a field', object({ a: text, b: text }, []), object({ a: text }, []), 'b was removed'],
    ['requires a new field', object({ a: text }, ['a']), object({ a: text, b: text }, ['a', 'b']), 'b became required'],
    [
      'changes a type',
      object({ a: text }, []),
      object({ a: { type: 'number' } }, []),
      'a changed its type from "string" to "number"',
    ],
    ['forgets a value', { enum: ['x', 'y'] }, { enum: ['x'] }, 'message lost the value "y"'],
    ['loses an alternative', { anyOf: [text, { type: 'null' }] }, { anyOf: [text] }, 'message lost an alternative'],
    [
      'tightens deep inside',
      object({ a: { type: 'array', items: object({ b: text }, []) } }, []),
      object({ a: { type: 'array', items: object({ b: text }, ['b']) } }, []),
      'a[].b became required',
    ],
  ])('is caught when it %s', (_, before, after, problem) => {
    expect(incompatibilities(before, after)).toEqual([problem]);
  });
});
