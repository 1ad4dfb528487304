/** A real terminal with a program in it: what it shows, and keys pressed in it. */
import { stripVTControlCharacters } from 'node:util';
import { type IPty, spawn } from '@lydell/node-pty';
import { until } from '../until.ts';

const DOWN = '\x1b[B';
export const ENTER = '\r';
export const CTRL_C = '\x03';

export class Terminal {
  readonly #pty: IPty;
  #raw = '';
  /** What was shown before this was looked at already. */
  #seen = 0;
  readonly exited: Promise<number>;

  constructor(command: string, args: readonly string[], options: { cwd: string; env?: Record<string, string> }) {
    this.#pty = spawn(command, [...args], {
      cwd: options.cwd,
      cols: 160,
      rows: 60,
      env: { ...(process.env as Record<string, string>), ...options.env, TERM: 'xterm-256color' },
    });
    this.#pty.onData((data) => {
      this.#raw += data;
    });
    this.exited = new Promise((resolve) => this.#pty.onExit(({ exitCode }) => resolve(exitCode)));
  }

  get pid(): number {
    return this.#pty.pid;
  }

  /** Asks the program to leave; what does not is made to. Harmless when it has left. */
  async end(withinMs = 20_000): Promise<void> {
    const kill = (signal: string): void => {
      try {
        this.#pty.kill(signal);
      } catch {
        // It has left already.
      }
    };
    kill('SIGTERM');
    const force = setTimeout(() => kill('SIGKILL'), withinMs);
    await this.exited;
    clearTimeout(force);
  }

  /** Everything shown since it was last waited for. */
  get news(): string {
    return stripVTControlCharacters(this.#raw.slice(this.#seen));
  }

  press(keys: string): void {
    this.#pty.write(keys);
  }

  /** Waits until something is shown that was not shown before; what comes after it is news. */
  async shows(what: RegExp, withinMs = 60_000): Promise<string> {
    try {
      return await until(`the terminal to show ${what}`, () => this.#take(what), { withinMs, everyMs: 50 });
    } catch (error) {
      throw new Error(`${error instanceof Error ? error.message : error}. It shows:\n${this.news.slice(-3_000)}`);
    }
  }

  #take(what: RegExp): string | undefined {
    const found = what.exec(this.news);
    if (found === null) return undefined;
    // The end of the match in what came with control characters: cut until nothing of it is left.
    const wanted = this.news.length - found.index - found[0].length;
    while (this.news.length > wanted && this.#seen < this.#raw.length) this.#seen += 1;
    return found[0];
  }

  /** Moves down a list of choices to the one with this label and takes it. */
  async choose(label: string): Promise<void> {
    await until(
      `the choice ${label}`,
      () => {
        if (lastMarked(this.news) === label) return true;
        this.press(DOWN);
        return false;
      },
      { withinMs: 20_000, everyMs: 120 },
    );
    this.press(ENTER);
  }
}

/** The choice that is marked on the screen as it was last drawn. */
function lastMarked(screen: string): string | undefined {
  return [...screen.matchAll(/● ([^\n(]+?)(?: \(|\s*[\r\n]|$)/g)].at(-1)?.[1]?.trim();
}
