/** The shapes of all messages as JSON Schema: what contracts.snapshot.json holds of the last release. */
import { z } from 'zod';
import { asks, facts } from './catalogue.ts';
import { contractName } from './define.ts';

export type Snapshot = Record<string, Record<string, unknown>>;

/** One entry per message; asks have two. Bytes have none. */
export function takeSnapshot(): Snapshot {
  const snapshot: Snapshot = {};
  for (const ask of asks) {
    snapshot[`${contractName(ask)} request`] = jsonSchema(ask.request);
    snapshot[`${contractName(ask)} reply`] = jsonSchema(ask.reply);
  }
  for (const fact of facts) {
    if (fact.schema instanceof z.ZodObject) snapshot[contractName(fact)] = jsonSchema(fact.schema);
  }
  return snapshot;
}

function jsonSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Record<
    string,
    unknown
  >;
  return rest;
}
