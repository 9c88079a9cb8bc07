/** Answers the console's calls with invented data during `npm run dev`; never part of a build. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import { BadRule } from './evaluate.ts';
import { notFound, routes, type Handler, type Json, type Reply } from './routes.ts';

function handlerFor(method: string, path: string[]): Handler | undefined {
  const scored = Object.keys(routes).filter((route) => {
    const [m, p] = route.split(' ') as [string, string];
    const parts = p.split('/').slice(1);
    return (
      m === method &&
      parts.length === path.length &&
      parts.every((part, i) => part === '*' || part === path[i])
    );
  });
  scored.sort((a, b) => a.split('*').length - b.split('*').length);
  return scored[0] ? routes[scored[0]] : undefined;
}

async function reply(request: IncomingMessage, response: ServerResponse, next: () => void) {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (!url.pathname.startsWith('/api/')) return next();
  const path = url.pathname.slice(1).split('/').map(decodeURIComponent);
  let text = '';
  for await (const chunk of request) text += String(chunk);
  let body: Json = {};
  try {
    body = JSON.parse(text || '{}') as Json;
  } catch {
    // A file or YAML: the fixtures do not look into it.
  }
  let outcome: Reply;
  try {
    outcome =
      handlerFor(request.method ?? 'GET', path)?.({ path, query: url.searchParams, body }) ??
      notFound;
  } catch (error) {
    if (!(error instanceof BadRule)) throw error;
    outcome = [400, { title: 'Invalid', status: 400, detail: error.message, errors: error.errors }];
  }
  response.statusCode = outcome[0];
  response.setHeader('Content-Type', 'application/json');
  response.end(
    outcome[1] === undefined
      ? ''
      : typeof outcome[1] === 'string'
        ? outcome[1]
        : JSON.stringify(outcome[1]),
  );
}

export const fixtureServer = (): Plugin => ({
  name: 'onelift-fixtures',
  configureServer: (server) => {
    server.middlewares.use((request, response, next) => void reply(request, response, next));
  },
  configurePreviewServer: (server) => {
    server.middlewares.use((request, response, next) => void reply(request, response, next));
  },
});
