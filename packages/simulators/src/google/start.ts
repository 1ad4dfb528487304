/** Google on loopback: the Calendar v3 API and the OAuth token endpoint of one account, and the lab's view of it. */
import express, { type NextFunction, type Request, type Response } from 'express';
import { z } from 'zod';
import { takeFault } from '../faults.ts';
import { type Laboratory, openLaboratory } from '../lab.ts';
import { draw } from '../latency.ts';
import { pauseFor } from '../pause.ts';
import { createRandom, type Random } from '../random.ts';
import type { Simulator } from '../simulator.ts';
import { Account } from './account.ts';
import { calendarRoutes, type Reply } from './calendar-api.ts';
import { Consent } from './consent.ts';
import { Grants } from './grants.ts';
import { addPeoplePaths } from './people.ts';
import { Refusal, refusals } from './refusal.ts';
import { type GoogleFault, type GoogleSettings, googleSettings, type Operation } from './settings.ts';

/** Starts it on `port` (0 picks a free one). */
export async function startGoogle(given: z.input<typeof googleSettings> = {}, port = 0): Promise<Simulator> {
  const laboratory = openLaboratory({
    schema: googleSettings,
    given,
    state: (query) => google.state(query.calendarId),
  });
  const google = new Google(laboratory);
  const { port: bound, url } = await laboratory.listen(port);
  const { clientId, clientSecret, refreshToken } = laboratory.settings();
  const env = {
    GOOGLE_API_BASE_URL: url,
    GOOGLE_TOKEN_URL: `${url}/token`,
    GOOGLE_CLIENT_ID: clientId,
    GOOGLE_CLIENT_SECRET: clientSecret,
    GOOGLE_REFRESH_TOKEN: refreshToken,
  };
  return { name: 'google', port: bound, url, env, close: () => laboratory.close() };
}

class Google {
  readonly #laboratory: Laboratory<GoogleSettings>;
  readonly #account: Account;
  readonly #grants: Grants;
  readonly #consent = new Consent();
  readonly #random: Random;
  /** How often each operation was asked for. */
  readonly #requests: Partial<Record<Operation, number>> = {};

  constructor(laboratory: Laboratory<GoogleSettings>) {
    this.#laboratory = laboratory;
    this.#account = new Account(laboratory.settings);
    this.#grants = new Grants(laboratory.settings());
    this.#random = createRandom(laboratory.settings().seed);
    const { app } = laboratory;
    app.post('/token', express.urlencoded({ extended: false }), (request, response) => this.#token(request, response));
    app.get('/o/oauth2/v2/auth', (request, response) => {
      const next = this.#consent.ask(request.query, laboratory.settings(), new Date());
      if (next === undefined) response.status(400).send('Error 400: invalid_request');
      else response.redirect(302, next);
    });
    for (const { method, path, operation, handle } of calendarRoutes(this.#account, laboratory.settings)) {
      app[method](path, express.json({ limit: '1mb' }), (request: Request, response: Response) =>
        this.#serve(operation, request, response, () => handle(request)),
      );
    }
    addPeoplePaths(app, this.#account);
    app.post('/lab/expire-tokens', (_request, response) => {
      this.#grants.expireAll();
      response.json({});
    });
    app.use(refuseBrokenJson);
  }

  /** What a verdict may look at, of one calendar or of all. */
  state(calendarId: unknown): unknown {
    const shown = this.#account.calendars().filter(({ id }) => calendarId === undefined || id === calendarId);
    const all = shown.flatMap((book) => book.all().map(({ event }) => ({ calendarId: book.id, ...event })));
    return {
      events: all.filter((event) => event.status !== 'cancelled'),
      deleted: all.filter((event) => event.status === 'cancelled'),
      notices: this.#account.notices.filter((notice) => calendarId === undefined || notice.calendarId === calendarId),
      requests: this.#requests,
      tokensIssued: this.#grants.issued,
    };
  }

  #serve(operation: Operation, request: Request, response: Response, handle: () => Reply): Promise<void> {
    return this.#answer(operation, request, response, () => {
      if (!this.#grants.accepts(request.get('authorization'), new Date())) throw refusals.invalidCredentials();
      return handle();
    });
  }

  #token(request: Request, response: Response): Promise<void> {
    const terms = this.#laboratory.settings();
    const form = (request.body ?? {}) as Record<string, unknown>;
    return this.#answer('token', request, response, () =>
      form.grant_type === 'authorization_code'
        ? this.#redeem(form, terms)
        : this.#grants.refresh(form, terms, new Date()),
    );
  }

  /** A code for tokens: the refresh token comes with them only when it was asked for offline. */
  #redeem(form: Record<string, unknown>, terms: GoogleSettings): Reply {
    const stranger = this.#grants.judgeClient(form);
    if (stranger !== undefined) return stranger;
    const redeemed = this.#consent.redeem(form, terms, new Date());
    if ('status' in redeemed) return redeemed;
    const { status, body } = this.#grants.grant(terms, new Date());
    const { refreshToken, scope } = redeemed;
    const life = terms.refreshTokenSeconds;
    return {
      status,
      body: {
        ...body,
        scope,
        ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
        ...(refreshToken === undefined || life === undefined ? {} : { refresh_token_expires_in: life }),
      },
    };
  }

  async #answer(operation: Operation, request: Request, response: Response, act: () => Reply): Promise<void> {
    this.#requests[operation] = (this.#requests[operation] ?? 0) + 1;
    const settings = this.#laboratory.settings();
    const fault = takeFault(settings.faults, ({ on }) => happensTo(operation, on), this.#random);
    const usual = draw(operation === 'token' ? settings.tokenLatency : settings.latency, this.#random);
    if (fault?.type === 'silent') return;
    if (!(await pauseFor(response, fault?.type === 'slow' ? fault.ms : usual))) return;
    if (fault?.type === 'reset') return void request.socket.destroy();
    send(response, outcome(fault, act));
  }
}

/** A fault that names no operation is one of the Calendar API, not of the token endpoint before it. */
function happensTo(operation: Operation, on: Operation | undefined): boolean {
  return on === undefined ? operation !== 'token' : on === operation;
}

function outcome(fault: GoogleFault | undefined, act: () => Reply): Reply {
  try {
    if (fault?.type === 'refusal') throw refusalFor(fault.status, fault.reason);
    const reply = act();
    if (fault?.type === 'lost') throw refusals.backend(fault.status);
    return reply;
  } catch (error) {
    if (error instanceof Refusal) return { status: error.status, body: error.envelope };
    if (error instanceof z.ZodError) return { status: 400, body: refusals.badRequest('Bad Request').envelope };
    throw error;
  }
}

/** A refusal with the reason that usually comes with its status. */
function refusalFor(status: number, reason: string | undefined): Refusal {
  if (reason !== undefined && status !== 403 && status !== 429) return new Refusal(status, reason, reason);
  if (status === 401) return refusals.invalidCredentials();
  if (status === 403 || status === 429) {
    const limited = reason === undefined || /(?:rateLimit|quota)/i.test(reason);
    return limited ? refusals.tooFast(status, reason) : new Refusal(status, reason ?? 'forbidden', 'Forbidden');
  }
  if (status === 404) return refusals.notFound();
  if (status === 409) return refusals.duplicate();
  if (status === 410) return refusals.deleted();
  if (status === 412) return refusals.staleEtag();
  return status >= 500 ? refusals.backend(status) : refusals.badRequest('Bad Request');
}

function send(response: Response, reply: Reply): void {
  if (reply.etag !== undefined) response.set('etag', reply.etag);
  response.status(reply.status);
  if (reply.body === undefined) response.end();
  else response.json(reply.body);
}

function refuseBrokenJson(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (!(error instanceof SyntaxError)) return next(error);
  response.status(400).json(new Refusal(400, 'parseError', 'Parse Error').envelope);
}
