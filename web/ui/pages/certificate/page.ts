// Says whether this device trusts the server: a request over TLS comes through only when it does.
const box = document.querySelector<HTMLElement>(".trust");
const again = document.getElementById("check-again");

async function trusts(address: string): Promise<boolean> {
  try {
    return (await fetch(address, { cache: "no-store", credentials: "omit", signal: AbortSignal.timeout(8000) })).ok;
  } catch {
    return false;
  }
}

function show(place: HTMLElement, state: string): void {
  for (const each of place.querySelectorAll<HTMLElement>("[data-state]")) each.hidden = each.dataset["state"] !== state;
}

async function look(place: HTMLElement): Promise<void> {
  show(place, "checking");
  show(place, (await trusts(place.dataset["address"] ?? "")) ? "works" : "works-not");
}

if (box && again) {
  box.hidden = false;
  again.hidden = false;
  void look(box);
  again.addEventListener("click", () => void look(box));
  // Whoever comes back from the settings of the device wants to know.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void look(box);
  });
}
