// Full screen for the player with its controls; phones that know only full-screen video get that.

export function toggleFullscreen(player: HTMLElement, video: HTMLVideoElement): void {
  if (document.fullscreenElement) return void document.exitFullscreen();
  if (player.requestFullscreen) return void player.requestFullscreen().catch(() => undefined);
  const phone = video as HTMLVideoElement & { webkitEnterFullscreen?: () => void };
  phone.webkitEnterFullscreen?.();
}
