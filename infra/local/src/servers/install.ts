/** Finds a server's binary on the machine, or installs it: apt on Debian and Ubuntu, brew on macOS. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findOnPath } from '../processes.ts';
import type { Progress } from '../progress.ts';
import { Trouble } from '../trouble.ts';

export interface ServerBinary {
  readonly binary: string;
  /** Folders to look in beside the path; `*` stands for any version. */
  readonly folders: readonly string[];
  readonly aptPackage: string;
  readonly brewFormula: string;
}

export function findBinary(server: ServerBinary): string | undefined {
  const inFolders = server.folders
    .flatMap(expandVersion)
    .map((folder) => join(folder, server.binary))
    .filter((file) => existsSync(file));
  return inFolders.at(-1) ?? findOnPath(server.binary);
}

/** The binary, installing it when it is missing and we may. @throws Trouble naming the command to run by hand. */
export async function findOrInstall(server: ServerBinary, progress: Progress): Promise<string> {
  const found = findBinary(server);
  if (found !== undefined) return found;
  const install = installer(server);
  if (install === undefined) {
    throw new Trouble('BL-1006', `${server.binary} is not on this machine, and we may not install it`, byHand(server));
  }
  progress.note(`${server.binary} is not on this machine: installing ${server.aptPackage} ...`);
  await progress.step(`installed ${server.aptPackage}`, async () => install());
  const installed = findBinary(server);
  if (installed !== undefined) return installed;
  throw new Trouble('BL-1006', `${server.binary} was installed but cannot be found`, byHand(server));
}

function byHand(server: ServerBinary): string {
  return [
    'Install it and run the command again, or point at one that runs elsewhere in .env (NATS_URL, REDIS_URL, DATABASE_URL):',
    `  Debian, Ubuntu: sudo apt-get install ${server.aptPackage}`,
    `  macOS: brew install ${server.brewFormula}`,
    '  Docker: docker compose --profile servers up, and the three lines for .env that docs/deployment.md gives',
  ].join('\n');
}

function installer(server: ServerBinary): (() => void) | undefined {
  if (findOnPath('apt-get') !== undefined && process.getuid?.() === 0) return () => aptInstall(server.aptPackage);
  if (process.platform === 'darwin' && findOnPath('brew') !== undefined) {
    return () => runOrThrow('brew', ['install', '--quiet', server.brewFormula]);
  }
  return undefined;
}

const POLICY = '/usr/sbin/policy-rc.d';

/** Installs without letting the package start its server: ours run under .local/ and end with us. */
function aptInstall(name: string): void {
  const guarded = !existsSync(POLICY);
  if (guarded) {
    writeFileSync(POLICY, '#!/bin/sh\nexit 101\n');
    chmodSync(POLICY, 0o755);
  }
  try {
    const args = ['install', '--yes', '--no-install-recommends', '-qq', name];
    if (!tryRun('apt-get', args)) {
      runOrThrow('apt-get', ['update', '-qq']);
      runOrThrow('apt-get', args);
    }
  } finally {
    if (guarded) rmSync(POLICY, { force: true });
  }
}

const quiet = { DEBIAN_FRONTEND: 'noninteractive', HOMEBREW_NO_AUTO_UPDATE: '1' };

function tryRun(command: string, args: string[]): boolean {
  return spawnSync(command, args, { env: { ...process.env, ...quiet }, stdio: 'ignore' }).status === 0;
}

function runOrThrow(command: string, args: string[]): void {
  const result = spawnSync(command, args, { env: { ...process.env, ...quiet }, encoding: 'utf8' });
  if (result.status === 0) return;
  const said = `${result.stdout ?? ''}${result.stderr ?? ''}`.trim().split('\n').slice(-8).join('\n');
  throw new Trouble(
    'BL-1007',
    `${command} ${args.join(' ')} failed:\n${said}`,
    'Check that the package mirror can be reached, or install it by hand and run the command again.',
  );
}

/** `.../postgresql/*` -> one folder per installed version, oldest first. */
function expandVersion(pattern: string): string[] {
  const [before, after] = pattern.split('*');
  if (before === undefined || after === undefined) return [pattern];
  if (!existsSync(before)) return [];
  return readdirSync(before)
    .sort((a, b) => Number.parseFloat(a) - Number.parseFloat(b))
    .map((version) => join(before, version, after));
}
