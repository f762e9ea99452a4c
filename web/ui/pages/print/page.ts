// A button for what every browser can do from its menu.
const button = document.querySelector<HTMLButtonElement>('#print')
if (button) {
  button.hidden = false
  document.querySelector<HTMLElement>('#print-hint')!.hidden = true
  button.addEventListener('click', () => window.print())
}
