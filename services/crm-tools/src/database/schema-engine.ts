/** Prisma's schema engine as WebAssembly: applies migrations with no engine binary to download. */
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

const prismaDirectory = join(import.meta.dirname, '..', '..', 'prisma');
const migrationsDirectory = join(prismaDirectory, 'migrations');

/** What is used of WebAssembly; its types come with the browser's, which a service has no use for. */
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: Record<string, unknown> } }>;
};

const filters = { externalTables: [], externalEnums: [] };

/** Applies the migrations that the database has not seen yet, in order, each whole or not at all. Returns their names. */
export function applyMigrations(databaseUrl: string): Promise<string[]> {
  return withEngine(databaseUrl, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList: await readMigrations(), filters });
    return appliedMigrationNames;
  });
}

/** The SQL that makes an empty database what `schema.prisma` says, without what Prisma has no words for. */
export function schemaScript(databaseUrl: string): Promise<string> {
  return withEngine(databaseUrl, async (engine) => {
    const to = { tag: 'schemaDatamodel' as const, files: [await readSchema()] };
    const { stdout } = await engine.diff({ from: { tag: 'empty' }, to, script: true, exitCode: null, filters });
    return stdout ?? '';
  });
}

async function withEngine<T>(databaseUrl: string, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  await instantiate();
  const { path, content } = await readSchema();
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  const factory = bindMigrationAwareSqlAdapterFactory(wholeScripts(new PrismaPg(pool)));
  const engine = await bindings.SchemaEngine.new({ datamodels: [[path, content]] }, () => {}, factory);
  try {
    return await work(engine);
  } finally {
    engine.free();
    await pool.end();
  }
}

/** The package's own entry imports WebAssembly as a module, which needs a flag on older Nodes; its parts need none. */
let instantiated: Promise<void> | undefined;
function instantiate(): Promise<void> {
  instantiated ??= (async () => {
    const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm');
    const bytes = await readFile(entry.replace(/\.js$/, '_bg.wasm'));
    const imports = { './schema_engine_bg.js': withUnheldTimers(bindings) };
    const { instance } = await WebAssembly.instantiate(bytes, imports);
    const { __wbindgen_start: start } = instance.exports;
    bindings.__wbg_set_wasm(instance.exports);
    if (typeof start === 'function') start();
  })();
  return instantiated;
}

/** The engine never clears the timer of its own lock (10 s); it must not keep a finished process alive. */
function withUnheldTimers(imports: object): object {
  const setUnheld = (callback: () => void, ms: number): NodeJS.Timeout => setTimeout(callback, ms >>> 0).unref();
  return Object.fromEntries(
    Object.entries(imports).map(([name, value]) => [name, name.startsWith('__wbg_setTimeout') ? setUnheld : value]),
  );
}

/** The adapter cuts a script at every semicolon, also inside a function's body; PostgreSQL takes it whole, as one transaction. */
function wholeScripts(factory: PrismaPg): PrismaPg {
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    adapter.executeScript = async (script) => {
      await adapter.underlyingDriver().query(script);
    };
    return adapter;
  };
  return factory;
}

async function readSchema(): Promise<{ path: string; content: string }> {
  return { path: 'schema.prisma', content: await readFile(join(prismaDirectory, 'schema.prisma'), 'utf8') };
}

async function readMigrations(): Promise<MigrationList> {
  const entries = await readdir(migrationsDirectory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return {
    baseDir: migrationsDirectory,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(names.toSorted().map(readMigration)),
  };
}

async function readMigration(path: string): Promise<MigrationList['migrationDirectories'][number]> {
  const value = await readFile(join(migrationsDirectory, path, 'migration.sql'), 'utf8');
  return { path, migrationFile: { path: 'migration.sql', content: { tag: 'ok', value } } };
}
