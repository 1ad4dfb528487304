/** How many parts a text message is sent in, and the text with as few as may be. Pure. */

const GSM7 = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\[~\]|€]*$/;
/** These take two of the 160 places. */
const TWO_PLACES = /[\^{}\\[~\]|€]/g;

/** 160 places of the GSM alphabet in one segment, or 153 in each of several; 70 and 67 when a letter is not in it. */
export function segmentsOf(body: string): number {
  const gsm = GSM7.test(body);
  const places = gsm ? body.length + (body.match(TWO_PLACES)?.length ?? 0) : body.length;
  const [one, several] = gsm ? [160, 153] : [70, 67];
  return places <= one ? 1 : Math.ceil(places / several);
}

/** Typographic marks as plain ones: one curly apostrophe would double the segments. */
export function plainMarks(text: string): string {
  return text
    .replaceAll(/[‘’]/g, "'")
    .replaceAll(/[“”]/g, '"')
    .replaceAll(/[–—]/g, '-')
    .replaceAll('…', '...')
    .replaceAll(/[\u00a0\u202f]/g, ' ');
}
