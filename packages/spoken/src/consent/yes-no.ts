/** The judge of a yes: whether the words of a caller are the proof of consent. */

export type Judgement = 'yes' | 'no' | 'other';

export function judgeYes(text: string): Judgement {
  const words = text
    .toLowerCase()
    .replace(/[^a-z' ]/g, '')
    .trim();
  if (/^(yes|yep|yeah|correct|sure|okay|yes please|that's (right|correct|fine))$/.test(words)) return 'yes';
  if (/^(no|nope|nah|now|no thanks|no thank you)$/.test(words)) return 'no';
  return 'other';
}
