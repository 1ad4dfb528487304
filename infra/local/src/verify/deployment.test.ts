import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Deployment } from 'kubernetes-models/apps/v1';
import { Job } from 'kubernetes-models/batch/v1';
import { Ingress } from 'kubernetes-models/networking.k8s.io/v1';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1';
import { ConfigMap, Secret, Service } from 'kubernetes-models/v1';
import { parse, parseAllDocuments } from 'yaml';
import { root } from '../paths.ts';
import { serviceNames } from '../service-processes.ts';
import { readSources } from './sources.ts';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The longest call, and a minute to say goodbye. */
const LONGEST_DRAIN_SECONDS = 25 * 60;

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

interface Pods extends Manifest {
  readonly spec: {
    readonly replicas: number;
    readonly template: {
      readonly spec: {
        readonly terminationGracePeriodSeconds: number;
        readonly containers: readonly {
          readonly image: string;
          readonly livenessProbe: { readonly httpGet: { readonly path: string } };
          readonly readinessProbe: { readonly httpGet: { readonly path: string } };
        }[];
      };
    };
  };
}

const base = 'infra/k8s/base';
const kustomization = parse(read(`${base}/kustomization.yaml`)) as {
  resources: string[];
  images: { name: string; newTag: string }[];
};
const manifests = kustomization.resources.flatMap((file) =>
  parseAllDocuments(read(`${base}/${file}`)).map((document) => document.toJS() as Manifest),
);
const pods = (kind: string): Pods[] => manifests.filter((one) => one.kind === kind) as Pods[];

/** Each kind's schema, as Kubernetes publishes it. */
const models = { ConfigMap, Secret, Service, Deployment, Job, Ingress, PodDisruptionBudget };

describe('the Kubernetes base', () => {
  it.each(manifests.map((manifest) => [manifest.kind, manifest.metadata.name, manifest] as const))(
    'fits the schema of its kind: %s %s',
    (kind, _, manifest) => {
      const Model = models[kind as keyof typeof models] as unknown as new (data: object) => { validate(): void };
      expect(() => new Model(manifest).validate()).not.toThrow();
    },
  );

  it('tells a manifest that does not fit', () => {
    const [deployment] = pods('Deployment');
    const wrong = { ...deployment, spec: { ...deployment?.spec, replicas: 'two' } };
    expect(() => new Deployment(wrong as never).validate()).toThrow();
  });

  it('names every file that lies beside it', () => {
    const files = readdirSync(join(root, base)).filter((file) => file !== 'kustomization.yaml');
    expect([...kustomization.resources].sort()).toEqual(files.sort());
  });

  it('runs every service, probed, with time to finish its calls, in the version of the workspace', () => {
    const { version } = JSON.parse(read('package.json')) as { version: string };
    expect(
      pods('Deployment')
        .map(({ metadata }) => metadata.name)
        .sort(),
    ).toEqual([...serviceNames].sort());
    for (const { metadata, spec } of pods('Deployment')) {
      const [container] = spec.template.spec.containers;
      expect(container?.image).toBe(`bayline/${metadata.name}:${version}`);
      expect(container?.livenessProbe.httpGet.path).toBe('/healthz');
      expect(container?.readinessProbe.httpGet.path).toBe('/readyz');
      expect(spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(LONGEST_DRAIN_SECONDS);
    }
    for (const { newTag } of kustomization.images) expect(newTag).toBe(version);
  });

  it('migrates by a job, and by no replica', () => {
    expect(pods('Job').map(({ metadata }) => metadata.name)).toEqual(['migrate']);
    expect(JSON.stringify(pods('Deployment'))).not.toContain('migrate');
  });

  it('sends a call’s sockets to one gateway', () => {
    const ingress = manifests.find(({ kind }) => kind === 'Ingress');
    expect(JSON.stringify(ingress)).toContain('upstream-hash-by');
  });
});

/** What systemd knows of the directives we use (systemd.unit, .service, .exec, .kill, .install). */
const DIRECTIVES: Readonly<Record<string, readonly string[]>> = {
  Unit: 'Description Documentation After Wants Requires PartOf StartLimitIntervalSec StartLimitBurst'.split(' '),
  Service:
    'Type User Group WorkingDirectory Environment EnvironmentFile ExecStart Restart RestartSec KillSignal KillMode TimeoutStopSec TimeoutStartSec LimitNOFILE NoNewPrivileges PrivateTmp PrivateDevices ProtectSystem ProtectHome ProtectKernelTunables ProtectControlGroups RestrictSUIDSGID RestrictAddressFamilies CapabilityBoundingSet'.split(
      ' ',
    ),
  Install: ['WantedBy'],
};

function readUnit(file: string): Map<string, [string, string][]> {
  const sections = new Map<string, [string, string][]>();
  let current: [string, string][] = [];
  for (const line of read(`infra/systemd/${file}`).split('\n')) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const section = /^\[(\w+)\]$/.exec(line)?.[1];
    const [, name = '', value = ''] = /^(\w+)=(.*)$/.exec(line) ?? [];
    if (section !== undefined) {
      current = [];
      sections.set(section, current);
    } else if (name === '') throw new Error(`${file}: not a directive: ${line}`);
    else current.push([name, value]);
  }
  return sections;
}

describe('the systemd units', () => {
  const units = readdirSync(join(root, 'infra', 'systemd'));

  it.each(units)('uses only what systemd knows: %s', (file) => {
    for (const [section, directives] of readUnit(file))
      for (const [name] of directives)
        expect([file, section, DIRECTIVES[section]]).toEqual([file, section, expect.arrayContaining([name])]);
  });

  it('starts files that are there, as nobody special, and lets calls finish', () => {
    const service = readUnit('bayline@.service').get('Service') ?? [];
    const value = (name: string): string => service.find(([key]) => key === name)?.[1] ?? '';
    expect(value('User')).toBe('bayline');
    expect(value('KillSignal')).toBe('SIGTERM');
    expect(Number(value('TimeoutStopSec').replace('min', '')) * 60).toBeGreaterThanOrEqual(LONGEST_DRAIN_SECONDS);
    for (const name of serviceNames) expect(read(`services/${name}/src/main.ts`)).not.toBe('');
    expect(value('ExecStart')).toContain('services/%i/src/main.ts');
  });

  it('starts every service with the target', () => {
    const wants =
      readUnit('bayline.target')
        .get('Unit')
        ?.find(([name]) => name === 'Wants')?.[1] ?? '';
    expect(wants.split(' ').sort()).toEqual(serviceNames.map((name) => `bayline@${name}.service`).sort());
  });
});

describe('what is watched', () => {
  /** Names of the metrics that the sources make, as Prometheus shows them. */
  const made = new Set(
    readSources(['packages', 'services'])
      .filter(({ path }) => !path.endsWith('.test.ts'))
      .flatMap(({ text }) => [...text.matchAll(/'([a-z][a-z_]+)'/g)].map((match) => match[1] ?? '')),
  );
  const alerts = parse(read('infra/observability/alerts.yml')) as {
    groups: {
      rules: {
        alert: string;
        expr: string;
        for: string;
        labels: { severity: string };
        annotations: Record<string, string>;
      }[];
    }[];
  };
  const rules = alerts.groups.flatMap((group) => group.rules);
  const dashboard = JSON.parse(read('infra/observability/grafana/dashboards/bayline.json')) as {
    uid: string;
    schemaVersion: number;
    panels: {
      id: number;
      type: string;
      title: string;
      gridPos: { h: number; w: number; x: number; y: number };
      targets: { expr: string }[];
    }[];
  };

  const metricsOf = (expr: string): string[] =>
    (expr.replaceAll(/\{[^}]*\}|by \([^)]*\)/g, '').match(/[a-z]+_[a-z_]+/g) ?? [])
      .filter((name) => name !== 'histogram_quantile')
      .map((name) => name.replace(/_bucket$/, ''));

  it('measures something that the sources measure', () => {
    const asked = [
      ...rules.map(({ expr }) => expr),
      ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
    ];
    expect([...new Set(asked.flatMap(metricsOf))].filter((name) => !made.has(name))).toEqual([]);
    expect(metricsOf('rate(no_such_metric_total[5m])').every((name) => made.has(name))).toBe(false);
  });

  it('says of each alert for how long, how bad and what it means', () => {
    expect(rules.length).toBeGreaterThan(5);
    for (const { alert, for: lasting, labels, annotations } of rules) {
      expect(alert).toMatch(/^[A-Z]\w+$/);
      expect(lasting).toMatch(/^\d+[sm]$/);
      expect(['page', 'ticket']).toContain(labels.severity);
      expect(Object.keys(annotations).sort()).toEqual(['description', 'summary']);
    }
  });

  it('shows panels that do not overlap', () => {
    const places = dashboard.panels.map(({ gridPos: { x, y } }) => `${x} ${y}`);
    expect(new Set(places).size).toBe(dashboard.panels.length);
    for (const { gridPos } of dashboard.panels) expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
  });

  it('scrapes every service', () => {
    const { scrape_configs: jobs } = parse(read('infra/observability/prometheus.yml')) as {
      scrape_configs: { static_configs: { targets: string[] }[] }[];
    };
    const targets = jobs.flatMap((job) => job.static_configs.flatMap((one) => one.targets));
    expect(targets.map((target) => target.split(':')[0]).sort()).toEqual([...serviceNames].sort());
  });
});
