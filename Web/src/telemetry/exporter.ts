import { toOtlp } from './otlp';
import type { Span } from './span';

/*
 * Sends finished spans to `/v1/traces` of this origin. Written here, because OpenTelemetry's own web SDK and exporter weigh more than
 * this whole page. Telemetry never gets in the user's way: what cannot be sent is dropped, and after a failure sending rests.
 */
const DelayMilliseconds = 500;
const RestMilliseconds = 60_000;
const MaxQueued = 200;

const instance = crypto.randomUUID?.() ?? String(Math.random());
let queue: Span[] = [];
let timer: number | undefined;
let restUntil = 0;

export function enqueue(span: Span): void {
  if (queue.length >= MaxQueued || Date.now() < restUntil) return;
  queue.push(span);
  timer ??= window.setTimeout(() => void send(), DelayMilliseconds);
}

async function send(): Promise<void> {
  window.clearTimeout(timer);
  timer = undefined;
  if (queue.length === 0) return;
  const spans = queue;
  queue = [];
  try {
    const response = await fetch('/v1/traces', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(toOtlp(spans, instance)),
      keepalive: true,
    });
    if (!response.ok) restUntil = Date.now() + RestMilliseconds;
  } catch {
    restUntil = Date.now() + RestMilliseconds;
  }
}

addEventListener('pagehide', () => void send());
