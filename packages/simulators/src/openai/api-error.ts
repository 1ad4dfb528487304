/** A request that the OpenAI API turns down: status, the error object of its body, and what its headers say about retrying. */

export interface ErrorBody {
  readonly error: {
    readonly message: string;
    readonly type: string;
    readonly param: string | null;
    readonly code: string | null;
  };
}

export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly body: ErrorBody;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    type: string,
    message: string,
    details: { param?: string | undefined; code?: string | undefined; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.status = status;
    this.body = { error: { message, type, param: details.param ?? null, code: details.code ?? null } };
    this.headers = details.headers ?? {};
  }
}

/** 400: the request itself is wrong. */
export function invalidRequest(message: string, param?: string, code?: string): ApiError {
  return new ApiError(400, 'invalid_request_error', message, { param, code });
}

export function unknownModel(model: string): ApiError {
  const message = `The model \`${model}\` does not exist or you do not have access to it.`;
  return new ApiError(404, 'invalid_request_error', message, { code: 'model_not_found' });
}

export function wrongKey(): ApiError {
  const message =
    'Incorrect API key provided. You can find your API key at https://platform.openai.com/account/api-keys.';
  return new ApiError(401, 'invalid_request_error', message, { code: 'invalid_api_key' });
}

/** 429 until `afterMs` have passed. */
export function tooFast(what: 'requests' | 'tokens', afterMs: number): ApiError {
  const headers = { 'retry-after-ms': String(Math.ceil(afterMs)), 'retry-after': String(Math.ceil(afterMs / 1_000)) };
  const message = `Rate limit reached on ${what} per min. Please try again in ${Math.ceil(afterMs)}ms.`;
  return new ApiError(429, what, message, { code: 'rate_limit_exceeded', headers });
}

export function noQuota(): ApiError {
  const message = 'You exceeded your current quota, please check your plan and billing details.';
  return new ApiError(429, 'insufficient_quota', message, { code: 'insufficient_quota' });
}

export function serverError(status = 500): ApiError {
  const message = 'The server had an error while processing your request. Sorry about that!';
  return new ApiError(status, 'server_error', message, status === 503 ? { code: 'slow_down' } : {});
}
