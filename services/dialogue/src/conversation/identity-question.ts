/** "Are you a robot?", in whatever words: answered truthfully by code, whatever a model would have said. */
import { phrases } from '@bayline/spoken';
import { standingText } from './answering.ts';
import type { Draft } from './draft.ts';
import { say } from './speaking.ts';
import { readBack } from './tooling.ts';

const MACHINE =
  '(?:ro?bots?|bots?|machines?|computers?|a\\.?\\s?i\\.?|artificial(?: intelligence)?|automated(?: (?:system|assistant|agent|voice|service|thing))?|automat\\w+|virtual(?: assistant)?|recordings?|recorded(?: (?:message|voice))?|programs?|programmed|software|chat ?bot|voice ?bot|assistant|siri|alexa|gpt|chat ?gpt|answering machine|computer voice|one of those (?:ai|robot|computer|automated)\\w*(?: things)?)';
const HUMAN =
  '(?:human(?: being)?|(?:real|actual|live|living|true|genuine|flesh and blood)(?: (?:human|live|living))*(?: (?:person|human|woman|man|lady|guy|voice|being|agent))?|person|somebody real|someone real|alive|woman or a machine)';
const A =
  '(?:(?:a|an|the|some|some kind of|some sort of|like|just|really|actually|even|still|only|kind of|a kind of|talking to|speaking (?:to|with)|in fact) )*';
const QUESTIONS = [
  `(?:are|r) (?:you|u|y'all|we) ${A}(?:${MACHINE}|${HUMAN})(?:,? or (?:not|what|${A}(?:${MACHINE}|${HUMAN})))?(?: (?:at all|right now|here|there))?`,
  `(?:am|was) i (?:talking|speaking|chatting) (?:to|with) ${A}(?:${MACHINE}|${HUMAN})(?:,? or (?:not|what|(?:to |with )?${A}(?:${MACHINE}|${HUMAN})))?`,
  `is (?:this|that|it|there) ${A}(?:${MACHINE}|${HUMAN})(?:,? or (?:not|what|${A}(?:${MACHINE}|${HUMAN})))?(?: (?:there|on the (?:line|phone|other end)|i'?m (?:talking|speaking) (?:to|with)|talking|speaking|i am (?:talking|speaking) (?:to|with)))?`,
  `(?:who|what) (?:am i (?:talking|speaking) (?:to|with)|are you(?: exactly)?|is this)`,
  `(?:you|you'?re|you are|this is|this|that'?s|so this is) ${A}(?:${MACHINE}|${HUMAN})(?:,? (?:right|correct|aren'?t you|isn'?t it|huh|yes|no|or what))?`,
  `(?:do i|did i|have i) (?:talk|speak|get|reach|got|reached|have) (?:to |with )?${A}(?:${MACHINE}|${HUMAN})(?: (?:here|now|there))?`,
  `(?:you (?:sound|seem|talk) like|it (?:sounds|seems) like|sounds like) ${A}(?:${MACHINE}|${HUMAN})`,
  `(?:wait,? )?(?:aren'?t|isn'?t) (?:you|this) ${A}(?:${MACHINE}|${HUMAN})`,
  `(?:tell me|be honest|i want to know|i'?d like to know|can you tell me|just tell me|so)?,? ?(?:if|whether) (?:you are|you're|this is|i'?m (?:talking|speaking) (?:to|with)) ${A}(?:${MACHINE}|${HUMAN})(?: or ${A}(?:${MACHINE}|${HUMAN}))?`,
  `${A}(?:human|person) or ${A}(?:${MACHINE})|${A}(?:${MACHINE}) or ${A}(?:${HUMAN})`,
  `(?:do you|can you) (?:have a body|breathe|eat|sleep|have feelings|think for yourself)`,
  `which company'?s (?:ai|bot) are you|what kind of (?:${MACHINE}) are you`,
  `is (?:anybody|anyone|somebody|someone) (?:real|human|alive|actually) (?:there|on the line|here)|is there a (?:human|real person|person) (?:there|on the line|behind this|here)`,
];
const EDGES =
  "(?:(?:hi|hello|hey|oh|um|uh|okay|ok|so|well|wait|sorry|excuse me|hold on|hang on|now|and|but|yes|yeah|no|please|first|quick question|question|let me ask you(?: something)?|before we (?:start|go on)|i have a question|be honest|honestly|seriously|just curious|curious|just wondering|by the way|one thing|tell me|come on|for real|right now|then|there|my god|wow|thanks|thank you|ma'?am|sir|miss)\\b[,.!…?]*\\s*)*";
const ASKED = new RegExp(`^${EDGES}(?:${QUESTIONS.join('|')})[?.!…]*\\s*${EDGES}$`, 'i');
/** A longer turn wants something else as well: that goes to the model. */
const MOST_WORDS = 20;

/** Whether these words ask what we are, and nothing else. */
export function asksWhatWeAre(words: string): boolean {
  const text = words.trim().replaceAll('’', "'");
  return text !== '' && text.split(/\s+/).length <= MOST_WORDS && ASKED.test(text);
}

/** The truth, and back to where we were. */
export function sayWhatWeAre(draft: Draft): void {
  if (draft.now.pendingChange !== null) {
    say(draft, { purpose: 'answer', text: phrases.automated, fixed: true });
    readBack(draft);
    return;
  }
  const question = standingText(draft.now.messages);
  say(draft, { purpose: 'answer', text: `${phrases.automated} ${question ?? phrases.howCanIHelp}` });
}
