/** Finds a server's binary on the machine, or installs it: apt on Debian and Ubuntu, brew on macOS. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findOnPath } from '../processes.ts';
import type { Progress } from '../progress.ts';

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

/** The binary, installing it when it is missing and we may. @throws Error naming the command to run by hand. */
export async function findOrInstall(server: ServerBinary, progress: Progress): Promise<string> {
  const found = findBinary(server);
  if (found !== undefined) return found;
  const byHand = `Install it and run the command again:\n  Debian, Ubuntu: sudo apt-get install ${server.aptPackage}\n  macOS: brew install ${server.brewFormula}`;
  const install = installer(server);
  if (install === undefined) throw new Error(`${server.binary} is not on this machine. ${byHand}`);
  await progress.step(`installed ${server.aptPackage}`, async () => install());
  const installed = findBinary(server);
  if (installed === undefined) throw new Error(`${server.binary} was installed but cannot be found. ${byHand}`);
  return installed;
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
  throw new Error(
    `${command} ${args.join(' ')} failed:\n${`${result.stdout}${result.stderr}`.trim().split('\n').slice(-8).join('\n')}`,
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
