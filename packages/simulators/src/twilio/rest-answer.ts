/** What the REST API takes and gives: forms with repeated keys; resources, lists and Twilio's error bodies. */
import type { Request, Response } from 'express';
import { type Action, methodOf } from './twiml.ts';

/** An answer of the API: a resource, or an error. */
export type Answer =
  | { readonly status: 200 | 201; readonly body: object }
  | { readonly status: number; readonly code: number; readonly message: string };

export function refuse(status: number, code: number, message: string): Answer {
  return { status, code, message };
}

export function notFound(request: Request): Answer {
  return refuse(404, 20_404, `The requested resource ${request.path} was not found`);
}

export function sendAnswer(response: Response, answer: Answer): void {
  if ('body' in answer) return void response.status(answer.status).json(answer.body);
  const { status, code, message } = answer;
  response.status(status).json({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status });
}

/** The parameters of a request's form or query. */
export class Form {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(values: unknown) {
    this.#values = typeof values === 'object' && values !== null ? { ...values } : {};
  }

  /** The value of a parameter; the last one when it is repeated. */
  one(name: string): string | undefined {
    return this.many(name).at(-1);
  }

  many(name: string): string[] {
    return [this.#values[name] ?? []].flat().map(String);
  }

  /** A whole number; undefined when it is missing or none. */
  number(name: string): number | undefined {
    const value = Number(this.one(name) ?? Number.NaN);
    return Number.isFinite(value) ? value : undefined;
  }

  /** A URL with its method, from `name` and the parameter that tells its method. */
  action(name: string, method: string): Action | undefined {
    const url = this.one(name);
    return url === undefined ? undefined : { url, method: methodOf(this.one(method)) };
  }
}

/** One page of a list, under the name of its resource. */
export function page(request: Request, name: string, resources: readonly object[]): Answer {
  const query = new Form(request.query);
  const size = Math.max(1, query.number('PageSize') ?? 50);
  const index = query.number('Page') ?? 0;
  const start = index * size;
  const shown = resources.slice(start, start + size);
  const path = request.originalUrl.split('?')[0] ?? '';
  const uriOf = (number: number) => `${path}?PageSize=${size}&Page=${number}`;
  const body = {
    [name]: shown,
    page: index,
    page_size: size,
    start,
    end: Math.max(start, start + shown.length - 1),
    uri: uriOf(index),
    first_page_uri: uriOf(0),
    previous_page_uri: index > 0 ? uriOf(index - 1) : null,
    next_page_uri: start + size < resources.length ? uriOf(index + 1) : null,
  };
  return { status: 200, body };
}

/** A telephone number as the API wants it: a plus and 7 to 15 digits. */
export function isE164(number: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(number);
}
