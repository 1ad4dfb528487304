/** A contract only ever gains optional fields: compares the JSON Schemas of two versions. */

interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
}

/** What was taken away, tightened or made required since `before`, each with the path to it. */
export function incompatibilities(before: Schema, after: Schema, path = ''): string[] {
  const at = path === '' ? 'message' : path;
  const branchesBefore = before.anyOf ?? before.oneOf;
  const branchesAfter = after.anyOf ?? after.oneOf;
  if (branchesBefore !== undefined && branchesAfter !== undefined) {
    if (branchesAfter.length < branchesBefore.length) return [`${at} lost an alternative`];
    return branchesBefore.flatMap((branch, index) =>
      incompatibilities(branch, branchesAfter[index] ?? {}, `${path}<${index}>`),
    );
  }
  if (JSON.stringify(before.type) !== JSON.stringify(after.type)) {
    return [`${at} changed its type from ${JSON.stringify(before.type)} to ${JSON.stringify(after.type)}`];
  }
  return [
    ...lostValues(before, after, at),
    ...changedProperties(before, after, path),
    ...(before.items !== undefined && after.items !== undefined
      ? incompatibilities(before.items, after.items, `${path}[]`)
      : []),
  ];
}

function lostValues(before: Schema, after: Schema, at: string): string[] {
  const known = after.enum ?? (after.const === undefined ? undefined : [after.const]);
  const wanted = before.enum ?? (before.const === undefined ? [] : [before.const]);
  return known === undefined
    ? []
    : wanted.filter((value) => !known.includes(value)).map((value) => `${at} lost the value ${JSON.stringify(value)}`);
}

function changedProperties(before: Schema, after: Schema, path: string): string[] {
  const problems: string[] = [];
  for (const [name, schema] of Object.entries(before.properties ?? {})) {
    const at = path === '' ? name : `${path}.${name}`;
    const now = after.properties?.[name];
    if (now === undefined) problems.push(`${at} was removed`);
    else problems.push(...incompatibilities(schema, now, at));
  }
  const required = new Set(before.required ?? []);
  for (const name of after.required ?? []) {
    if (!required.has(name)) problems.push(`${path === '' ? name : `${path}.${name}`} became required`);
  }
  return problems;
}
