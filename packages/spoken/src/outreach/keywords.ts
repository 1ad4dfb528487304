/** The words a text message is answered by, in English and Spanish: STOP, START, HELP. */
import { plainWords } from '../words.ts';
import { readRefusal } from './refusal.ts';

export interface Keyword {
  readonly type: 'stop' | 'start' | 'help';
  readonly language: 'en' | 'es';
}

const WORDS: readonly (readonly [Keyword['type'], Keyword['language'], readonly string[]])[] = [
  [
    'stop',
    'en',
    ['stop', 'stopall', 'stop all', 'unsubscribe', 'cancel', 'end', 'quit', 'optout', 'opt out', 'revoke', 'remove'],
  ],
  ['stop', 'es', ['alto', 'parar', 'pare', 'basta', 'baja', 'cancelar']],
  ['start', 'en', ['start', 'unstop', 'yes', 'subscribe', 'resume']],
  ['start', 'es', ['iniciar', 'empezar', 'si', 'sí', 'alta']],
  ['help', 'en', ['help', 'info']],
  ['help', 'es', ['ayuda', 'informacion', 'información']],
];

/** The keyword a message is; undefined when it is none. STOP in a sentence counts as well: nobody must find the right form. */
export function readKeyword(body: string): Keyword | undefined {
  const text = plainWords(body).join(' ').replaceAll("'", '');
  const exact = WORDS.find(([, , words]) => words.includes(text));
  if (exact !== undefined) return { type: exact[0], language: exact[1] };
  return readRefusal(body) ? { type: 'stop', language: 'en' } : undefined;
}
