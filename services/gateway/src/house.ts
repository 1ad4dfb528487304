/** What every call of this gateway shares. */
import type { Room } from '@bayline/runtime';
import type { AudioExchange } from './audio-exchange.ts';
import type { Briefs } from './briefs.ts';
import type { GatewayConfig } from './config.ts';
import type { GatewayMetrics } from './metrics.ts';
import type { PhraseAudio } from './phrase-audio.ts';
import type { Recorder } from './recorder.ts';
import type { Registry } from './registry.ts';
import type { Ticker } from './ticker.ts';
import type { LiveCalls } from './twilio/calls.ts';
import type { Urls } from './urls.ts';

export interface House {
  readonly room: Room<GatewayConfig>;
  readonly exchange: AudioExchange;
  readonly ticker: Ticker;
  readonly phone: LiveCalls;
  readonly registry: Registry;
  readonly phrases: PhraseAudio;
  readonly recorder: Recorder;
  readonly briefs: Briefs;
  readonly metrics: GatewayMetrics;
  readonly urls: Urls;
}
