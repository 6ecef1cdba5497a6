# What .ci/surroundings and .ci/surroundings-as-root share: a checkout of their own, with the real launcher and the real
# jars, in which the place of Maven is taken by a script of a few lines; and the checks. Sourced by bash.

repository=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
# Neither space nor ASCII: every check is one of such a path, too.
scratch=$(mktemp -d)/"ein größerer Ordner"
work=$scratch/carryover
output=$scratch/output
failures=0
# Built as the caller's surroundings want it, and not as those of the checks.
"$repository/carryover" --version >/dev/null || exit 1
unset TORNADOVM_HOME TORNADO_JVM_FLAGS TORNADO_VERSION TORNADO_REFUSED CARRYOVER_BUILD_LOCK POCL_CACHE_DIR CARRYOVER_DATA
# No SDK but those that a check names, whatever this machine has.
export SDKMAN_DIR=$scratch/sdkman XDG_CACHE_HOME=$scratch/cache TMPDIR=$scratch/tmp

trap 'rm -rf "${scratch%/*}"' EXIT

# Fails as Maven does where it is told of a TornadoVM SDK that is none, where two builds run at once, and where a file
# `broken` stands for a source that does not compile.
stand_in_for_maven() {
  cat <<'MAVEN'
#!/bin/sh
cd "$(dirname "$0")" || exit 1
[ -z "${TORNADOVM_HOME:-}" ] || { echo "built with $TORNADOVM_HOME"; exit 1; }
mkdir building || { echo "two builds at once"; exit 1; }
echo built >>builds
sleep "${BUILD_SECONDS:-0}"
mkdir -p experiments/target/lib
cp jars/*.jar experiments/target/lib && mv experiments/target/lib/carryover-experiments*.jar experiments/target
rmdir building
[ ! -e broken ] || { echo "COMPILATION ERROR"; exit 1; }
MAVEN
}

make_checkout() {
  local build
  build=$repository/build/$(cat "$repository/build/current")
  mkdir -p "$work"/{jars,engine,kernels,experiments/src/main/java} "$scratch/tmp" "$scratch/here" "$XDG_CACHE_HOME"
  cp -r "$repository"/{carryover,.mvn,tornado-env.sh,pom.xml} "$work"
  cp "$build"/*.jar "$work/jars" && rm -f "$work"/jars/carryover-tornado*.jar
  # tornado-env.sh looks for SDKs in /opt on its own; this one must not find any.
  sed -i 's:/opt/tornadovm\*:/nonexistent/tornadovm*:' "$work/tornado-env.sh"
  echo "a source" >"$work/engine/Source.java"
  stand_in_for_maven >"$work/mvnw"
  chmod +x "$work/mvnw"
  cd "$scratch/here" || exit 1
}

# check NAME STATUS PATTERN COMMAND...: the command ends with that status and its output has a line of that pattern.
check() {
  local name=$1 status=$2 pattern=$3 found=0
  shift 3
  "$@" >"$output" 2>&1 || found=$?
  if [ "$found" = "$status" ] && { [ -z "$pattern" ] || grep -Eq -- "$pattern" "$output"; }; then
    echo "ok    $name"
  else
    echo "FAIL  $name: expected status $status and /$pattern/, found status $found and:"
    sed 's/^/      | /' "$output" | head -n 20
    failures=$((failures + 1))
  fi
}

# expect NAME COMMAND...: the command succeeds.
expect() {
  local name=$1
  shift
  check "$name" 0 '' "$@"
}

# without PROGRAM...: prints a folder that has all programs of the PATH but those.
without() {
  local folder program
  folder=$(mktemp -d "$scratch/path.XXXXXX")
  IFS=: read -ra folders <<<"$PATH"
  for program in "${folders[@]}"; do
    ln -s "$program"/* "$folder" 2>/dev/null
  done
  for program in "$@"; do
    rm -f "$folder/$program"
  done
  echo "$folder"
}

carryover() {
  "$work/carryover" "$@"
}

conclude() {
  [ "$failures" = 0 ] || { echo "$failures checks failed"; exit 1; }
}
