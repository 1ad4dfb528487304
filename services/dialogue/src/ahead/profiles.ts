/** How eager the house is to answer: how long it waits for more words, and how early it asks the model. */
import { defaultPatience, type Patience } from '../conversation/endpointing.ts';

/** When the model is asked before the caller's turn is known to be over. */
export interface Eagerness {
  /** Requests ahead in one turn, at most; the last guess is the likeliest. */
  readonly tries: number;
  /** The caller has been quiet for so long when the words arrive that seem to be all. */
  readonly quietMs: number;
  /** Also while a pause in the middle of something is waited out. */
  readonly whileWaiting: boolean;
}

export interface Profile {
  readonly patience: Patience;
  readonly ahead: Eagerness;
  /** So many words of a reply may be spoken before its first clause is whole; null for never. */
  readonly breathAfterWords: number | null;
}

export const profileNames = ['eager', 'balanced', 'patient'] as const;
export type ProfileName = (typeof profileNames)[number];

/** docs/performance.md says how to measure what each costs in model calls. */
export const profiles: Readonly<Record<ProfileName, Profile>> = {
  /** Asks at every guess that reads whole, and waits shortly: for quick callers and models that cost little. */
  eager: {
    patience: { finishedMs: 0, unfinishedMs: 800, fieldMs: 1_200 },
    ahead: { tries: 6, quietMs: 0, whileWaiting: true },
    breathAfterWords: 4,
  },
  /** Asks when the words read whole and the caller has fallen silent. */
  balanced: {
    patience: defaultPatience,
    ahead: { tries: 3, quietMs: 100, whileWaiting: true },
    breathAfterWords: 5,
  },
  /** Gives time to think: waits after whole sentences too, in which the model works already. */
  patient: {
    patience: { finishedMs: 300, unfinishedMs: 2_000, fieldMs: 4_000 },
    ahead: { tries: 2, quietMs: 200, whileWaiting: false },
    breathAfterWords: null,
  },
};
