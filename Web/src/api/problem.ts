import { say } from '../words';
import { inWords } from '../words/answers';

/** Answers that say "not now" rather than "no": 0 is no answer at all. */
const Passing = [0, 401, 408, 429, 502, 503, 504];

/** No answer came in time, or nobody waits for it any more. */
const GivenUp = ['TimeoutError', 'AbortError'];

/** Plain words for what a status means, where they say more than its name. */
const titles = {
  400: 'statusWrong',
  401: 'statusSignedOut',
  403: 'statusForbidden',
  404: 'statusGone',
  409: 'statusConflict',
  412: 'changedMeanwhile',
  413: 'statusTooLarge',
  415: 'statusOtherKind',
  429: 'statusTooOften',
  503: 'statusNotNow',
  507: 'statusFull',
} as const;

function titleOf(status: number): string | undefined {
  return status in titles ? say(titles[status as keyof typeof titles]) : undefined;
}

/** Why a call failed, in words for the person using the page (RFC 9457 where the server could still speak). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    /** Messages by field name (`name`, `url`). */
    readonly fields: Record<string, string> = {},
    /** What the operator can search for in the dashboard. */
    readonly traceId: string | null = null,
  ) {
    super(`${title}: ${detail}`);
  }

  /** True when the same request may well succeed later. */
  get passing(): boolean {
    return Passing.includes(this.status);
  }

  /** What is wrong with the fields, else the problem as a whole. */
  get words(): string {
    return Object.values(this.fields).join(' ') || `${this.title}. ${this.detail}`;
  }

  static of(error: unknown): Problem {
    if (error instanceof Problem) return error;
    // fetch() rejects with a TypeError for everything between this page and the server, and by name when it was given up.
    if (error instanceof TypeError || (error instanceof DOMException && GivenUp.includes(error.name))) {
      return new Problem(0, say('noAnswer'), say('noAnswerDetail'));
    }
    return new Problem(500, say('pageFault'), say('pageFaultDetail'));
  }

  static from(status: number, body: unknown): Problem {
    const document = (body && typeof body === 'object' ? body : {}) as {
      title?: string;
      detail?: string;
      traceId?: string;
      errors?: Record<string, string | string[]>;
    };
    const fields = Object.entries(document.errors ?? {}).map(([name, texts]) => [camelCase(name), [texts].flat().join(' ')]);
    const fallback = say(status >= 500 ? 'serverFault' : 'serverRefused');
    return new Problem(
      status,
      titleOf(status) ?? document.title ?? fallback,
      (status === 412 ? say('changedMeanwhileDetail') : inWords(document.detail)) ?? document.detail ?? say('serverAnswered', { status: String(status) }),
      Object.fromEntries(fields),
      document.traceId ?? null,
    );
  }
}

function camelCase(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
