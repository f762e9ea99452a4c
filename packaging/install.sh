#!/bin/sh
# install.sh [FOLDER]: installs Terugblik as a service on Debian 12, as root. FOLDER is the unpacked release (or a
# checkout after "make build"). Again with a newer release: updates the program and leaves settings and data alone.
set -eu

[ "$(id -u)" = 0 ] || { echo "run this as root: sudo $0 $*" >&2; exit 1; }
from=$(cd "${1:-$(dirname "$0")/..}" && pwd)
[ -x "$from/bin/terugblik" ] || { echo "$from/bin/terugblik is not there: unpack a release, or run make build" >&2; exit 1; }

# The libraries and PostgreSQL; its package must not start a server of its own.
settings=/etc/postgresql-common/createcluster.d/terugblik.conf
if ! dpkg-query -W -f '${db:Status-Status}' postgresql-15 2>/dev/null | grep -qx installed; then
	mkdir -p "${settings%/*}"
	echo "create_main_cluster = false" >"$settings"
	trap 'rm -f "$settings"' EXIT
fi
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
	libavcodec59 libavdevice59 libavfilter8 libavformat59 libavutil57 libpostproc56 libswresample4 libswscale6 \
	postgresql-15 ca-certificates adduser >/dev/null

getent passwd terugblik >/dev/null || adduser --quiet --system --group --home /var/lib/terugblik --no-create-home terugblik
install -d -m 755 /opt/terugblik/bin /opt/terugblik/share /etc/terugblik
install -d -m 700 -o terugblik -g terugblik /var/lib/terugblik /var/backups/terugblik
install -m 755 "$from/bin/terugblik" /opt/terugblik/bin/terugblik.new
mv /opt/terugblik/bin/terugblik.new /opt/terugblik/bin/terugblik
install -m 755 "$from/packaging/terugblik.sh" /usr/local/bin/terugblik
install -m 644 "$from/docs/operations.md" "$from/docs/kleine-houder.md" /opt/terugblik/share/
[ -e /etc/terugblik/terugblik.env ] || install -m 640 -g terugblik "$from/packaging/terugblik.env" /etc/terugblik/terugblik.env
install -m 644 "$from/packaging/terugblik.service" "$from/packaging/terugblik-backup.service" "$from/packaging/terugblik-backup.timer" /etc/systemd/system/

if [ -d /run/systemd/system ]; then
	systemctl daemon-reload
	systemctl enable --quiet terugblik.service terugblik-backup.timer
	systemctl restart terugblik.service
	systemctl start terugblik-backup.timer
	echo "Terugblik runs. The link for the first administrator and the address: journalctl -u terugblik | tail -30"
else
	echo "Terugblik is installed. There is no systemd here; start it as root with: terugblik serve"
fi
