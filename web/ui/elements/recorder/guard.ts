// What holds while a recording runs: the screen stays on, the tab says so, and leaving asks first.
import { stayAwake } from "./awake.ts";
import { askBeforeLeaving } from "./leaving.ts";

const redDot = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="#e5342a"/></svg>')}`;

export interface Guarded {
  readonly title: string;
  readonly awake: (awake: boolean) => void;
  readonly askToLeave: () => void;
}

/** Puts the guard up until the signal fires. */
export function guard({ title, awake, askToLeave }: Guarded, signal: AbortSignal): void {
  stayAwake(awake, signal);
  askBeforeLeaving(askToLeave, signal);
  const before = document.title;
  const mark = document.querySelector<HTMLLinkElement>("link[rel=icon]");
  const picture = mark?.href;
  document.title = `● ${title}`;
  if (mark) mark.href = redDot;
  signal.addEventListener("abort", () => {
    document.title = before;
    if (mark && picture) mark.href = picture;
  }, { once: true });
}
