/** Files and folders that the documents name: each must be there, so that "Follow one call" is true. Pure but for `exists`. */

export interface Page {
  /** From the root. */
  readonly path: string;
  readonly text: string;
}

/** A path from the root, in backquotes: it begins with a room of the house and is no pattern. */
const NAMED = /`((?:services|packages|infra|docs)\/[\w./-]+)`/g;

/** What a page names and nobody finds, one line each. */
export function missingFiles(pages: readonly Page[], exists: (path: string) => boolean): string[] {
  return pages.flatMap(({ path, text }) =>
    [...new Set([...text.matchAll(NAMED)].map((match) => match[1] ?? ''))]
      .filter((named) => !exists(named))
      .map((named) => `${path} names ${named}, which is not there`),
  );
}
