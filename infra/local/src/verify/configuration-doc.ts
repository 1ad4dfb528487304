/** Renders docs/configuration.md from the services' schemas. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../paths.ts';
import { serviceNames } from '../service-processes.ts';

/** What is read of a zod schema here: its fields, their descriptions and what they do when nothing is given. */
interface Field {
  readonly description?: string;
  safeParse(value: unknown): { success: boolean; data?: unknown };
}

type ConfigModule = Readonly<Record<string, { readonly shape: Readonly<Record<string, Field>> } | undefined>>;

export async function renderConfigurationDoc(): Promise<string> {
  const services: { name: string; shape: Readonly<Record<string, Field>> }[] = [];
  for (const name of [...serviceNames].sort()) {
    const file = join(root, 'services', name, 'src', 'config.ts');
    if (!existsSync(file)) continue;
    const module = (await import(file)) as ConfigModule;
    const schema = module[schemaName(name)];
    if (schema === undefined) throw new Error(`services/${name}/src/config.ts exports no ${schemaName(name)}`);
    services.push({ name, shape: schema.shape });
  }
  const [first] = services;
  const common = Object.keys(first?.shape ?? {}).filter((key) => services.every(({ shape }) => key in shape));
  return [
    '# Configuration',
    '',
    '<!-- Generated from the services’ config.ts by `npm run verify -- --fix`; a test fails when it is stale. -->',
    '',
    'Every service reads its environment once, at start, and tells all problems at once. Empty values count as not set.',
    '',
    '## Every service',
    '',
    ...table(first?.shape ?? {}, common),
    ...services.flatMap(({ name, shape }) => [
      `## ${name}`,
      '',
      ...table(
        shape,
        Object.keys(shape).filter((key) => !common.includes(key)),
      ),
    ]),
  ].join('\n');
}

/** `crm-tools` -> `crmToolsConfig`. */
function schemaName(service: string): string {
  return `${service.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())}Config`;
}

function table(shape: Readonly<Record<string, Field>>, keys: readonly string[]): string[] {
  return [
    '| variable | default | what it is |',
    '|---|---|---|',
    ...keys.map((key) => {
      const field = shape[key];
      return `| \`${key}\` | ${field === undefined ? '' : defaultOf(field)} | ${field?.description ?? ''} |`;
    }),
    '',
  ];
}

function defaultOf(field: Field): string {
  const nothing = field.safeParse(undefined);
  if (!nothing.success) return 'required';
  return nothing.data === undefined || nothing.data === null ? '' : `\`${String(nothing.data)}\``;
}
