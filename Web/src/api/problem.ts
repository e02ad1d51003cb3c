import { say } from '../words';

/** Answers that say "not now" rather than "no": 0 is no answer at all. */
const Passing = [0, 401, 408, 429, 502, 503, 504];

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
    // fetch() rejects with a TypeError for everything between this page and the server.
    if (error instanceof TypeError) {
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
      document.title ?? fallback,
      document.detail ?? say('serverAnswered', { status: String(status) }),
      Object.fromEntries(fields),
      document.traceId ?? null,
    );
  }
}

function camelCase(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
