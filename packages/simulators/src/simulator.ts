/** What every simulated provider looks like from outside. */

export const PROVIDERS = ['twilio', 'deepgram', 'openai', 'google', 'nhtsa'] as const;
export type ProviderName = (typeof PROVIDERS)[number];

export interface Simulator {
  readonly name: ProviderName;
  readonly port: number;
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** What a client needs to reach it, base URLs and keys, by the names of environment variables services read. */
  readonly env: Readonly<Record<string, string>>;
  /** Ends every call, socket and timer. */
  close(): Promise<void>;
}
