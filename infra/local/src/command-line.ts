/** The command line of a command: its own options beside --help and --json, and --house where it looks at a running house. */
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

const usual = { help: { type: 'boolean' }, json: { type: 'boolean' } } as const;

/** For commands that look at a running house. */
export const ofHouse = { house: { type: 'string' } } as const;

type Read<Options extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ args: string[]; allowPositionals: true; options: typeof usual & Options }>
>;

/**
 * Reads what was typed; undefined when it was --help, which is then answered. Words without a dash are refused unless `words`.
 * @throws what the bootstrap calls misuse: an option that does not exist, or lacks its value.
 */
export function readCommandLine<const Options extends ParseArgsOptionsConfig>(
  args: string[],
  help: string,
  options: Options,
  words: 'words' | 'no words' = 'no words',
): Read<Options> | undefined {
  const allowPositionals = words === 'words';
  const read = parseArgs({ args, allowPositionals, options: { ...usual, ...options } }) as Read<Options>;
  if ((read.values as { help?: boolean }).help !== true) return read;
  process.stdout.write(help);
  return undefined;
}
