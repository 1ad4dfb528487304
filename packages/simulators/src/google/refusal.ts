/** A request that Google's Calendar API turns down, as its error envelope tells it. */

interface Explanation {
  /** What kind of reason it is; `global` unless said otherwise. */
  readonly domain?: string;
  /** The header or parameter that is to blame. */
  readonly location?: string;
  readonly locationType?: 'header' | 'parameter';
}

export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly reason: string;
  readonly #explanation: Explanation;

  constructor(status: number, reason: string, message: string, explanation: Explanation = {}) {
    super(message);
    this.status = status;
    this.reason = reason;
    this.#explanation = explanation;
  }

  /** The JSON body of the answer. */
  get envelope(): unknown {
    const { domain = 'global', ...where } = this.#explanation;
    const { reason, message, status } = this;
    return { error: { errors: [{ domain, reason, message, ...where }], code: status, message } };
  }
}

export const refusals = {
  notFound: () => new Refusal(404, 'notFound', 'Not Found'),
  duplicate: () => new Refusal(409, 'duplicate', 'The requested identifier already exists.'),
  deleted: () => new Refusal(410, 'deleted', 'Resource has been deleted'),
  staleEtag: () =>
    new Refusal(412, 'conditionNotMet', 'Precondition Failed', { location: 'If-Match', locationType: 'header' }),
  syncTokenGone: () =>
    new Refusal(410, 'fullSyncRequired', 'Sync token is no longer valid, a full sync is required.', {
      domain: 'calendar',
      location: 'syncToken',
      locationType: 'parameter',
    }),
  emptyRange: () =>
    new Refusal(400, 'timeRangeEmpty', 'The specified time range is empty.', {
      domain: 'calendar',
      location: 'timeMax',
      locationType: 'parameter',
    }),
  tooLongRange: () =>
    new Refusal(400, 'timeRangeTooLong', 'The requested time range is too long.', { domain: 'calendar' }),
  invalid: (message: string, location?: string) =>
    new Refusal(400, 'invalid', message, location === undefined ? {} : { location, locationType: 'parameter' }),
  required: (what: string) => new Refusal(400, 'required', `Missing ${what}.`),
  badRequest: (message: string) => new Refusal(400, 'badRequest', message),
  invalidCredentials: () =>
    new Refusal(401, 'authError', 'Invalid Credentials', { location: 'Authorization', locationType: 'header' }),
  readOnly: () => new Refusal(403, 'requiredAccessLevel', 'You need to have writer access to this calendar.'),
  /** The reasons under which Google slows a client down, with 403 or 429 alike. */
  tooFast: (status: 403 | 429, reason = 'rateLimitExceeded') =>
    new Refusal(status, reason, 'Rate Limit Exceeded', { domain: 'usageLimits' }),
  backend: (status: number) => new Refusal(status, 'backendError', 'Backend Error'),
} as const;
