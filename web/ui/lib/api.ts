// The one way to the JSON API: same origin, log-in cookie, problems of RFC 9457 as errors.

interface FieldProblem {
  readonly field: string;
  readonly code: string;
  readonly detail: string;
}

/** What the server answered instead of a result. status 0: the server could not be reached. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly errors: readonly FieldProblem[] = [],
    readonly requestId = "",
  ) {
    super(detail);
    this.name = "Problem";
  }

  /** True when trying again later may help. */
  get passing(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }

  /** True when the thing does not exist for this person, or no longer. */
  get gone(): boolean {
    return this.status === 404 || this.status === 410;
  }
}

export interface CallOptions {
  readonly body?: unknown;
  /** The version that is being changed, sent as If-Match. */
  readonly version?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly keepalive?: boolean;
}

/** Calls /api/v1<path>. Rejects with Problem, or with AbortError when the signal fired. */
export async function call<T>(method: string, path: string, options: CallOptions = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (options.body !== undefined) headers["Content-Type"] = "application/json";
  if (options.version !== undefined) headers["If-Match"] = `"${options.version}"`;
  const request: RequestInit = { method, headers, credentials: "same-origin", keepalive: options.keepalive ?? false };
  if (options.body !== undefined) request.body = JSON.stringify(options.body);
  if (options.signal) request.signal = options.signal;
  let answer: Response;
  try {
    answer = await fetch(`/api/v1${path}`, request);
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new Problem(0, "offline", "");
  }
  if (!answer.ok) throw await problemOf(answer);
  if (answer.status === 204) return undefined as T;
  return (await answer.json()) as T;
}

async function problemOf(answer: Response): Promise<Problem> {
  try {
    const body = (await answer.json()) as Partial<{ code: string; detail: string; title: string; errors: FieldProblem[]; request_id: string }>;
    return new Problem(answer.status, body.code ?? "", body.detail ?? body.title ?? "", body.errors ?? [], body.request_id ?? "");
  } catch {
    return new Problem(answer.status, "", "");
  }
}

interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** Reads a list whole, page by page; last is what stood beside the items of the last page. */
export async function all<T, Beside = unknown>(path: string, signal?: AbortSignal): Promise<{ items: T[]; last: Partial<Beside> }> {
  const items: T[] = [];
  let next: string | null = null;
  let last: Partial<Beside> = {};
  do {
    const mark: string = path.includes("?") ? "&" : "?";
    const page: Page<T> & Partial<Beside> = await call("GET", next ? `${path}${mark}cursor=${encodeURIComponent(next)}` : path, { signal });
    items.push(...page.items);
    next = page.next;
    last = page;
  } while (next);
  return { items, last };
}
