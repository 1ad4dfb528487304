/** The messages of a listening socket, as Deepgram writes them. Times are seconds since the stream began. */
import { SAMPLES_PER_SECOND } from '../voice/mu-law.ts';
import { bare } from './mishearing.ts';
import type { RecognisedWord, Recognition } from './recogniser.ts';

export interface ListeningStream {
  readonly requestId: string;
  readonly modelId: string;
  readonly model: string;
  /** Whether transcripts keep punctuation and capitals. */
  readonly punctuated: boolean;
}

/** One recognition as a JSON message. */
export function messageOf(recognition: Recognition, stream: ListeningStream): string {
  switch (recognition.type) {
    case 'speech-started':
      return JSON.stringify({ type: 'SpeechStarted', channel: [0, 1], timestamp: seconds(recognition.at) });
    case 'utterance-end':
      return JSON.stringify({
        type: 'UtteranceEnd',
        channel: [0, 1],
        last_word_end: seconds(recognition.lastWordEnd),
      });
    case 'results':
      return JSON.stringify({
        type: 'Results',
        channel_index: [0, 1],
        duration: seconds(recognition.end - recognition.start),
        start: seconds(recognition.start),
        is_final: recognition.isFinal,
        speech_final: recognition.speechFinal,
        channel: { alternatives: [alternativeOf(recognition.words, stream.punctuated)] },
        metadata: { request_id: stream.requestId, model_info: modelInfo(stream), model_uuid: stream.modelId },
        from_finalize: recognition.fromFinalize,
      });
  }
}

/** The message before a socket closes. */
export function metadataOf(stream: ListeningStream, heardSamples: number, created: Date): string {
  const models = heardSamples > 0 && {
    models: [stream.modelId],
    model_info: { [stream.modelId]: modelInfo(stream) },
  };
  return JSON.stringify({
    type: 'Metadata',
    transaction_key: 'deprecated',
    request_id: stream.requestId,
    sha256: 'incomplete',
    created: created.toISOString(),
    duration: seconds(heardSamples),
    channels: 1,
    ...models,
  });
}

function alternativeOf(words: readonly RecognisedWord[], punctuated: boolean): object {
  const written = words.map(({ word }) => (punctuated ? word : bare(word)));
  return {
    transcript: written.join(' '),
    confidence: words.length === 0 ? 0 : Math.min(...words.map(({ confidence }) => confidence)),
    words: words.map(({ word, start, end, confidence }) => ({
      word: bare(word),
      start: seconds(start),
      end: seconds(end),
      confidence,
      ...(punctuated && { punctuated_word: word }),
    })),
  };
}

function modelInfo({ model }: ListeningStream): object {
  const [, family = 'base', variant = 'general'] = /^(nova-\d|nova|enhanced|base|whisper)-?(.*)$/.exec(model) ?? [];
  const name = `${family.replace(/^nova-/, '')}-${variant === '' ? 'general' : variant}-${family.split('-')[0]}`;
  return { name, version: '2024-02-07.20824', arch: family };
}

function seconds(samples: number): number {
  return samples / SAMPLES_PER_SECOND;
}
