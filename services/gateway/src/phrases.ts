/** Everything the gateway says by itself, in one place. Pure. */

/**
 * Said in the voice of the house while a call has no owner; fetched as audio at start and kept in memory, because it is
 * needed when nobody else can speak. In the order in which a caller hears them.
 */
export const waitingPhrases = [
  'Sorry, one moment please.',
  'Thank you for your patience. I am still here.',
  'I am sorry that this takes so long. Please stay on the line.',
] as const;

/** Said by Twilio's own voice, where no stream is or no voice of ours can be had. */
export const spokenWords = {
  /** Too many calls at once. A person or a goodbye follows. */
  busy: 'Thank you for calling. All of our lines are busy right now.',
  tooManyCalls: 'Thank you for calling. We have had many calls from this number. Please try again later. Goodbye.',
  unknownNumber: 'Thank you for calling. This number is not in service yet. Goodbye.',
  trouble: 'I am sorry, we are having technical trouble.',
  connecting: 'Let me connect you with a person.',
  nobodyThere: 'I am sorry, nobody can take your call right now. We will call you back as soon as we can. Goodbye.',
  tryLater: 'Please try again a little later. Goodbye.',
  timeLimit: 'I am sorry, this call has reached its time limit. Please call again if there is more we can do. Goodbye.',
  /** Whispered to the person who picks up, when nothing is known about the caller. */
  whisper: 'A caller is being connected to you by Bayline.',
} as const;
