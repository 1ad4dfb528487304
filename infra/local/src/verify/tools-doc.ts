/** Renders docs/tools.md from the contracts: what the model is offered, with which arguments, and what it may be answered. */
import { takeSnapshot, toolbox } from '@bayline/contracts';

/** As much of JSON Schema as is shown. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

export function renderToolsDoc(): string {
  const shapes = takeSnapshot() as Readonly<Record<string, Schema>>;
  return [
    '# Tools',
    '',
    '<!-- Generated from packages/contracts by `npm run verify -- --fix`; a test fails when it is stale. -->',
    '',
    'What the model may call. One schema is the model’s JSON Schema, the check of its arguments and the bus contract of `tool.<name>`.',
    'Who calls is never an argument: crm-tools knows it from the call. A tool that changes something holds and is read back first.',
    '',
    ...toolbox.flatMap((tool) => [
      `## ${tool.name}`,
      '',
      tool.description,
      '',
      `${tool.changes ? 'Changes something, after a yes' : 'Only reads'}; answered within ${tool.ask.deadlineMs} ms.`,
      '',
      ...argumentTable(shapes[`tool.${tool.name} request`]?.properties?.arguments),
      ...answers(shapes[`tool.${tool.name} reply`]),
    ]),
  ].join('\n');
}

function argumentTable(schema: Schema | undefined): string[] {
  const rows = Object.entries(schema?.properties ?? {}).map(
    ([name, field]) => `| \`${name}\` | ${typeOf(field)} | ${cell(field.description ?? '')} |`,
  );
  return rows.length === 0 ? [] : ['| argument | type | what it is |', '|---|---|---|', ...rows, ''];
}

/** One line for each kind of answer: what tells it apart, and what it carries. */
function answers(schema: Schema | undefined): string[] {
  const kinds = alternatives(schema ?? {});
  return ['Answers:', '', ...kinds.map(answerLine), ''];
}

function answerLine(schema: Schema): string {
  const fields = Object.entries(schema.properties ?? {});
  const marks = fields
    .filter(([, field]) => field.const !== undefined)
    .map(([name, field]) => `${name}: ${JSON.stringify(field.const)}`);
  const reasons = fields.flatMap(([name, field]) =>
    field.enum === undefined ? [] : [`${name} is one of ${field.enum.join(', ')}`],
  );
  const others = fields
    .filter(([, field]) => field.const === undefined && field.enum === undefined)
    .map(([name]) => `\`${name}\``);
  return `- \`{ ${marks.join(', ')} }\`${[...others, ...reasons].length === 0 ? '' : `: ${[...others, ...reasons].join(', ')}`}`;
}

function alternatives(schema: Schema): readonly Schema[] {
  const parts = schema.anyOf ?? schema.oneOf;
  return parts === undefined ? [schema] : parts.flatMap(alternatives);
}

function typeOf(schema: Schema): string {
  const parts = schema.anyOf ?? schema.oneOf;
  if (parts !== undefined) return parts.map(typeOf).join(' or ');
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (schema.items !== undefined) return `list of ${typeOf(schema.items)}`;
  return [schema.type ?? 'anything'].flat().join(' or ');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
