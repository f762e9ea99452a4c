// The keys of the PIN.
import { forgetPerson } from "../../lib/tablet.ts";

forgetPerson(); // whoever was there before, however she left

const form = document.querySelector<HTMLFormElement>("#pin");
const field = form?.querySelector<HTMLInputElement>("#pin-field");
if (form && field) {
  form.querySelector<HTMLElement>(".pin-pad")!.hidden = false;
  const full = (): void => {
    if (field.value.length === 6) form.requestSubmit();
  };
  field.addEventListener("input", full);
  for (const key of form.querySelectorAll<HTMLButtonElement>("[data-digit]")) {
    key.addEventListener("click", () => {
      const { digit } = key.dataset;
      field.value = digit ? (field.value + digit).slice(0, 6) : field.value.slice(0, -1);
      full();
    });
  }
}
// A page that Back shows again would be of before: ask anew.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
