#!/usr/bin/env bash
# Where TornadoVM is, and how a JVM is started with it: nothing else in Carryover knows either.
#
#   . ./tornado-env.sh          exports TORNADOVM_HOME, TORNADO_VERSION and TORNADO_JVM_FLAGS, and says in one line what it
#                               found. Without an SDK that can be used it unsets them, so that everything is built and run
#                               without it, exports the reason as TORNADO_REFUSED, says it and returns 1.
#                               TORNADO_ENV_QUIET=1 keeps it silent.
#   ./tornado-env.sh            only says it
#   ./tornado-env.sh doctor     lists SDK, JDK, drivers and devices, and what to do about each that is missing; exits 1
#                               if one is
#
# Takes the SDK that TORNADOVM_HOME names; where it names none, the first that can be used of SDKMAN's and /opt/tornadovm*.

# Sourced, by whatever shell: a shell of our own finds out.
if [ "${0##*/}" != tornado-env.sh ]; then
  eval "$(bash "$(dirname "${BASH_SOURCE:-$0}")/tornado-env.sh" exports)"
  return $?
fi

set -u
checkout=$(cd "$(dirname "$(readlink -f "$0")")" && pwd)
. "$checkout/.mvn/home.sh"
# The version that the build is made for, from the one place where it stands.
expected=$(sed -n 's:.*<tornado\.version>\(.*\)</tornado\.version>.*:\1:p' "$checkout/pom.xml")
advice="sdk install tornadovm $expected-opencl, and set TORNADOVM_HOME to that"

find_sdk() {
  local candidate first=
  # What TORNADOVM_HOME names is taken even if it is wrong: to go on looking would hide that.
  if [ -n "${TORNADOVM_HOME:-}" ]; then
    echo "$TORNADOVM_HOME"
    return
  fi
  for candidate in "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/tornadovm/{current,*} /opt/tornadovm*; do
    if [ -f "$candidate/etc/tornado.release" ]; then
      first=${first:-$candidate}
      if [ -z "$(sdk_problem "$candidate")" ]; then
        echo "$candidate"
        return
      fi
    fi
  done
  echo "$first"
}

sdk_version() {
  sed -n 's/^version=//p' "$1/etc/tornado.release" 2>/dev/null
}

# The JDK family that a version is for: 25 for 5.2.0-jdk25, 22plus for 7.0.1-jdk22plus.
family() {
  echo "${1##*-jdk}"
}

# Whether an SDK for the first family runs on the JDK of the second: jdk22plus on 22 and all later ones.
runs_on() {
  case $1 in
  *plus) [ "$2" -ge "${1%plus}" ] 2>/dev/null ;;
  *) [ "$1" = "$2" ] ;;
  esac
}

# What keeps the SDK at a folder from being used, or nothing.
sdk_problem() {
  local found
  found=$(sdk_version "$1")
  if [ -z "$1" ]; then
    echo "no TornadoVM SDK: TORNADOVM_HOME is not set, and neither SDKMAN nor /opt/tornadovm* has one"
  elif [ ! -f "$1/etc/tornado.release" ] || [ ! -f "$1/tornado-argfile" ]; then
    echo "no TornadoVM SDK at $1: expected etc/tornado.release and tornado-argfile in it"
  elif [ "${found%-jdk*}" != "${expected%-jdk*}" ] || ! runs_on "$(family "$found")" "$(family "$expected")"; then
    echo "expected TornadoVM $expected, found $found at $1"
  elif [ ! -f "$1/share/java/tornado/tornado-api-$found.jar" ]; then
    echo "the TornadoVM SDK at $1 is not whole: share/java/tornado/tornado-api-$found.jar is missing"
  fi
}

# What keeps the JDK from running the SDK, or nothing.
jdk_problem() {
  local wanted=${expected##*-jdk}
  if [ ! -x "$jdk/bin/java" ]; then
    echo "no JDK $wanted"
  elif ! grep -q "^JAVA_VERSION=\"$wanted[\".+]" "$jdk/release" 2>/dev/null; then
    echo "expected JDK $wanted, found $(sed -n 's/^JAVA_VERSION=//p' "$jdk/release" 2>/dev/null) at $jdk"
  elif ! grep -q 'jdk\.internal\.vm\.ci' "$jdk/release"; then
    echo "the JDK at $jdk lacks the module jdk.internal.vm.ci, which TornadoVM compiles with"
  fi
}

# The modules that TornadoVM runs on. The SDK's folder holds others too, which would hide our own libraries of the same
# packages: EJML 0.38, JUnit 4.
module_path() {
  (
    cd "$sdk/share/java/tornado" &&
      ls | grep -E '^(tornado-(annotation|api|runtime|drivers)|asm|collections|word|nativeimage|polyglot|commons-math3|snmp4j|beehive)-.*\.jar$' |
      grep -v -e '-libs\.jar$' | sed "s:^:$PWD/:" | paste -sd: -
  )
}

# The SDK's own flags with that module path, in a file that changes only when the SDK or this script does.
argfile() {
  local file
  file=$cache/tornado-$(echo "$sdk" | cksum | cut -d' ' -f1).args
  if [ ! -s "$file" ] || [ "$sdk/tornado-argfile" -nt "$file" ] || [ "$checkout/tornado-env.sh" -nt "$file" ]; then
    mkdir -p "$cache"
    sed -e "s|^--module-path .*|--module-path $(module_path)|" \
      -e "s|^--upgrade-module-path .*|--upgrade-module-path $sdk/share/java/graalJars|" \
      -e "s|^-Djava\.library\.path=.*|-Djava.library.path=$sdk/lib|" "$sdk/tornado-argfile" >"$file.$$" &&
      mv "$file.$$" "$file"
  fi
  echo "$file"
}

jvm_flags() {
  local flags=(
    "@$(argfile)"
    # What cannot be compiled is an error, and not run as sequential Java.
    -Dtornado.recover.bailout=False
    # The kernel's helpers are inlined whatever their size.
    -Dtornado.compiler.fullInlining=True
    # Graal would give up after a thousand calls.
    -Djdk.graal.MethodInlineBailoutLimit=0
    # Carryover asks the device how much memory it has; TornadoVM would stop at 4 GB.
    -Dtornado.device.memory=1024GB
    # sqrt, by which Adam divides, as exact as OpenCL asks; native_sqrt is as exact as the device pleases.
    -Dtornado.enable.nativeFunctions=False
    # Lists of events to wait for, refilled at every launch: a few fat kernels need few.
    -Dtornado.max.events=1024
  )
  echo "${flags[*]}"
}

opencl_drivers() {
  ls "${OCL_ICD_VENDORS:-/etc/OpenCL/vendors}"/*.icd 2>/dev/null
}

# A word as every shell reads it; printf %q writes what only bash does.
quoted() {
  printf "'%s'" "${1//\'/\'\\\'\'}"
}

# The lines that a shell evaluates.
exports() {
  echo "export TORNADOVM_HOME=$(quoted "$sdk") TORNADO_VERSION=$(quoted "$(sdk_version "$sdk")") TORNADO_JVM_FLAGS=$(quoted "$(jvm_flags)")"
  echo "unset TORNADO_REFUSED"
}

refusal() {
  echo "unset TORNADOVM_HOME TORNADO_VERSION TORNADO_JVM_FLAGS"
  echo "export TORNADO_REFUSED=$(quoted "$1")"
  echo false
}

say() {
  [ -n "${TORNADO_ENV_QUIET:-}" ] || echo "tornado: $*" >&2
}

failures=0

# A finding of the doctor: what it is about, what was found, and if that is bad, what to do.
finding() {
  printf '%-8s %s\n' "$1" "$2"
  if [ $# -gt 2 ]; then
    printf '%-8s   -> %s\n' "" "$3"
    failures=$((failures + 1))
  fi
}

doctor_drivers() {
  local backends driver node
  backends=$(sed -n 's/^tornado\.backends=//p' "$sdk/etc/tornado.backend" 2>/dev/null)
  finding drivers "the SDK speaks ${backends:-nothing}"
  case $backends in *opencl*)
    if ! ldconfig -p 2>/dev/null | grep -q 'libOpenCL\.so\.1'; then
      finding opencl "no libOpenCL.so.1" "install an OpenCL loader (Debian: apt install ocl-icd-libopencl1)"
    fi
    if ! opencl_drivers >/dev/null; then
      finding opencl "no driver registered in ${OCL_ICD_VENDORS:-/etc/OpenCL/vendors}" \
        "install one (NVIDIA: comes with its driver; Intel: intel-opencl-icd; AMD: rocm-opencl; CPU: pocl-opencl-icd)"
    fi
    for driver in $(opencl_drivers); do
      finding opencl "$driver: $(head -n 1 "$driver")"
    done
    ;;
  esac
  for node in /dev/nvidia[0-9]* /dev/nvidiactl /dev/kfd /dev/dri/renderD*; do
    if [ -e "$node" ] && { [ ! -r "$node" ] || [ ! -w "$node" ]; }; then
      finding device "no permission on $node" \
        "sudo usermod -aG $(stat -c %G "$node") $(id -un), then log in again"
    fi
  done
}

doctor_devices() {
  local list
  list=$("$jdk/bin/java" $(jvm_flags) -m tornado.drivers.common/uk.ac.manchester.tornado.drivers.TornadoDeviceQuery 2>&1)
  if echo "$list" | grep -q 'device=[0-9]'; then
    echo "$list" | sed $'s/\x1b\\[[0-9;]*m//g' | sed -n 's/^[[:space:]]*\([A-Z]*\) -- */\1 /p' |
      while read -r line; do finding devices "$line"; done
  else
    finding devices "none: $(echo "$list" | grep -v '^WARNING' | head -n 1)" \
      "clinfo lists what OpenCL itself sees; install a driver for your device as above"
  fi
}

doctor() {
  local problem
  problem=$(sdk_problem "$sdk")
  if [ -n "$problem" ]; then
    finding SDK "$problem" "$advice; or unpack that release below /opt"
  else
    finding SDK "$(sdk_version "$sdk") at $sdk"
  fi
  problem=$(jdk_problem)
  if [ -n "$problem" ]; then
    finding JDK "$problem" "install JDK ${expected##*-jdk} (Debian: temurin-25-jdk or openjdk-25-jdk; sdk install java 25-tem) or set JAVA_HOME to it"
  else
    finding JDK "$(sed -n 's/^JAVA_VERSION=//p' "$jdk/release") at $jdk"
  fi
  if [ "$failures" = 0 ]; then
    doctor_drivers
    doctor_devices
  fi
  [ "$failures" = 0 ]
}

sdk=$(find_sdk)
jdk=$(. "$checkout/.mvn/jdk.sh" 2>/dev/null && echo "$JAVA_HOME")
problem=$(sdk_problem "$sdk")
remedy=$advice
if [ -z "$problem" ]; then
  problem=$(jdk_problem)
  remedy="install such a JDK or set JAVA_HOME to one"
fi

case ${1:-} in
doctor) doctor ;;
exports | "")
  if [ -n "$problem" ]; then
    say "$problem; going on without TornadoVM: ./tornado-env.sh doctor says what to do"
    [ -z "${1:-}" ] || refusal "$problem; $remedy (./tornado-env.sh doctor says more)"
    exit 1
  fi
  say "TornadoVM $(sdk_version "$sdk") at $sdk, JDK at $jdk"
  [ -z "${1:-}" ] || exports
  ;;
*)
  echo "usage: . ./tornado-env.sh | ./tornado-env.sh [doctor]" >&2
  exit 2
  ;;
esac
