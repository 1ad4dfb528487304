/** What this service needs to send text messages. */

export interface Text {
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
}

export type Sending =
  | { readonly type: 'sent'; readonly sid: string }
  | {
      readonly type: 'failed';
      readonly how: 'throttled' | 'refused' | 'unplaced' | 'unsure';
      readonly code: string;
    };

export interface TextMessages {
  send(text: Text): Promise<Sending>;
  /** The message with these words since a moment; null when there is none. @throws ProviderError */
  find(text: Pick<Text, 'from' | 'to' | 'body'> & { since: Date }): Promise<string | null>;
}
