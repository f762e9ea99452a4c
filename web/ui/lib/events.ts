// Server-sent events of one recording, with a reconnect that notices when access has ended.

type Listener = (data: unknown) => void;

export interface EventsOptions {
  readonly url: string;
  readonly on: Readonly<Record<string, Listener>>;
  /** Called once, when the server said bye or the address no longer exists for this person. login: the log-in has ended. */
  readonly bye: (login: boolean) => void;
  /** Called whenever the line comes up (true) or is lost (false). */
  readonly line?: (up: boolean) => void;
  readonly signal: AbortSignal;
}

const firstWait = 1000;
const longestWait = 15_000;

/** Listens until the signal fires or bye. */
export function listen(options: EventsOptions): void {
  let wait = firstWait;
  let timer = 0;
  const open = (): void => {
    if (options.signal.aborted) return;
    const source = new EventSource(options.url);
    const close = (): void => source.close();
    options.signal.addEventListener("abort", close, { once: true });
    const leave = (): void => {
      options.signal.removeEventListener("abort", close);
      close();
    };
    source.addEventListener("open", () => {
      wait = firstWait;
      options.line?.(true);
    });
    for (const [name, listener] of Object.entries(options.on)) {
      source.addEventListener(name, (event) => listener(parsed((event as MessageEvent<string>).data)));
    }
    source.addEventListener("bye", () => {
      leave();
      options.bye(false);
    });
    source.addEventListener("error", () => {
      leave();
      options.line?.(false);
      void again();
    });
  };
  const again = async (): Promise<void> => {
    const status = await statusOf(options.url, options.signal);
    if ([401, 404, 410].includes(status)) return options.bye(status === 401);
    if (options.signal.aborted) return;
    timer = window.setTimeout(open, wait);
    wait = Math.min(wait * 2, longestWait);
  };
  options.signal.addEventListener("abort", () => window.clearTimeout(timer), { once: true });
  open();
}

/** An EventSource does not tell why it failed: ask once, and hang up before the body. */
async function statusOf(url: string, signal: AbortSignal): Promise<number> {
  const own = new AbortController();
  const stop = (): void => own.abort();
  signal.addEventListener("abort", stop, { once: true });
  try {
    const answer = await fetch(url, { headers: { Accept: "text/event-stream" }, signal: own.signal });
    return answer.status;
  } catch {
    return 0;
  } finally {
    signal.removeEventListener("abort", stop);
    own.abort();
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
