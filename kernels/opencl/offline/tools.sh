# What the scripts beside this one share: the built kernels, and compilers and simulators from Debian's packages, unpacked
# beside the system so that nothing installed is replaced. Sourced by bash.

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
checkout=$(cd "$here/../../.." && pwd)
work=$checkout/kernels/opencl/target/offline
tools=$work/tools
libraries=$tools/usr/lib/x86_64-linux-gnu

# unpack PACKAGE...: makes $tools hold them, with whatever of their dependencies is not installed.
unpack() {
  local archives=$work/archives package missing=()
  for package in "$@"; do
    [ -e "$tools/usr/share/doc/$package" ] || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null || { echo "needs Debian's packages ${missing[*]}, and here is no apt-get" >&2; return 1; }
  mkdir -p "$archives/partial" "$tools"
  echo "unpacking ${missing[*]} ..." >&2
  if ! download "$archives" "${missing[@]}"; then
    # A machine that has never asked for packages knows none.
    apt-get update -q >"$work/apt.log" 2>&1 && download "$archives" "${missing[@]}" ||
      { echo "cannot get ${missing[*]}:" >&2; tail -n 5 "$work/apt.log" >&2; return 1; }
  fi
  for package in "$archives"/*.deb; do
    dpkg -x "$package" "$tools"
  done
  rm -r "$archives"
}

# Nothing is installed, so other users' locks do not matter.
download() {
  local archives=$1
  shift
  apt-get install -q -y --download-only --reinstall --no-install-recommends \
    -o Debug::NoLocking=1 -o Dir::Cache::archives="$archives" "$@" >"$work/apt.log" 2>&1
}

# with_tools COMMAND...: runs a program of the unpacked packages, which find their libraries beside them.
with_tools() {
  LD_LIBRARY_PATH=$libraries "$@"
}

# Compiles the host's code with its tests, and sets $class_path.
build() {
  . "$checkout/.mvn/surroundings.sh"
  (cd "$checkout" && ./mvnw -B -q test-compile dependency:build-classpath -pl kernels/opencl -am \
    -Dspotless.check.skip -Dmdep.outputFile=target/classpath)
  class_path=$checkout/kernels/opencl/target/test-classes:$checkout/kernels/opencl/target/classes
  class_path=$class_path:$(cat "$checkout/kernels/opencl/target/classpath")
}

# host FOLDER MAIN ARGUMENT...: runs a main class of the tests; a file of FOLDER comes before the kernels' own.
host() {
  local first=$1 main=$2
  shift 2
  "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -Djava.io.tmpdir="$process_folder/tmp" \
    -cp "$first:$class_path" "dev.carryover.backend.opencl.$main" "$@"
}

# version PACKAGE: which one was unpacked, or is installed.
version() {
  zcat "$tools/usr/share/doc/$1"/changelog*.gz 2>/dev/null | sed -n '1s/.*(\(.*\)).*/\1/p;1q'
}
