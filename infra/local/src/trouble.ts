/** A failure that a person can mend: its code, what is wrong, and how to mend it. docs/errors.md has a section for each code. */
export class Trouble extends Error {
  override readonly name = 'Trouble';
  readonly code: `BL-${number}`;
  readonly mend: string;

  constructor(code: `BL-${number}`, what: string, mend: string, options: { cause?: unknown } = {}) {
    super(`${code} ${what}`, options);
    this.code = code;
    this.mend = mend;
  }
}

/** An error as a command prints it: what is wrong, then what to do. */
export function describeTrouble(error: unknown): string {
  if (error instanceof Trouble) return `${error.message}\n${error.mend}\nMore: docs/errors.md, ${error.code}`;
  return error instanceof Error ? error.message : String(error);
}
