/** What makes two phrases the same audio. */
import { createHash } from 'node:crypto';

/** How a phrase is compared: spaces around it and between its words do not change how it sounds. */
export function phraseText(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ');
}

/** Key of a phrase's audio in Redis: voice, format and text, hashed. The text itself stays out of key names. */
export function phraseKey(voice: string, text: string): string {
  const hash = createHash('sha256')
    .update(`${voice}\n${phraseText(text)}`)
    .digest('base64url');
  return `speech:phrase:mulaw-8000:${hash}`;
}
