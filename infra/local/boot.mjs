#!/usr/bin/env node
/**
 * Every root script starts here, on whatever Node the machine has (20 or newer) and with nothing installed: fetches pnpm,
 * installs the dependencies (Node 24 among them), generates the database client, then hands over to `src/main.ts`.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const local = join(root, '.local');
const bin = join(root, 'node_modules', '.bin');
/** Where pnpm is kept when the machine has none; turbo looks for it on the path. */
const pnpmHome = join(local, 'pnpm');
const path = [bin, process.env.PATH ?? '', join(pnpmHome, 'node_modules', '.bin')].join(delimiter);
const OLDEST_NODE = [20, 0];
/** Off Linux the machine's own Node runs the services; type stripping and `require(esm)` need this one. */
const OLDEST_SERVICE_NODE = [22, 15];

class Unfit extends Error {}

try {
  checkNode(OLDEST_NODE, 'Bayline');
  mkdirSync(local, { recursive: true });
  withLock(() => {
    installDependencies();
    generateDatabaseClient();
  });
  handOver();
} catch (error) {
  if (!(error instanceof Unfit)) throw error;
  process.stderr.write(`\n${error.message}\n`);
  process.exit(1);
}

function checkNode(oldest, who) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return;
  throw new Unfit(
    `BL-1001 ${who} needs Node ${oldest.join('.')} or newer, this is ${process.versions.node}.\nInstall one from https://nodejs.org and run the command again.`,
  );
}

/** Two commands may be started at once; only one of them installs. */
function withLock(work) {
  const lock = join(local, 'boot.lock');
  const giveUpAt = Date.now() + 300_000;
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (!alive(Number(readOr(lock, '0')))) rmSync(lock, { force: true });
      else if (Date.now() > giveUpAt)
        throw new Unfit(`BL-1005 Another start is still installing (${lock}).\nWait for it, or remove that file.`);
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
  try {
    work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function alive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function installDependencies() {
  const stamp = join(local, 'installed');
  const manifests = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'];
  const wanted = hash(manifests.map((name) => readOr(join(root, name), '')).join('\0'));
  if (readOr(stamp, '') === wanted && existsSync(join(root, 'node_modules', '.modules.yaml'))) return;
  const pnpm = findPnpm();
  const done = step('installing dependencies');
  run(pnpm[0], [...pnpm.slice(1), 'install', '--frozen-lockfile'], {
    what: 'BL-1002 The dependencies could not be installed',
    mend: 'Check that the npm registry can be reached, then run the command again.',
  });
  writeFileSync(stamp, wanted);
  done();
}

/** The pnpm that package.json names: on the path, else kept under .local/pnpm. */
function findPnpm() {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const version = manifest.packageManager.split('@')[1];
  const onPath = spawnSync('pnpm', ['--version'], {
    cwd: local,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (onPath.status === 0 && onPath.stdout.trim() === version) return ['pnpm'];
  const own = join(pnpmHome, 'node_modules', '.bin', 'pnpm');
  if (readOr(join(pnpmHome, 'node_modules', 'pnpm', 'package.json'), '').includes(`"version": "${version}"`))
    return [own];
  const done = step(`fetching pnpm ${version}`);
  mkdirSync(pnpmHome, { recursive: true });
  writeFileSync(join(pnpmHome, 'package.json'), '{"private":true}\n');
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', pnpmHome, `pnpm@${version}`], {
    what: 'BL-1003 pnpm could not be fetched',
    mend: `Check that the npm registry can be reached, or install it by hand: npm install --global pnpm@${version}`,
  });
  done();
  return [own];
}

/** The engines that Prisma would download are not needed: any executable satisfies its check, the client runs without. */
function generateDatabaseClient() {
  const service = join(root, 'services', 'crm-tools');
  const schema = join(service, 'prisma', 'schema.prisma');
  if (!existsSync(schema)) return;
  const stamp = join(local, 'generated');
  const wanted = hash(readOr(schema, '') + readOr(join(root, 'pnpm-lock.yaml'), ''));
  if (readOr(stamp, '') === wanted && existsSync(join(service, 'src', 'generated', 'client.ts'))) return;
  const done = step('generating the database client');
  run(join(service, 'node_modules', '.bin', 'prisma'), ['generate', '--schema', schema], {
    cwd: service,
    env: { PRISMA_SCHEMA_ENGINE_BINARY: serviceNode(), PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' },
    what: 'BL-1004 The database client could not be generated',
    mend: `Read the message above; the schema is ${schema}.`,
  });
  writeFileSync(stamp, wanted);
  done();
}

/** Node 24 from the optional dependencies where there is one, else the machine's own. */
function serviceNode() {
  const pinned = join(bin, 'node');
  if (existsSync(pinned)) return pinned;
  checkNode(OLDEST_SERVICE_NODE, 'On this platform Bayline');
  return process.execPath;
}

function handOver() {
  const node = serviceNode();
  const child = spawn(
    node,
    ['--disable-warning=ExperimentalWarning', join(root, 'infra', 'local', 'src', 'main.ts'), ...process.argv.slice(2)],
    {
      stdio: 'inherit',
      env: {
        ...process.env,
        PATH: path,
        NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(local, 'compile-cache'),
      },
    },
  );
  // Ctrl-C reaches the child from the terminal too; hearing it twice at once does no harm there.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}

function run(command, args, { what, mend, env = {}, cwd = root }) {
  const result = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, PATH: path, CI: 'true', ...env },
  });
  if (result.status === 0) return;
  const said = `${result.stdout ?? ''}${result.stderr ?? ''}${result.error?.message ?? ''}`.trim();
  throw new Unfit(`${said.split('\n').slice(-25).join('\n')}\n\n${what} (${command} ${args.join(' ')}).\n${mend}`);
}

function step(what) {
  const startedAt = Date.now();
  process.stderr.write(`  ${what} ...\n`);
  return () => process.stderr.write(`  ${what}: done in ${((Date.now() - startedAt) / 1000).toFixed(1)} s\n`);
}

function readOr(file, otherwise) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Not there yet is an answer here, not a failure.
    return otherwise;
  }
}

function hash(text) {
  return createHash('sha256').update(text).digest('hex');
}
