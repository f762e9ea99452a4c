#!/bin/sh
# Checks that Go and Node are there and new enough; says in one sentence what is missing.
set -eu

need() { # name, wanted, found, where to get it
	echo "Terugblik needs $1 $2 or newer, but ${3:+only $3 is here}${3:-$1 is not installed}: see $4" >&2
	exit 1
}

at_least() { # found, wanted
	[ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]
}

go=$(go env GOVERSION 2>/dev/null | sed 's/^go//; s/[ -].*//') || go=
{ [ -n "$go" ] && at_least "$go" 1.26; } || need Go 1.26 "$go" https://go.dev/dl/
node=$(node --version 2>/dev/null | sed 's/^v//') || node=
{ [ -n "$node" ] && at_least "$node" 20; } || need Node 20 "$node" https://nodejs.org/en/download
command -v npm >/dev/null || need npm 9 "" https://nodejs.org/en/download
