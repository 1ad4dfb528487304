/** The shell blocks of documents: those that run here, and those that are for another machine (`sh elsewhere`). Pure. */

export interface ShellBlock {
  readonly path: string;
  readonly text: string;
  readonly here: boolean;
}

export function shellBlocks(path: string, text: string): ShellBlock[] {
  return [...text.matchAll(/^```sh( elsewhere)?\n([\s\S]*?)^```$/gm)].map((match) => ({
    path,
    text: match[2] ?? '',
    here: match[1] === undefined,
  }));
}
