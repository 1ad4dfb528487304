/** Data files of this service: read once at the start, checked once, named in the error when they are not what they should be. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** @throws Error naming the file and every problem. */
export function readDataFile<Schema extends z.ZodType>(name: string, schema: Schema): z.output<Schema> {
  const text = readFileSync(join(import.meta.dirname, '..', 'data', name), 'utf8');
  const result = schema.safeParse(JSON.parse(text));
  if (!result.success) throw new Error(`data/${name} is not what it should be:\n${z.prettifyError(result.error)}`);
  return result.data;
}
