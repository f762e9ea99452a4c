#!/bin/sh
# packages.sh run|test   installs from apt what is missing to build and run, or to test too. Nothing missing: no sudo, no network.
set -eu

run="gcc libc6-dev pkg-config
	libavcodec-dev libavdevice-dev libavfilter-dev libavformat-dev libavutil-dev libpostproc-dev libswresample-dev libswscale-dev
	postgresql-15"
test="chromium firefox-esr libnss3-tools chromium-sandbox fonts-liberation fonts-noto-color-emoji ffmpeg poppler-utils"

case "${1:-}" in
run) wanted=$run ;;
test) wanted="$run $test" ;;
*) echo "usage: $0 run|test" >&2; exit 2 ;;
esac

command -v dpkg-query >/dev/null || { echo "Terugblik is installed from the packages of Debian 12; dpkg is not here." >&2; exit 1; }
missing=
for package in $wanted; do
	[ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" != 0 ]; then
	if ! command -v sudo >/dev/null || ! sudo -n true 2>/dev/null; then
		echo "These packages are missing:$missing" >&2
		echo "Install them as root, then try again:  sudo $0 $1" >&2
		exit 1
	fi
	exec sudo -n "$0" "$1"
fi

echo "Installing:$missing"
export DEBIAN_FRONTEND=noninteractive
# The package postgresql-15 makes and starts a cluster on TCP port 5432; Terugblik keeps one of its own without a port.
settings=/etc/postgresql-common/createcluster.d/terugblik.conf
case "$missing" in *postgresql-15*)
	mkdir -p "${settings%/*}"
	echo "create_main_cluster = false" >"$settings"
	trap 'rm -f "$settings"' EXIT ;;
esac
apt-get update -qq
# shellcheck disable=SC2086 # a list
apt-get install -y -qq --no-install-recommends $missing >/dev/null
