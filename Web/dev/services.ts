import type { ServerResponse } from 'node:http';
import type { Connect, Plugin, ProxyOptions } from 'vite';

type Environment = Record<string, string | undefined>;

/**
 * In development the page talks to its own origin only, as it does in production; the dev server passes the API's paths on to the
 * API, and spans to the telemetry collector with the collector's key, which so never reaches the browser.
 */
export function services(environment: Environment): Plugin {
  const api = environment['services__api__http__0'] || environment['API_HTTP'];
  const collector = environment['OTEL_EXPORTER_OTLP_ENDPOINT'];
  const headers = parseHeaders(environment['OTEL_EXPORTER_OTLP_HEADERS']);
  return {
    name: 'services',
    apply: 'serve',
    config: () => ({
      server: {
        proxy: {
          ...(api && { '/api': toApi(api), '/openapi': toApi(api), '/ws': { ...toApi(api), ws: true } }),
          ...(collector && { '/v1/traces': { target: collector, headers, configure: answer(204) } }),
        },
      },
    }),
    configureServer: ({ middlewares }) => answerFor(middlewares, api, collector),
    configurePreviewServer: ({ middlewares }) => answerFor(middlewares, api, collector),
  };
}

/** Says what is missing instead of answering with the page. */
function answerFor(middlewares: Connect.Server, api: string | undefined, collector: string | undefined): void {
  if (!api) {
    middlewares.use('/api', (_, response) =>
      problem(response, 'The dev server does not know the API: start everything with "dotnet run --project AppHost", or set API_HTTP.'),
    );
  }
  if (!collector) middlewares.use('/v1/traces', (_, response) => void response.writeHead(204).end());
}

/** Reads `key=value` pairs parted by commas, values percent-encoded: `x-otlp-api-key=abc,tenant=a%20b`. */
export function parseHeaders(text: string | undefined): Record<string, string> {
  const pairs = (text ?? '').split(',').map((pair) => pair.split(/=(.*)/s, 2).map((part) => part.trim()));
  return Object.fromEntries(pairs.filter(([key, value]) => key && value).map(([key, value]) => [key, decodeURIComponent(value!)]));
}

function toApi(target: string): ProxyOptions {
  return { target, configure: answer(503) };
}

/** What the browser gets when the service behind the proxy is away: for the API a problem document, for telemetry nothing. */
function answer(status: 204 | 503): NonNullable<ProxyOptions['configure']> {
  return (proxy) =>
    // Vite adds its own handler after this call. It would print a stack trace for each request; the page already says what is wrong.
    queueMicrotask(() => {
      // An answer that breaks off, such as a stream of events when the API stops, breaks off for the browser too.
      proxy.on('proxyRes', (from, _, to) => from.on('close', () => from.complete || to.destroy()));
      proxy.removeAllListeners('error');
      proxy.on('error', (_, __, response) => {
        if (!('writeHead' in response) || response.headersSent) return void response.end();
        if (status === 204) return void response.writeHead(204).end();
        problem(response, 'The API does not answer. It may still be starting, or it has stopped; the dashboard shows which.');
      });
    });
}

function problem(response: ServerResponse, detail: string): void {
  const body = { type: 'about:blank', title: 'The API is away', status: 503, detail };
  response.writeHead(503, { 'Content-Type': 'application/problem+json' }).end(JSON.stringify(body));
}
