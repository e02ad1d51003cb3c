import { newSpan, now, traceparent, type Span } from './span';

/**
 * One thing the user did and the requests that followed from it. Browsers carry no context across awaits, so what belongs to an
 * action is decided when the request starts: the action that is current then. Code that sends later keeps it with {@link currentAction}.
 */
export class Action {
  readonly root: Span;
  private open = 0;

  constructor(name: string) {
    this.root = newSpan(name, 'internal');
    this.root.attributes['url.path'] = location.pathname;
  }

  begin(name: string): Span {
    this.open++;
    return newSpan(name, 'client', this.root);
  }

  finish(span: Span): void {
    span.end = now();
    record(span);
    this.open--;
    // In a later task, so that a request made in answer to this one still belongs to the action.
    setTimeout(() => this.open === 0 && this.close(span.end));
  }

  private close(end: number): void {
    if (this.root.end) return;
    this.root.end = end;
    record(this.root);
  }
}

let current: Action | undefined;

export function currentAction(): Action | undefined {
  return current;
}

/** Runs `work`, counting requests it starts before its first await to the action. */
export function within<T>(action: Action | undefined, work: () => T): T {
  const before = current;
  current = action;
  try {
    return work();
  } finally {
    current = before;
  }
}

/** Makes a new action current until the browser has handled the event at hand and the promises it resolved. */
export function startAction(name: string): void {
  const action = new Action(name);
  current = action;
  setTimeout(() => {
    if (current === action) current = undefined;
  });
}

/** fetch() that puts requests of an action into its trace; others (polling, refreshing) are left alone. */
export async function tracedFetch(request: Request): Promise<Response> {
  const action = current;
  if (!action) return fetch(request);
  const url = new URL(request.url);
  const span = action.begin(request.method);
  span.attributes = { 'http.request.method': request.method, 'url.full': url.href, 'server.address': url.hostname };
  request.headers.set('traceparent', traceparent(span));
  try {
    const response = await fetch(request);
    span.attributes['http.response.status_code'] = response.status;
    if (response.status >= 400) span.error = String(response.status);
    return response;
  } catch (error) {
    span.error = 'no answer';
    throw error;
  } finally {
    action.finish(span);
  }
}

/** Most users' spans never leave unless something was recorded: the exporter is fetched with the first. */
function record(span: Span): void {
  void import('./exporter').then(({ enqueue }) => enqueue(span), () => undefined);
}
