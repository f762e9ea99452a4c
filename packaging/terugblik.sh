#!/bin/sh
# terugblik on a machine where it is a service: for root it works as the service does, with its account and settings.
set -eu
program=/opt/terugblik/bin/terugblik
[ "$(id -u)" = 0 ] || exec "$program" "$@"
set -a
TERUGBLIK_DATA=/var/lib/terugblik
TERUGBLIK_BACKUP_DIR=/var/backups/terugblik
[ ! -e /etc/terugblik/terugblik.env ] || . /etc/terugblik/terugblik.env
exec setpriv --reuid=terugblik --regid=terugblik --init-groups --inh-caps=-all "$program" "$@"
