// Lucide icons, drawn inline at build time from lucide-static.
import { type TemplateResult, html } from "lit";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import activity from "lucide-static/icons/activity.svg";
import arrowLeft from "lucide-static/icons/arrow-left.svg";
import arrowRight from "lucide-static/icons/arrow-right.svg";
import arrowDown from "lucide-static/icons/arrow-down.svg";
import arrowUp from "lucide-static/icons/arrow-up.svg";
import camera from "lucide-static/icons/camera.svg";
import cameraOff from "lucide-static/icons/camera-off.svg";
import check from "lucide-static/icons/check.svg";
import chevronLeft from "lucide-static/icons/chevron-left.svg";
import chevronRight from "lucide-static/icons/chevron-right.svg";
import circleCheck from "lucide-static/icons/circle-check.svg";
import eye from "lucide-static/icons/eye.svg";
import eyeOff from "lucide-static/icons/eye-off.svg";
import heart from "lucide-static/icons/heart.svg";
import info from "lucide-static/icons/info.svg";
import keyboard from "lucide-static/icons/keyboard.svg";
import listVideo from "lucide-static/icons/list-video.svg";
import lock from "lucide-static/icons/lock.svg";
import maximize from "lucide-static/icons/maximize.svg";
import messageCircle from "lucide-static/icons/message-circle.svg";
import messageCircleQuestion from "lucide-static/icons/message-circle-question.svg";
import mic from "lucide-static/icons/mic.svg";
import minimize from "lucide-static/icons/minimize.svg";
import pause from "lucide-static/icons/pause.svg";
import pencil from "lucide-static/icons/pencil.svg";
import play from "lucide-static/icons/play.svg";
import plus from "lucide-static/icons/plus.svg";
import refresh from "lucide-static/icons/refresh-cw.svg";
import repeat from "lucide-static/icons/repeat.svg";
import rotateCcw from "lucide-static/icons/rotate-ccw.svg";
import search from "lucide-static/icons/search.svg";
import send from "lucide-static/icons/send.svg";
import server from "lucide-static/icons/server.svg";
import skipBack from "lucide-static/icons/skip-back.svg";
import skipForward from "lucide-static/icons/skip-forward.svg";
import smartphone from "lucide-static/icons/smartphone.svg";
import switchCamera from "lucide-static/icons/switch-camera.svg";
import target from "lucide-static/icons/target.svg";
import trash from "lucide-static/icons/trash-2.svg";
import triangleAlert from "lucide-static/icons/triangle-alert.svg";
import undo from "lucide-static/icons/undo-2.svg";
import video from "lucide-static/icons/video.svg";
import volume from "lucide-static/icons/volume-2.svg";
import volumeOff from "lucide-static/icons/volume-x.svg";
import wifi from "lucide-static/icons/wifi.svg";
import wifiOff from "lucide-static/icons/wifi-off.svg";
import x from "lucide-static/icons/x.svg";
import zoomIn from "lucide-static/icons/zoom-in.svg";
import zoomOut from "lucide-static/icons/zoom-out.svg";

const drawings = {
  activity, arrowLeft, arrowRight, arrowDown, arrowUp, camera, cameraOff, check, chevronLeft, chevronRight, circleCheck, eye, eyeOff, heart, info, keyboard,
  listVideo, lock, maximize, messageCircle, messageCircleQuestion, mic, minimize, pause, pencil, play, plus, refresh, repeat, rotateCcw, search, send,
  server, skipBack, skipForward, smartphone, switchCamera, target, trash, triangleAlert, undo, video, volume, volumeOff, wifi, wifiOff, x, zoomIn, zoomOut,
};

export type IconName = keyof typeof drawings;

const made = new Map<IconName, TemplateResult>();

/** An icon beside or instead of a word; it is hidden from screen readers, so the button needs a name. */
export function icon(name: IconName): TemplateResult {
  const ready = made.get(name);
  if (ready) return ready;
  const svg = drawings[name].slice(drawings[name].indexOf("<svg")).replace(/class="[^"]*"/, 'class="icon" aria-hidden="true"');
  const drawn = html`${unsafeHTML(svg)}`;
  made.set(name, drawn);
  return drawn;
}
