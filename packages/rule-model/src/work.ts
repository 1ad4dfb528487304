/** The work of a visit, by the words that the tools read it from. */
import { readServices, type ServiceCode, serviceName } from '@bayline/spoken';

/** Work that no rule can name is booked as any work, with the caller's words as a note. */
export const ANY_WORK = 'other';

/** The words for a kind of work. */
export function workOf(code: ServiceCode): string {
  return code === ANY_WORK ? ANY_WORK : serviceName(code);
}

/** Words in which no kind of work can be read. */
export function isUnread(services: readonly string[]): boolean {
  return services.every((words) => words !== ANY_WORK && readServices(words).length === 0);
}

/** Nothing known of the work, or no more than that somebody shall look at the car. */
export function isVague(services: readonly string[]): boolean {
  return isUnread(services) || services.every((words) => words === ANY_WORK);
}
