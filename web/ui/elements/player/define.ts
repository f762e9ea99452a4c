// Names the elements of the player once, for the player itself and for the elements that hold one.
import "./player.css";
import { TbPlayer } from "./player.ts";
import { TbTimeline } from "./timeline-element.ts";

export function definePlayer(): void {
  if (!customElements.get("tb-timeline")) customElements.define("tb-timeline", TbTimeline);
  if (!customElements.get("tb-player")) customElements.define("tb-player", TbPlayer);
}
