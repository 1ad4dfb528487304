/** Arguments that fit a tool's schema: every key the schema has is present, null or empty where nothing is known. */
import type { ToolDefinition } from './messages.ts';

type Schema = Readonly<Record<string, unknown>>;

/** What we know, in the shape the given schema asks for, as JSON. Without a schema it is written as it is. */
export function fitArguments(known: Readonly<Record<string, unknown>>, tool: ToolDefinition): string {
  const schema = tool.function.parameters;
  return JSON.stringify(schema === undefined ? known : fitObject(known, schema));
}

function fitObject(known: Readonly<Record<string, unknown>>, schema: Schema): Record<string, unknown> {
  const properties = isSchema(schema.properties) ? schema.properties : {};
  return Object.fromEntries(
    Object.entries(properties).map(([key, property]) => [key, fit(known[key], isSchema(property) ? property : {})]),
  );
}

function fit(value: unknown, schema: Schema): unknown {
  if (value !== undefined && value !== null && suits(value, schema)) return value;
  return typesOf(schema).includes('null') ? null : blank(schema);
}

function suits(value: unknown, schema: Schema): boolean {
  const choices = enumOf(schema);
  if (choices !== null) return choices.includes(value);
  const types = typesOf(schema);
  return types.length === 0 || types.includes(typeOf(value)) || (types.includes('integer') && Number.isInteger(value));
}

function blank(schema: Schema): unknown {
  const choices = enumOf(schema);
  if (choices !== null) return choices[0];
  const [type] = typesOf(schema);
  if (type === 'array') return [];
  if (type === 'object') return fitObject({}, schema);
  if (type === 'boolean') return false;
  if (type === 'number' || type === 'integer') return 0;
  return '';
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return value === null ? 'null' : typeof value;
}

/** The types a schema allows, its alternatives included; empty when it does not say. */
function typesOf(schema: Schema): string[] {
  const own = [schema.type].flat().filter((type): type is string => typeof type === 'string');
  return [...own, ...alternatives(schema).flatMap(typesOf)];
}

function enumOf(schema: Schema): readonly unknown[] | null {
  if (Array.isArray(schema.enum) && schema.enum.length > 0) return schema.enum;
  return (
    alternatives(schema)
      .map(enumOf)
      .find((choices) => choices !== null) ?? null
  );
}

function alternatives(schema: Schema): Schema[] {
  const list = schema.anyOf ?? schema.oneOf;
  return Array.isArray(list) ? list.filter(isSchema) : [];
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
