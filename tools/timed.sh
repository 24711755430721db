#!/bin/bash
# Tells what took how long in a run of make: as make's SHELL, it runs one command and
# notes its seconds in build/times.
#
#	timed.sh --begin     forget what was noted
#	timed.sh --report    print it, with the sum
#	timed.sh -c COMMAND  as make calls its shell
times=build/times

case ${1:-} in
--begin)
	mkdir -p build && date +%s >$times
	;;
--report)
	awk -v now="$(date +%s)" '
		NR == 1 { begun = $1; next }
		$1 >= 1 { seconds = $1; sub(/^[^ ]* /, ""); printf "%6.0f s  %s\n", seconds, $0 }
		END { printf "%6.0f s  in all\n", now - begun }' $times
	;;
-c)
	TIMEFORMAT=%R
	# The command's own output goes where it would without this.
	exec {out}>&1 {err}>&2
	{ seconds=$({ time /bin/sh -c "$2" >&$out 2>&$err; } 2>&1; exit $?); status=$?; }
	if [ -e $times ]; then
		printf '%s %s\n' "$seconds" "$(printf %s "$2" | tr '\n\t' '  ' | cut -c 1-100)" >>$times
	fi
	exit $status
	;;
esac
