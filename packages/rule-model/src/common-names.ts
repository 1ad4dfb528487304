/** Last names so common that nobody is asked to spell them: the most frequent ones of the United States census of 2010. */

const COMMON = new Set(
  `smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson anderson thomas
  taylor moore jackson martin lee perez thompson white harris sanchez clark ramirez lewis robinson walker young allen king wright
  scott torres nguyen hill flores green adams nelson baker hall rivera campbell mitchell carter roberts gomez phillips evans
  turner diaz parker cruz edwards collins reyes stewart morris morales murphy cook rogers gutierrez ortiz morgan cooper peterson
  bailey reed kelly howard ramos kim cox ward richardson watson brooks chavez wood james bennett gray mendoza ruiz hughes price
  alvarez castillo sanders patel myers long ross foster jimenez`.split(/\s+/),
);

/** Whether a last name is understood without its spelling. */
export function isCommonName(last: string): boolean {
  return COMMON.has(last.toLowerCase());
}
