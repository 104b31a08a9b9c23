# Runs a cmocka program for the TAP driver. cmocka calls a skipped test "not ok # SKIP", which TAP takes
# for a failure.
exec 4>&1
status=$({ { "$@" 3>&- 4>&-; echo $? >&3; } | sed 's/^not ok \([0-9]*\) # SKIP \(.*\)/ok \1 - \2 # SKIP/' >&4; } 3>&1)
exit "$status"
