/** Sentences: lists as people say them. */

/** "A", "A and B", "A, B and C". */
export function sayList(items: readonly string[], word: 'and' | 'or' = 'and'): string {
  const kept = items.filter((item) => item.trim() !== '');
  const last = kept.at(-1);
  if (last === undefined) return '';
  if (kept.length === 1) return last;
  return `${kept.slice(0, -1).join(', ')} ${word} ${last}`;
}
