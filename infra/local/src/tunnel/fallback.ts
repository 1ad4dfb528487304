/** The document of last resort: what Twilio does with a call when none of our processes answers. Pure. */

/** Kept by Twilio itself: it answers with the document that stands in its own address. */
const ECHO = 'https://twimlets.com/echo';

/** @param deskNumber E.164; without one the caller is asked to call again */
export function fallbackDocument(deskNumber: string | undefined): string {
  const then =
    deskNumber === undefined
      ? '<Say>We are sorry, we cannot take your call right now. Please call again in a few minutes.</Say>'
      : `<Say>One moment, I will put you through.</Say><Dial>${deskNumber}</Dial>`;
  return `<?xml version="1.0" encoding="UTF-8"?><Response>${then}</Response>`;
}

/** An address that gives the document although this machine is down: your own (FALLBACK_URL), or Twilio's echo. */
export function fallbackUrl(own: Readonly<Record<string, string>>): string {
  if (own.FALLBACK_URL !== undefined) return own.FALLBACK_URL;
  return `${ECHO}?Twiml=${encodeURIComponent(fallbackDocument(own.DESK_NUMBER))}`;
}
