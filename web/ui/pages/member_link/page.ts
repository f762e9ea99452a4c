// Copies the link. Without this script, or where the browser does not allow it, the link can be selected by hand.
const link = document.getElementById("one-time-link");
const button = document.getElementById("copy");
const said = document.getElementById("copied");
if (link && button && said && navigator.clipboard) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(link.textContent ?? "");
      said.hidden = false;
    } catch {
      getSelection()?.selectAllChildren(link);
    }
  });
}
