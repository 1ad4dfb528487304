/** What is known of something that should have been made once, a call or a message, when making it failed. */

export interface Failed {
  readonly type: 'failed';
  /** Of `unsure` nobody knows whether it was made; of the others everybody knows that it was not. */
  readonly how: 'throttled' | 'refused' | 'unplaced' | 'unsure';
  /** The provider's word for it. */
  readonly code: string;
}
