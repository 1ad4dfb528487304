/** Yes and no in conversation: wider than the proof of consent, which the conversation's code judges by itself. */
import { judgeYes } from '@bayline/spoken';
import { plain } from './plain-text.ts';

const YES_START =
  /^(?:(?:um+|uh+|oh|well|so|and|hm+|ah|okay|ok|alright)[, ]+)*(?:yes|yeah|yep|yup|yea|ya|sure|correct|right|absolutely|definitely|exactly|of course|please do|sounds|perfect|great|good|fine|works|go ahead|you got it|okay|ok|all ?right|i guess|i suppose|why not|mm-?hmm|uh-?huh|affirmative)\b/;
const YES_ANYWHERE =
  /\b(?:that|it|this|one|either|both|morning|afternoon|everything|\w+day)(?:'s|'ll| is| will| would|'d| should| sounds?| can)* (?:work|works|fine|good|great|perfect|okay|ok|correct|right|suits?|be (?:fine|good|great|perfect|okay))\b|\bi(?:'ll| will|'d like to| can) (?:take|do|go with|have|make) (?:that|it|this|the)\b|\blet's (?:do|go with|book) (?:that|it)\b|\bsign me up\b|\bbook (?:it|that|me)\b|\bi can do that\b|\b(?:i do|i am|it is)[.!]*$/;
const NO_START =
  /^(?:(?:um+|uh+|oh|well|so|and|sorry|actually)[, ]+)*(?:no|nope|nah|not really|not that|not quite|none|neither|negative|now\.$)\b/;
const NO_ANYWHERE =
  /\b(?:that|it|this|those|none(?: of (?:those|them|these))?|neither)(?: one| time| day)?(?: (?:really|just))? (?:doesn't|does not|won't|will not|isn't|is not|don't|wouldn't|is too|are too|works?\b(?= for neither))|\bi (?:can't|cannot|couldn't|won't be able to) (?:do|make|come|get)\b|\bnone of (?:those|them|these)\b|\btoo (?:early|late|soon|far)\b/;

/** Whether the words agree to what was asked; words that also refuse do not. */
export function agrees(text: string): boolean {
  const judged = judgeYes(text);
  if (judged !== 'other') return judged === 'yes';
  const words = plain(text);
  return !declines(text) && (YES_START.test(words) || YES_ANYWHERE.test(words));
}

/** Whether the words refuse what was asked: "No, please go ahead" refuses nothing. */
export function declines(text: string): boolean {
  if (judgeYes(text) === 'no') return true;
  const words = plain(text);
  if (/\bgo ahead\b|\bthat's (?:fine|great|right|correct|perfect)\b|\byou got it\b/.test(words)) return false;
  return NO_START.test(words) || NO_ANYWHERE.test(words);
}
