/** The question whether the shop may call or text the day before: asked once, after a booking, in the wording of its file. */
import { judgeYes, outreachPhrases, phrases } from '@bayline/spoken';
import type { Draft } from './draft.ts';
import { say } from './speaking.ts';

/** The question that is to follow a confirmation; null when there is none to ask. */
export function consentQuestion(draft: Draft): string | null {
  const { brief, consent } = draft.now;
  if (brief.consent == null || consent !== 'unasked') return null;
  draft.now.consent = 'asked';
  return brief.consent.question;
}

/** Takes the answer to the question; false when the words are about something else. It is not asked again either way. */
export function takeConsent(draft: Draft, words: string): boolean {
  const { brief, consent } = draft.now;
  if (consent !== 'asked' || brief.consent == null) return false;
  draft.now.consent = 'over';
  const answer = judgeYes(words);
  if (answer === 'other') return false;
  draft.want({ type: 'record-consent', wording: brief.consent.wording, answer, words });
  const thanks = answer === 'yes' ? outreachPhrases.consentYes : outreachPhrases.consentNo;
  say(draft, { purpose: 'answer', text: `${thanks} ${phrases.anythingElse}` });
  return true;
}
