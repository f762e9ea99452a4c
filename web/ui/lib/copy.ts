// A button that copies what stands on the page. Without this script, or where the browser does not allow it, the text can
// be selected by hand.

/** Shows #copy, which copies what text gives, says so in #copied, and selects where where it may not. */
export function offerCopy(where: HTMLElement | null, text: (from: HTMLElement) => string): void {
  const button = document.getElementById("copy");
  const said = document.getElementById("copied");
  if (!where || !button || !said || !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text(where));
      said.hidden = false;
    } catch {
      if (where instanceof HTMLTextAreaElement) where.select();
      else getSelection()?.selectAllChildren(where);
    }
  });
}
