/** Asking for Spanish, in either language. A Spanish word or name alone asks for nothing. */
import { plainWords } from '../words.ts';

const ASKS =
  /\bhabl(?:a|an|as|ar|amos|e|o)(?: (?:usted|ustedes|alguien|solo|solamente|s[oó]lo|m[aá]s))* espa[nñ]ol\b|\ben espa[nñ]ol\b|\bno (?:hablo|entiendo|comprendo)(?: mucho| bien| nada de)? (?:el )?ingl[eé]s\b|\b(?:speaks?|speaking|talk|have|has|got|anyone|anybody|someone|somebody)(?: (?:to|in|any|who|that|there|here|speaks?|a|only|me))* spanish\b|\b(?:in|only) spanish\b|^spanish(?: please)?$|\bno (?:i )?(?:speak|understand) english\b|\b(?:dont|do not|cant|cannot) (?:speak|understand)(?: much| any| good| very good)? english\b/u;

/** Whether somebody asks to go on in Spanish. */
export function asksForSpanish(text: string): boolean {
  return ASKS.test(plainWords(text).join(' ').replaceAll("'", ''));
}
