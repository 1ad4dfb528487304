/** The messages in their languages, from files that a shop's owner can edit. */
import { z } from 'zod';
import { readDataFile } from '../data-file.ts';
import type { Service } from '../shops/shop.ts';
import { plainMarks } from './segments.ts';

const template = z.string().min(1).max(600);
const templatesFile = z.object({
  booked: template,
  moved: template,
  cancelled: template,
  reminder: template,
  started: template,
  help: template,
});

export type MessageKind = keyof z.output<typeof templatesFile>;
export type Language = 'en' | 'es';

const templates = {
  en: readDataFile('messages-en.json', templatesFile),
  es: readDataFile('messages-es.json', templatesFile),
};

const spanishWork = readDataFile('work-es.json', z.record(z.string(), z.string()));

/** "oil change and brakes", as it is read. A shop's own kinds of work keep their names. */
export function writeWork(services: readonly Pick<Service, 'code' | 'name'>[], language: Language): string {
  const names = services.map(({ code, name }) => (language === 'es' ? (spanishWork[code] ?? name) : name));
  return new Intl.ListFormat(language === 'es' ? 'es-US' : 'en-US', { type: 'conjunction' }).format(names);
}

/** What a message speaks of; `work` and `when` stay empty where a kind does not name them. */
export interface MessageFacts {
  readonly shop: string;
  readonly phone: string;
  readonly work: string;
  readonly when: string;
}

export function renderMessage(kind: MessageKind, language: Language, facts: MessageFacts): string {
  const values: Readonly<Record<string, string>> = { ...facts };
  return plainMarks(templates[language][kind].replaceAll(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole));
}

/** "Tue Dec 1, 9:00 AM", as it is read, not heard. */
export function writeMoment(at: Date, zone: string, language: Language): string {
  const locale = language === 'es' ? 'es-US' : 'en-US';
  const day = { weekday: 'short', month: 'short', day: 'numeric' } as const;
  return new Intl.DateTimeFormat(locale, { ...day, hour: 'numeric', minute: '2-digit', timeZone: zone }).format(at);
}

/** "(215) 555-0100". */
export function writePhone(number: string): string {
  const parts = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  return parts === null ? number : `(${parts[1]}) ${parts[2]}-${parts[3]}`;
}
