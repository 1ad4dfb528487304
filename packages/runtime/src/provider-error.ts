/** A failure of something outside the house, made at its adapter: who failed, and whether trying again may help. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
  readonly provider: string;
  readonly retryable: boolean;
  /** A word for metrics and decisions: `deadline`, `open`, `refused`, `rate-limit`, `not-found`, ... */
  readonly code: string;

  constructor(provider: string, code: string, options: { retryable: boolean; cause?: unknown; message?: string }) {
    super(options.message ?? `${provider} failed: ${code}`, { cause: options.cause });
    this.provider = provider;
    this.code = code;
    this.retryable = options.retryable;
  }
}
