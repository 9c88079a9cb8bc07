/** Calls the server. Every failure is a `ProblemError` that can be shown to a person. */

export interface Problem {
  pointer: string;
  message: string;
}

export class ProblemError extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    detail: string,
    readonly problems: Problem[],
  ) {
    super(detail || title);
    this.name = 'ProblemError';
  }
}

type Listener = () => void;
const signedOutListeners = new Set<Listener>();

/** Called when the server no longer knows the session. */
export function onSignedOut(listener: Listener): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

export interface CallOptions {
  signal?: AbortSignal;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is. */
  body?: BodyInit;
  contentType?: string;
}

export async function call<T>(method: string, path: string, options: CallOptions = {}): Promise<T> {
  const response = await send(method, path, options);
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

export async function callText(method: string, path: string, options: CallOptions = {}) {
  return (await send(method, path, options)).text();
}

/** A file, in the format that `accept` names. */
export async function callBlob(
  method: string,
  path: string,
  accept: string,
  options: CallOptions = {},
) {
  return (await send(method, path, options, accept)).blob();
}

async function send(
  method: string,
  path: string,
  options: CallOptions,
  accept = 'application/json',
): Promise<Response> {
  const headers: Record<string, string> = { Accept: accept };
  let body = options.body;
  if (options.json !== undefined) {
    headers['Content-Type'] = 'application/json';
    body = JSON.stringify(options.json);
  } else if (options.contentType) {
    headers['Content-Type'] = options.contentType;
  }
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      body,
      signal: options.signal,
      credentials: 'same-origin',
    });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ProblemError(0, 'unreachable', '', []);
  }
  if (response.ok) return response;
  if (response.status === 401 && path !== '/api/session') {
    signedOutListeners.forEach((listener) => listener());
  }
  throw await problemOf(response);
}

async function problemOf(response: Response): Promise<ProblemError> {
  const text = await response.text();
  try {
    const json = JSON.parse(text) as {
      title?: string;
      detail?: string;
      errors?: Partial<Problem>[];
    };
    return new ProblemError(
      response.status,
      json.title ?? response.statusText,
      json.detail ?? '',
      (json.errors ?? []).map((e) => ({ pointer: e.pointer ?? '', message: e.message ?? '' })),
    );
  } catch {
    return new ProblemError(response.status, response.statusText, text.slice(0, 400), []);
  }
}

/** A path with its query; absent values are left out. */
export function withQuery(path: string, query: Record<string, string | number | undefined>) {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text ? `${path}?${text}` : path;
}
