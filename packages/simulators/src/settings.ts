/**
 * What the simulators' process is told by its environment: which providers to serve, on which ports, with which settings.
 * Settings are the defaults of each provider's schema, then the file SIMULATORS_SETTINGS, then SIMULATE_ variables.
 */
import { isPlainObject, mergeDeep } from './lab.ts';
import { PROVIDERS, type ProviderName } from './simulator.ts';

export interface Order {
  readonly name: ProviderName;
  readonly port: number;
  /** Overrides of the provider's defaults; its own schema checks them. */
  readonly given: Record<string, unknown>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Which simulators to start and how. `readFile` gives the text of the settings file.
 * @throws Error naming the variable that cannot be understood.
 */
export function readOrders(environment: Environment, readFile: (path: string) => string): Order[] {
  const fromFile = readSettingsFile(environment.SIMULATORS_SETTINGS, readFile);
  const fromVariables = readSettingVariables(environment);
  return chosenProviders(environment.SIMULATORS_ONLY).map((name) => {
    const given = mergeDeep(fromFile[name] ?? {}, fromVariables[name]);
    if (!isPlainObject(given)) throw new Error(`the settings of ${name} must be an object`);
    return { name, port: portOf(name, environment), given };
  });
}

function chosenProviders(only: string | undefined): ProviderName[] {
  if (only === undefined || only.trim() === '') return [...PROVIDERS];
  const asked = only.split(',').map((name) => name.trim().toLowerCase());
  const unknown = asked.find((name) => !PROVIDERS.some((provider) => provider === name));
  if (unknown !== undefined) throw new Error(`SIMULATORS_ONLY: ${unknown} is none of ${PROVIDERS.join(', ')}`);
  return PROVIDERS.filter((name) => asked.includes(name));
}

function portOf(name: ProviderName, environment: Environment): number {
  const variable = `SIMULATED_${name.toUpperCase()}_PORT`;
  const port = Number(environment[variable] ?? '0');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`${variable} must be a port number`);
  return port;
}

function readSettingsFile(path: string | undefined, readFile: (path: string) => string): Record<string, unknown> {
  if (path === undefined || path === '') return {};
  const content: unknown = JSON.parse(readFile(path));
  if (!isPlainObject(content)) throw new Error(`SIMULATORS_SETTINGS: ${path} must hold a JSON object`);
  return content;
}

/** `SIMULATE_DEEPGRAM__STT__INTERIM_MS=250` is `{ deepgram: { stt: { interimMs: 250 } } }`. */
function readSettingVariables(environment: Environment): Record<string, unknown> {
  let settings: unknown = {};
  for (const [variable, value] of Object.entries(environment)) {
    if (!variable.startsWith('SIMULATE_') || value === undefined) continue;
    const [provider = '', ...path] = variable.slice('SIMULATE_'.length).split('__').map(camelCase);
    if (!PROVIDERS.some((name) => name === provider)) throw new Error(`${variable}: no provider is called ${provider}`);
    settings = mergeDeep(settings, nested([provider, ...path], readValue(value)));
  }
  return isPlainObject(settings) ? settings : {};
}

function nested(path: readonly string[], value: unknown): unknown {
  return path.reduceRight((inner, key) => ({ [key]: inner }), value);
}

function camelCase(name: string): string {
  return name.toLowerCase().replace(/_+(.)/g, (_match, letter: string) => letter.toUpperCase());
}

/** Numbers, switches, arrays and objects as JSON; what is no JSON is taken as it stands. */
function readValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: a plain word such as a mode or a phone number.
    return text;
  }
}
