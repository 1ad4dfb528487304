/** How alike two words sound and look: for what a recogniser wrote of a name or a vehicle. */

/** 0 to 1: how alike two words are, by sound first and by letters where the sounds differ. */
export function wordsAlike(a: string, b: string): number {
  const [one, two] = [lettersOf(a), lettersOf(b)];
  if (one === '' || two === '') return 0;
  if (one === two) return 1;
  const letters = jaroWinkler(one, two);
  const sounds = jaroWinkler(soundOf(one), soundOf(two));
  if (sounds === 1) return Math.max(0.88, 0.85 + letters * 0.1);
  return Math.min(0.85, letters * 0.6 + sounds * 0.3);
}

/** Nobody's name is longer; what is longer is compared by its beginning. */
const LONGEST = 60;

/** Lower-case letters and digits without accents: "Núñez-O'Hara" -> "nunezohara". */
export function lettersOf(text: string): string {
  return text
    .slice(0, LONGEST)
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}

const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/^(?:kn|gn)/, 'n'],
  [/^wr/, 'r'],
  [/^(?:ps|x)/, 's'],
  [/^(?:tch|cz)/, 'x'],
  [/sch/g, 'xk'],
  [/chr/g, 'kr'],
  [/tch|ch|sh/g, 'x'],
  [/tio|sio|cio/g, 'xo'],
  [/ph/g, 'f'],
  [/(?<!^)gh(?=[aeiouy]|$|t)/g, ''],
  [/th/g, 't'],
  [/dg(?=[eiy])/g, 'j'],
  [/ck|cq|q|cc(?![eiy])/g, 'k'],
  [/c(?=[eiy])/g, 's'],
  [/c/g, 'k'],
  [/g(?=[eiy])(?!i[lv]|et|ea|ee)/g, 'j'],
  [/x(?=.*$)(?<=[aeiou]x)$/g, 'ks'],
  [/z/g, 's'],
  [/wh/g, 'w'],
  [/(?<=[aeiou])w(?![aeiou])/g, ''],
  [/(?<!^)h/g, ''],
  [/y(?=[aeiou])/g, 'i'],
  [/mb$/g, 'm'],
];
/** Consonants that telephone lines do not keep apart. */
const ALIKE: Readonly<Record<string, string>> = { b: 'p', v: 'f', d: 't', g: 'k', j: 'x' };

/** The consonants a word sounds of; vowels count only at its beginning. */
export function soundOf(word: string): string {
  const spoken = SPELLINGS.reduce((text, [pattern, sound]) => text.replace(pattern, sound), word);
  const head = spoken.charAt(0).replace(/[aeiouy]/, 'a');
  const tail = spoken.slice(1).replace(/[aeiouy]/g, '');
  return [...(head + tail)]
    .map((sound) => ALIKE[sound] ?? sound)
    .join('')
    .replace(/(.)\1+/g, '$1');
}

/** Jaro-Winkler similarity, 0 to 1. */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1;
  const jaro = jaroOf(a, b);
  let prefix = 0;
  while (prefix < 4 && prefix < a.length && a[prefix] === b[prefix]) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}

function jaroOf(a: string, b: string): number {
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Set<number>();
  const matched = [...a].filter((letter, i) => {
    for (let j = Math.max(0, i - reach); j <= Math.min(b.length - 1, i + reach); j += 1) {
      if (b[j] === letter && !taken.has(j)) {
        taken.add(j);
        return true;
      }
    }
    return false;
  });
  if (matched.length === 0) return 0;
  const inOrder = [...taken].sort((x, y) => x - y).map((j) => b[j]);
  const moved = matched.filter((letter, i) => letter !== inOrder[i]).length / 2;
  const count = matched.length;
  return (count / a.length + count / b.length + (count - moved) / count) / 3;
}
