# Sets $build to a folder with all jars, not older than their sources, and keeps it from being removed as long as this
# process lives. With $on_spark not empty it holds what runs jobs on Spark, too. Sourced by carryover, in bash.
#
#   build/current         the name of the newest whole build
#   build/<name>/         its jars; .sdk, the TornadoVM SDK that it was made with; .sources, as old as what it was made from
#   build/<name>/spark/   Spark's jars with carryover-spark.jar; .flags, what a JVM needs for them
#   build/build.log       what Maven said last
#
# A build never touches another: it replaces the name in build/current when it is whole.

# Takes the current build, if there is one. It may cease to be current, and be removed, until it is locked.
take_build() {
  local name
  while name=$(cat "$checkout/build/current" 2>/dev/null); do
    build=$checkout/build/$name
    if { exec 7<"$build/.lock"; } 2>/dev/null && lock -s 7 && [ "$(cat "$checkout/build/current")" = "$name" ]; then
      return 0
    fi
    [ "$(cat "$checkout/build/current")" != "$name" ] || return 1
  done
  return 1
}

# Made with another SDK, or older than a source, a pom or a script; a source that is gone makes its folder newer.
is_stale() {
  [ "$(cat "$build/.sdk")" != "${TORNADOVM_HOME:-}" ] || { [ -n "${on_spark:-}" ] && [ ! -f "$build/spark/.flags" ]; } ||
    [ -n "$(find "$checkout"/{pom.xml,.mvn,mvnw,engine,kernels,experiments} ${on_spark:+"$checkout/cluster"} -name target -prune -o -path '*/src/test' -prune \
      -o \( -type f -o -type d -path '*/src/main/*' \) -newer "$build/.sources" -print -quit)" ]
}

# Compiles, and copies the jars: Maven rewrites its own under whoever has them open.
fill() {
  local target=$checkout/experiments/target of=experiments
  rm -rf "$checkout/cluster/target/spark"
  [ -z "${on_spark:-}" ] || of="cluster -P spark"
  # $of is several words.
  touch "$1/.sources" "$1/.lock" && echo "${TORNADOVM_HOME:-}" >"$1/.sdk" && rm -rf "$target/lib" "$target"/*.jar &&
    (cd "$checkout" && ./mvnw -B -q package -pl $of -am -DskipTests -Dspotless.check.skip) >"$checkout/build/build.log" 2>&1 &&
    cp "$target"/*.jar "$target"/lib/*.jar "$1" && { [ -z "${on_spark:-}" ] || fill_spark "$1/spark"; }
}

# The flags are Spark's own, of this version.
fill_spark() {
  mkdir "$1" && cp "$checkout"/cluster/target/carryover-spark.jar "$checkout"/cluster/target/spark/*.jar "$1" &&
    "$JAVA_HOME/bin/java" -cp "$1/*" dev.carryover.cluster.ModuleFlags >"$1/.flags"
}

# Nobody who could still use them has these, but those who have locked them.
remove_unused_builds() {
  local other
  for other in "$checkout"/build/*/; do
    if [ "$other" != "$checkout/build/$1/" ] && (exec 5<"$other.lock" && lock -n -x 5) 2>/dev/null; then
      rm -rf -- "$other"
    fi
  done
}

rebuild() (
  . "$checkout/.mvn/build-lock.sh"
  # Whoever held the lock until now may have built just this.
  if take_build && ! is_stale; then
    return 0
  fi
  exec 7<&-
  echo "carryover: building (a minute or two the first time) ..." >&2
  rm -rf "$checkout"/build/.new.*
  name=$(date +%Y%m%d-%H%M%S)-$$
  new=$(mktemp -d "$checkout/build/.new.XXXXXX") && chmod 755 "$new" || return 1
  if ! fill "$new"; then
    rm -rf "$new"
    cat "$checkout/build/build.log" >&2
    echo "carryover: the build failed, its output stands above and in $checkout/build/build.log" >&2
    return 1
  fi
  mv "$new" "$checkout/build/$name" && echo "$name" >"$checkout/build/.new.current" &&
    mv "$checkout/build/.new.current" "$checkout/build/current" || return 1
  remove_unused_builds "$name"
)

if ! take_build || is_stale; then
  exec 7<&-
  rebuild || exit 1
  take_build || exit 1
fi
