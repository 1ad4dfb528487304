/** What a wish about time is resolved from and to. */

export interface WhenContext {
  readonly now: Date;
  /** IANA zone of the shop. */
  readonly zone: string;
  /** Opening hours 'HH:MM': "at 8" and "at 3" are read by them. */
  readonly opens?: string;
  readonly closes?: string;
  /** Local dates on which the shop is closed; they settle what "next Thursday" or "first thing" can mean. */
  readonly closures?: readonly string[];
  /** The caller was asked which of two days was meant and said the same again: take the usual reading, ask no more. */
  readonly askedBefore?: boolean;
}

export type PartOfDay = 'morning' | 'midday' | 'afternoon' | 'evening';

/** Acceptable start times. */
export interface WhenWindow {
  readonly type: 'window';
  /** ISO 8601 with offset; half-open. */
  readonly from: string;
  readonly to: string;
  /** ISO 8601 with offset when one clock time was named. */
  readonly exact: string | null;
  /** Local date when exactly one day was meant. */
  readonly date: string | null;
  /** The local dates meant when some days inside the window are not ("Monday or Thursday"); null when every day will do. */
  readonly days: readonly string[] | null;
  /** The hours of each of its days that are meant, 'HH:MM', half-open ("any afternoon after two"); null when all will do. */
  readonly hours: { readonly from: string; readonly to: string } | null;
  readonly partOfDay: PartOfDay | null;
  readonly zone: string;
  /** "Thursday, December 3rd in the morning". */
  readonly say: string;
  /** 0 to 1; below 0.7 something was assumed that is worth reading back. */
  readonly confidence: number;
}

export interface WhenOption {
  readonly say: string;
  readonly from: string;
  readonly to: string;
  readonly exact: string | null;
  readonly date: string | null;
}

export type When =
  | WhenWindow
  /** The options stand with the usual reading first. */
  | { readonly type: 'ambiguous'; readonly ask: string; readonly options: readonly WhenOption[] }
  | {
      readonly type: 'impossible';
      readonly why: 'past' | 'no-such-day' | 'no-such-time';
      readonly say: string;
    }
  | { readonly type: 'none' };
