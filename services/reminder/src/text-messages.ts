/** What this service needs to send text messages. */
import type { Failed } from './failing.ts';

export interface Text {
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
}

export type Sending = { readonly type: 'sent'; readonly sid: string } | Failed;

export interface TextMessages {
  send(text: Text): Promise<Sending>;
  /** The message with these words since a moment; null when there is none. @throws ProviderError */
  find(text: Pick<Text, 'from' | 'to' | 'body'> & { since: Date }): Promise<string | null>;
}
