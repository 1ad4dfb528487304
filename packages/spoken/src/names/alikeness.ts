/** How alike two names are. */

export function namesAlike(a: string, b: string): number {
  return a.toLowerCase() === b.toLowerCase() ? 1 : 0;
}
