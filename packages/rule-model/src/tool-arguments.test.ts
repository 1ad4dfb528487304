import type { ToolDefinition } from './messages.ts';
import { fitArguments } from './tool-arguments.ts';

const tool = (properties: Record<string, unknown>): ToolDefinition => ({
  type: 'function',
  function: { name: 'x', parameters: { type: 'object', properties } },
});
const fitted = (known: Record<string, unknown>, properties: Record<string, unknown>): unknown =>
  JSON.parse(fitArguments(known, tool(properties)));

describe('arguments that fit a schema', () => {
  it('have every key, null where nothing is known', () => {
    expect(
      fitted(
        { a: 'yes', other: 1 },
        {
          a: { type: 'string' },
          b: { type: ['string', 'null'] },
          c: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        },
      ),
    ).toEqual({ a: 'yes', b: null, c: null });
  });

  it('have an empty value where null is not allowed', () => {
    expect(
      fitted(
        { n: 'seven', e: 'z' },
        {
          s: { type: 'string' },
          l: { type: 'array' },
          n: { type: 'integer' },
          b: { type: 'boolean' },
          e: { enum: ['a', 'b'] },
          o: { type: 'object', properties: { inner: { type: 'string' } } },
        },
      ),
    ).toEqual({ s: '', l: [], n: 0, b: false, e: 'a', o: { inner: '' } });
  });

  it('keep an allowed choice and a whole number', () => {
    expect(
      fitted({ v: 'wait', n: 4 }, { v: { anyOf: [{ enum: ['wait'] }, { type: 'null' }] }, n: { type: 'integer' } }),
    ).toEqual({
      v: 'wait',
      n: 4,
    });
  });

  it('are written as they are known when there is no schema', () => {
    expect(fitArguments({ a: 1 }, { type: 'function', function: { name: 'x' } })).toBe('{"a":1}');
  });
});
