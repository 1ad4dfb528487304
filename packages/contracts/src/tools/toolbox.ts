/** The eight tools the model is offered, in the order it is offered them: the list is the same in every request. */
import { z } from 'zod';
import { bookAppointment, cancelAppointment, getUpcomingAppointments, rescheduleAppointment } from './appointments.ts';
import { lookupCustomer, searchCustomersByName } from './customers.ts';
import { getAvailableSlots } from './slots.ts';
import { decodeVin } from './vin.ts';

export const toolbox = [
  lookupCustomer,
  searchCustomersByName,
  getAvailableSlots,
  bookAppointment,
  getUpcomingAppointments,
  cancelAppointment,
  rescheduleAppointment,
  decodeVin,
] as const;

export type ToolName = (typeof toolbox)[number]['name'];

export const toolNames: readonly ToolName[] = toolbox.map((tool) => tool.name);

export function isToolName(name: string): name is ToolName {
  return (toolNames as readonly string[]).includes(name);
}

/** A tool by its name. */
export function toolNamed(name: ToolName): (typeof toolbox)[number] {
  const tool = toolbox.find((candidate) => candidate.name === name);
  if (tool === undefined) throw new Error(`no tool is named ${name}`);
  return tool;
}

export interface ModelFunction {
  readonly type: 'function';
  readonly function: {
    readonly name: ToolName;
    readonly description: string;
    readonly strict: true;
    readonly parameters: Record<string, unknown>;
  };
}

/** What strict mode does not know; zod checks it. */
const BOUNDS = new Set(['maxLength', 'minLength', 'minItems', 'maxItems']);

/** The tools as chat completions want them: strict JSON Schemas, byte-identical on every call (the prompt cache keys on them). */
export const modelFunctions: readonly ModelFunction[] = toolbox.map((tool) => ({
  type: 'function',
  function: {
    name: tool.name,
    description: tool.description,
    strict: true,
    parameters: strictParameters(tool.arguments),
  },
}));

/** Strict mode knows a subset of JSON Schema only: bounds on lengths stay with zod, which checks the arguments again. */
function strictParameters(schema: z.ZodObject): Record<string, unknown> {
  const { $schema: _, ...parameters } = z.toJSONSchema(schema) as Record<string, unknown>;
  return withoutBounds(parameters) as Record<string, unknown>;
}

function withoutBounds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutBounds);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !BOUNDS.has(key))
      .map(([key, inner]) => [key, withoutBounds(inner)]),
  );
}
