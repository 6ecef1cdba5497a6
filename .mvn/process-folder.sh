# Makes $process_folder, which this process and what it becomes by exec have for themselves: PoCL's cache of compiled
# kernels, which is not safe between processes, and the JVM's temporary files, among them JOCL's native library. It lies in
# the user's cache, since cleaners of a shared temporary folder remove files in mid-run, and is locked by its process; those
# of dead processes are removed here, those of living ones never.

# JOCL and PoCL load what they write, which a file system mounted noexec forbids.
allows_programs() {
  printf '#!/bin/sh\n' >"$1/program" && chmod 700 "$1/program" && "$1/program" 2>/dev/null && rm "$1/program"
}

make_process_folder() {
  mkdir -p "${1%/*}" 2>/dev/null
  private_folder "$1" && [ -w "$1" ] || return 1
  # Nobody is between making a folder and locking it while this is held.
  exec 6>>"$1/.lock"
  lock -x 6 || return 1
  for other in "$1"/*/; do
    if [ -d "$other" ] && (exec 5>>"$other.lock" && lock -n -x 5); then
      rm -rf -- "$other"
    fi
  done
  made=$(mktemp -d "$1/XXXXXXXX") && process_folder=$made || return 1
  exec 8>>"$process_folder/.lock"
  lock -x 8 || return 1
  exec 6>&-
  mkdir "$process_folder/pocl" "$process_folder/tmp"
}

if ! { make_process_folder "$cache/processes" && allows_programs "$process_folder"; } &&
  ! { private_folder "$temporary" && make_process_folder "$temporary/processes" && allows_programs "$process_folder"; }; then
  if [ -z "${process_folder:-}" ]; then
    echo "carryover: temporary files can be written neither to $cache/processes nor to $temporary/processes; set XDG_CACHE_HOME to a folder of yours" >&2
    exit 1
  fi
  echo "carryover: programs may be started neither from $cache nor from $temporary (mounted noexec), so OpenCL cannot be used; set XDG_CACHE_HOME to a folder that allows it" >&2
fi

# The user's own choice stands; an outer process's folder is not for us.
case ${POCL_CACHE_DIR:-} in
"" | */carryover*/processes/*) export POCL_CACHE_DIR="$process_folder/pocl" ;;
esac
