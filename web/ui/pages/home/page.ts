// Lets her go on where she stopped watching on this device.
import { short } from "../../lib/timebase.ts";
import { rememberedPosition } from "../../lib/resume.ts";

const me = document.body.dataset["me"] ?? "";
for (const card of document.querySelectorAll<HTMLAnchorElement>("a.clip[data-film]")) {
  const ms = rememberedPosition(localStorage, me, card.dataset["film"] ?? "");
  if (ms === null) continue;
  card.search = `?at=${ms}`;
  const why = card.querySelector(".clip-why");
  if (why) why.textContent = (document.getElementById("watching")?.dataset["resume"] ?? "").replace("{}", short(ms).replace(/^0(?=\d:)/, ""));
}
