/** What a shop's owner adds to the facts of their shop, as prompts/shop.md holds it. */

const FACT = /^[A-Z][A-Za-z -]{1,20}: \S.{0,298}$/;
const HEADING = /^# (.+)$/;

/** The lines for one shop: those above any heading are every shop's, those below the shop's own name are its own. */
export function ownFacts(file: string, shopName: string): string[] {
  let heading: string | null = null;
  const facts: string[] = [];
  for (const line of file.split('\n')) {
    heading = HEADING.exec(line)?.[1]?.trim() ?? heading;
    if (FACT.test(line) && (heading === null || heading === shopName)) facts.push(line.trim());
  }
  return facts;
}
