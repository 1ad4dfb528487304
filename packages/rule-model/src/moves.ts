/** What the model may do next: the moves between deciding and wording. */
import type { SideQuestion } from './side-questions.ts';

/** The questions it can ask. */
export type Question =
  | 'help'
  | 'more'
  | 'help-more'
  | 'offer-booking'
  | 'service'
  | 'service-more'
  | 'vehicle'
  | 'vehicle-year'
  | 'which-vehicle'
  | 'vin'
  | 'vin-rest'
  | 'when'
  | 'when-else'
  | 'when-instead'
  | 'slot'
  | 'slot-again'
  | 'name'
  | 'last-name'
  | 'spelling'
  | 'phone'
  | 'phone-on-file'
  | 'phone-rest'
  | 'phone-again'
  | 'area-code'
  | 'email'
  | 'what-to-change'
  | 'move-or-cancel'
  | 'which-visit'
  | 'fact'
  | 'tow-or-person'
  | 'message'
  | 'also';

/** What is said before the step itself. */
export type Lead =
  | { readonly type: 'warning' }
  | { readonly type: 'sorry' }
  | { readonly type: 'thanks'; readonly name: string | null }
  | { readonly type: 'for-vehicle'; readonly vehicle: string }
  /** The wished time can be had. */
  | { readonly type: 'time-open'; readonly when: string }
  | { readonly type: 'sure' }
  | { readonly type: 'left-alone' }
  | { readonly type: 'tow' }
  | { readonly type: 'noted' }
  | { readonly type: 'tell'; readonly words: string }
  | { readonly type: 'answer'; readonly question: SideQuestion };

export type Step =
  /** `list` is what the question lets choose from. */
  | { readonly type: 'ask'; readonly question: Question; readonly list?: readonly string[] }
  /** Words of a tool, and what is asked when they hold no question of their own. */
  | { readonly type: 'tell'; readonly words: string; readonly question: Question }
  | { readonly type: 'call'; readonly tool: string; readonly arguments: Readonly<Record<string, unknown>> }
  | { readonly type: 'transfer'; readonly angry: boolean }
  | { readonly type: 'wait' }
  | { readonly type: 'goodbye' };

export interface Move {
  readonly lead: readonly Lead[];
  readonly step: Step;
}

export function ask(question: Question, list?: readonly string[]): Step {
  return list === undefined ? { type: 'ask', question } : { type: 'ask', question, list };
}

export function tell(words: string, question: Question): Step {
  return words === '' ? ask(question) : { type: 'tell', words, question };
}
