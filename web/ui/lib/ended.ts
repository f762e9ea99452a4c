// Why something on the screen is not there any more, for who has it open: her log-in and her role can end while she works.
import { Problem, call } from "./api.ts";

interface Me {
  readonly holder: { readonly id: string };
  readonly roles: readonly unknown[];
}

/** Says whether this page was made for a holder for which she has no role any more. */
async function roleOver(signal: AbortSignal): Promise<boolean> {
  const me = await call<Me>("GET", "/me", { signal });
  const at = document.body.dataset["holder"];
  return me.roles.length === 0 || (at !== undefined && at !== me.holder.id);
}

/** The key of a sentence, or the one given when log-in and role hold: then it was the thing itself that went. */
export async function whyEnded(otherwise: string, signal: AbortSignal): Promise<string> {
  try {
    return (await roleOver(signal)) ? "common.role_over" : otherwise;
  } catch (error) {
    if (!(error instanceof Problem)) return otherwise;
    if (error.gone || error.code === "role_over") return "common.role_over";
    return error.status === 401 ? "common.logged_out" : otherwise;
  }
}
