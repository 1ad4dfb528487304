/** The import rule: which room may import which. What two services share is a message, never a module. */
import { posix } from 'node:path';
import type { Source } from './sources.ts';

const services = ['gateway', 'speech', 'dialogue', 'crm-tools', 'calendar', 'reminder'];

/** What each room may import of the house, beside itself. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  contracts: [],
  runtime: ['contracts'],
  spoken: [],
  'rule-model': ['spoken'],
  simulators: ['rule-model'],
  scenarios: ['contracts', 'local'],
  local: ['contracts'],
  gateway: ['contracts', 'runtime'],
  speech: ['contracts', 'runtime'],
  dialogue: ['contracts', 'runtime', 'spoken', 'rule-model'],
  'crm-tools': ['contracts', 'runtime', 'spoken'],
  calendar: ['contracts', 'runtime'],
  reminder: ['contracts', 'runtime'],
};

/** Tests and benches of one room may also start servers and simulators, and read what people say. */
const allowedInTests = ['local', 'simulators', 'contracts', 'runtime', 'spoken'];

/** Every import that breaks the rule, as `file: reason`. */
export function importViolations(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, text }) => {
    const room = roomOf(path);
    if (room === undefined) return [];
    return importsOf(text).flatMap((name) => {
      const reason = judge(room, path, name);
      return reason === undefined ? [] : [`${path}: ${reason}`];
    });
  });
}

function judge(room: string, path: string, name: string): string | undefined {
  if (leavesItsRoom(path, name)) return `imports by path: ${name}`;
  const wanted = /^@bayline\/([a-z-]+)$/.exec(name)?.[1];
  if (wanted === undefined) return name.startsWith('@bayline/') ? `reaches into a room: ${name}` : undefined;
  if (wanted === room || allowed[room]?.includes(wanted)) return undefined;
  if (services.includes(wanted)) return `imports the service ${wanted}: share a message instead`;
  if (isTest(path) && allowedInTests.includes(wanted)) return undefined;
  return `${room} may not import ${wanted}`;
}

/** A relative import that ends outside the room it starts in. */
function leavesItsRoom(path: string, name: string): boolean {
  if (!name.startsWith('.')) return false;
  return roomOf(posix.join(posix.dirname(path), name)) !== roomOf(path);
}

function roomOf(path: string): string | undefined {
  if (path.startsWith('infra/local/')) return 'local';
  return /^(?:packages|services)\/([^/]+)\//.exec(path)?.[1];
}

function isTest(path: string): boolean {
  return path.endsWith('.test.ts') || /\/(?:test|testing|bench)\//.test(path);
}

function importsOf(text: string): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map((match) => match[1] ?? '');
}
