/** A place where work that failed for good is kept: how it is listed, shown, tried again and thrown away. */

export interface KeptLetter {
  /** Names it in every command: `stream:17`, `job:<uuid>`. */
  readonly id: string;
  /** Who could not handle it. */
  readonly of: string;
  /** What it was about: a subject, a job's name. */
  readonly subject: string;
  readonly why: string;
  readonly error: string;
  readonly deliveries: number;
  /** When it died, ISO 8601. */
  readonly at: string;
}

export interface DeadLetterSource {
  /** The first part of its letters' ids. */
  readonly name: string;
  /** All of them, oldest first. */
  list(): Promise<KeptLetter[]>;
  /** The letter with what it says; undefined when there is none of that id. */
  show(id: string): Promise<(KeptLetter & { readonly payload: unknown }) | undefined>;
  /** Gives it back to be handled again, and forgets it. False when there is none of that id. */
  retry(id: string): Promise<boolean>;
  drop(id: string): Promise<boolean>;
}
