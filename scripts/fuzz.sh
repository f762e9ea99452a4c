#!/bin/sh
# fuzz.sh [LENGTH]   feeds each reader of what comes from outside with inputs made from its corpus: 500 of them in `make check`,
# for what breaks quickly; `scripts/fuzz.sh 60s` looks longer. This is the one list of targets: add yours.
set -eu

length=${1:-500x}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
while read -r package targets; do
	go test -c -fuzz . -o "$work/test" "./$package"
	for target in $targets; do
		(cd "$package" && "$work/test" -test.run '^$' -test.fuzz "^$target\$" -test.fuzztime "$length" -test.parallel 2 -test.fuzzcachedir "$work/$target") >"$work/said" 2>&1 || {
			cat "$work/said" >&2
			echo "fuzzing $target of $package found something; its input is in $package/testdata/fuzz/$target" >&2
			exit 1
		}
	done
done <<-END
	media/ingest FuzzFragment FuzzIfMatch FuzzFirstPacket FuzzPublish FuzzPatch
	media/record FuzzJournal FuzzPackets
	media/movie FuzzRead
	media/red FuzzUnpack
	media/jobs FuzzReadOrder FuzzReadReports
	web FuzzAPlaceInAFilm FuzzBearerTokenIsNeverEmpty FuzzFilmNamesStayInTheirFolder FuzzPlaylistsKeepTheirLines FuzzDamagedHashesAreRefused
	media/library FuzzReadLog FuzzUnseal FuzzUnsealPartial FuzzPathStaysInItsFolder FuzzParseMaster
	web/sheet FuzzRead
	coaching FuzzNewcomers FuzzParseHundredths FuzzPlaceMinutes FuzzReadNames FuzzDays FuzzCentres FuzzScheme FuzzADayIsADateWithinReachOrAnError FuzzANameOnACommandLineKeepsItsWords FuzzEveryTidyPersonThatPassesCanBeShownInOneLine
	media/voice FuzzNote
END
