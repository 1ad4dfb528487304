/** Whether words spoken over our voice are meant to stop us. */

/** What listeners say to show that they listen. */
const BACK_CHANNELS = new Set(
  'uh huh uh-huh mm mhm mmhm mm-hmm hmm hm um uh ah oh okay ok right yes yeah yep yup sure alright great good cool perfect nice thanks i see got it gotcha'.split(
    ' ',
  ),
);

/** Words that stop us even when nothing else is said. */
const STOPPERS = /\b(stop|wait|hold on|hang on|one (second|moment)|no|nope|actually|sorry|excuse me|hello|but)\b/i;

/** Real words stop the audio; back-channels, a cough and line noise do not. */
export function isInterruption(text: string): boolean {
  const words = wordsOf(text);
  if (words.length === 0) return false;
  if (STOPPERS.test(text)) return true;
  return !words.every((word) => BACK_CHANNELS.has(word));
}

/** What begins a sentence that never came: nobody can answer it. */
const BEGINNINGS = new Set('but and so well um uh er hm hmm ah oh like i just the or'.split(' '));

/** Words that stopped us and say nothing: "But, um." */
export function isOnlyBegun(text: string): boolean {
  return wordsOf(text).every((word) => BEGINNINGS.has(word));
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}'-]+/u)
    .filter((word) => word !== '');
}
