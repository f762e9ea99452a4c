// Offers to install the site where the browser can do it itself.

/** Chromium's event, not in any standard: https://developer.mozilla.org/docs/Web/API/BeforeInstallPromptEvent */
interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
}

const button = document.getElementById("install-button") as HTMLButtonElement;
window.addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  button.hidden = false;
  button.addEventListener("click", () => void (event as InstallPrompt).prompt(), { once: true });
});
