/** Reads the XML that TwiML is written in: elements, attributes, text, comments, CDATA; no document types. */

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  /** All text directly within, trimmed. */
  readonly text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const MARKUP =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;

interface OpenElement {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string;
}

/**
 * The root element of a document.
 * @throws Error saying what is wrong with it.
 */
export function parseXml(document: string): Element {
  const root: OpenElement = { name: '', attributes: {}, children: [], text: '' };
  const open: OpenElement[] = [root];
  let at = document.startsWith('\ufeff') ? 1 : 0;
  while (at < document.length) {
    const innermost = open.at(-1) ?? root;
    const next = document.indexOf('<', at);
    innermost.text += decode(document.slice(at, next < 0 ? undefined : next));
    if (next < 0) break;
    MARKUP.lastIndex = next;
    const markup = MARKUP.exec(document);
    if (markup === null) throw new Error(`the markup at character ${next} cannot be read`);
    readMarkup(markup, open);
    at = MARKUP.lastIndex;
  }
  if (open.length > 1) throw new Error(`<${open.at(-1)?.name}> is not closed`);
  const [only, ...others] = root.children;
  if (only === undefined || others.length > 0 || root.text.trim() !== '')
    throw new Error('one root element is expected');
  return only;
}

function readMarkup(markup: RegExpExecArray, open: OpenElement[]): void {
  const [, characters, slash, name, attributes = '', selfClosing] = markup;
  const innermost = open.at(-1);
  if (innermost === undefined) return;
  if (characters !== undefined) innermost.text += characters;
  if (name === undefined) return;
  if (slash === '/') return close(name, open);
  open.push({ name, attributes: readAttributes(attributes), children: [], text: '' });
  if (selfClosing === '/') close(name, open);
}

function close(name: string, open: OpenElement[]): void {
  const element = open.pop();
  const parent = open.at(-1);
  if (element === undefined || parent === undefined || element.name !== name)
    throw new Error(`</${name}> closes nothing`);
  parent.children.push({ ...element, text: element.text.trim() });
}

function readAttributes(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name = '', double, single] of text.matchAll(/([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    if (name in attributes) throw new Error(`the attribute ${name} is given twice`);
    attributes[name] = decode(double ?? single ?? '');
  }
  return attributes;
}

function decode(text: string): string {
  return text.replace(/&(#x[0-9a-f]+|#\d+|\w*);?/gi, (whole, entity: string) => {
    const named = whole.endsWith(';') ? ENTITIES[entity] : undefined;
    if (named !== undefined) return named;
    if (!entity.startsWith('#') || !whole.endsWith(';')) throw new Error(`${whole} is no entity`);
    return String.fromCodePoint(
      entity[1]?.toLowerCase() === 'x' ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1)),
    );
  });
}
