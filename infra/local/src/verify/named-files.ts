/** Files and folders that documents name, and documents that sources name: each must be there. Pure but for `exists`. */

export interface Page {
  /** From the root. */
  readonly path: string;
  readonly text: string;
}

/** A path from the root, in backquotes: it begins with a room of the house and is no pattern. */
const NAMED = /`((?:services|packages|infra|docs)\/[\w./-]+)`/g;

/** A document that a source sends its reader to, in a comment or a string. */
const SENT_TO = /(?<![\w./-])(docs\/[\w./-]+\.md)\b/g;

/** What a page names and nobody finds, one line each. */
export function missingFiles(pages: readonly Page[], exists: (path: string) => boolean): string[] {
  return missing(pages, NAMED, exists);
}

/** The documents that sources name and nobody finds, one line each. */
export function missingDocuments(sources: readonly Page[], exists: (path: string) => boolean): string[] {
  return missing(sources, SENT_TO, exists);
}

function missing(pages: readonly Page[], names: RegExp, exists: (path: string) => boolean): string[] {
  return pages.flatMap(({ path, text }) =>
    [...new Set([...text.matchAll(names)].map((match) => match[1] ?? ''))]
      .filter((named) => !exists(named))
      .map((named) => `${path} names ${named}, which is not there`),
  );
}
