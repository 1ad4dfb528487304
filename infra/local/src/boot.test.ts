import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { root } from './paths.ts';
import { freePort, wantedPort } from './ports.ts';
import { findOnPath } from './processes.ts';
import { silent } from './progress.ts';
import { findOrInstall } from './servers/install.ts';

const NOBODY = 'http://127.0.0.1:9';

let checkout: string;

/** As much of a fresh clone as the bootstrap reads. */
beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'bayline-boot-'));
  mkdirSync(join(checkout, 'infra', 'local'), { recursive: true });
  for (const file of ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', 'infra/local/boot.mjs'])
    copyFileSync(join(root, file), join(checkout, file));
});

afterEach(() => rmSync(checkout, { recursive: true, force: true }));

/** `npm run demo` in that clone, with only these programs beside the system's own. */
function boot(options: { path?: string[]; nodeFlags?: string[] } = {}): { code: number | null; said: string } {
  const npm = dirname(findOnPath('npm') ?? '/usr/bin/npm');
  const result = spawnSync(
    process.execPath,
    [...(options.nodeFlags ?? []), join(checkout, 'infra', 'local', 'boot.mjs'), 'demo'],
    {
      encoding: 'utf8',
      cwd: checkout,
      env: {
        HOME: checkout,
        PATH: [...(options.path ?? []), npm, '/usr/bin', '/bin'].join(delimiter),
        npm_config_registry: NOBODY,
        npm_config_fetch_retries: '0',
        npm_config_cache: join(checkout, 'cache'),
      },
    },
  );
  return { code: result.status, said: result.stdout + result.stderr };
}

/** A program in a folder of its own. */
function program(name: string, script: string): string {
  const folder = join(checkout, 'bin');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
  return folder;
}

describe('a start that cannot go on says what mends it', () => {
  it('when pnpm is missing and the registry is away', () => {
    const nowhere = program('pnpm', 'exit 127');
    const { code, said } = boot({ path: [nowhere] });
    expect(code).toBe(1);
    expect(said).toMatch(/BL-1003[\s\S]*npm registry can be reached/);
  });

  it('when dependencies are missing and the registry is away', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { packageManager: string };
    const version = manifest.packageManager.split('@')[1];
    const pnpm = program('pnpm', `[ "$1" = --version ] && echo ${version} && exit 0\necho ECONNREFUSED >&2\nexit 1`);
    const { code, said } = boot({ path: [pnpm] });
    expect(code).toBe(1);
    expect(said).toMatch(/ECONNREFUSED[\s\S]*BL-1002[\s\S]*npm registry can be reached/);
  });

  it('when Node is too old', () => {
    const old = 'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.19.0" } })';
    const { code, said } = boot({ nodeFlags: ['--import', `data:text/javascript,${encodeURIComponent(old)}`] });
    expect(code).toBe(1);
    expect(said).toMatch(/BL-1001 .*needs Node 20.*18\.19\.0[\s\S]*nodejs\.org/);
  });

  it('when a server is missing and an ordinary user may not install it', async () => {
    const missing = { binary: 'no-such-server', folders: [], aptPackage: 'some-server', brewFormula: 'some-server' };
    const { getuid } = process;
    const platform = Object.getOwnPropertyDescriptor(process, 'platform');
    process.getuid = () => 1_000;
    // On macOS brew would be asked to install it.
    Object.defineProperty(process, 'platform', { value: 'linux' });
    await expect(findOrInstall(missing, silent)).rejects.toMatchObject({
      code: 'BL-1006',
      message: expect.stringContaining('no-such-server'),
      mend: expect.stringContaining('sudo apt-get install some-server'),
    });
    if (platform !== undefined) Object.defineProperty(process, 'platform', platform);
    if (getuid !== undefined) process.getuid = getuid;
  });

  it('when a port is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await expect(wantedPort(port)).rejects.toMatchObject({
      code: 'BL-1012',
      mend: expect.stringContaining(`${port + 1}`),
    });
    await new Promise((resolve) => server.close(resolve));
    expect(await wantedPort(await freePort())).toBeGreaterThan(0);
  });
});
