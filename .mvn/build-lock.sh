# Lets one build at a time into $checkout: all of them write to the same folders target/. Held as long as this process, and
# by what it starts in its name.

if [ "${CARRYOVER_BUILD_LOCK:-}" != "$checkout" ]; then
  if ! mkdir -p "$checkout/build" || ! [ -w "$checkout/build" ]; then
    echo "carryover: a build must write to $checkout/build, and may not" >&2
    exit 1
  fi
  exec 9>>"$checkout/build/.lock"
  if ! lock -n -x 9; then
    echo "carryover: waiting for another build of $checkout ..." >&2
    lock -x 9 || exit 1
  fi
  export CARRYOVER_BUILD_LOCK="$checkout"
fi
