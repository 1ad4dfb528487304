/** `.env` as a text: values set in it, everything else (comments, order, what is not ours) left as it is. Pure. */

/** @param values what to set; undefined comments a variable out */
export function withValues(text: string, values: Readonly<Record<string, string | undefined>>): string {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  for (const [name, value] of Object.entries(values)) {
    const line = value === undefined ? `#${name}=` : `${name}=${quoted(value)}`;
    const at = lastIndex(lines, name);
    if (at >= 0) lines[at] = line;
    else if (value !== undefined) lines.push(line);
  }
  return `${lines.join('\n')}\n`;
}

/** The line that sets a variable, else the one that offers it in a comment. */
function lastIndex(lines: readonly string[], name: string): number {
  const set = lines.findLastIndex((line) => new RegExp(`^\\s*(?:export\\s+)?${name}\\s*=`).test(line));
  return set >= 0 ? set : lines.findLastIndex((line) => new RegExp(`^\\s*#\\s*${name}\\s*=`).test(line));
}

/** Quoted only where a reader of `.env` files would else stop short. */
function quoted(value: string): string {
  return /^[\w@%+=:,./~-]*$/.test(value) ? value : `'${value.replaceAll("'", '')}'`;
}
