# Sets JAVA_HOME to a JDK 25, or ends with a message that says what to install. Sourced after home.sh.
# A packaged Carryover may bring its own runtime. Else looks at JAVA_HOME, at the java on the PATH, then where packages,
# SDKMAN and IDEs put their JDKs, then at those that jdk-download.sh has fetched. A JDK says its version in its file
# `release`, so no JVM is started to find out.

is_jdk_25() {
  [ -x "$1/bin/javac" ] && grep -q '^JAVA_VERSION="25[".+]' "$1/release" 2>/dev/null
}

find_jdk_25() {
  on_path=$(command -v javac 2>/dev/null) && on_path=$(readlink -f "$on_path" 2>/dev/null)
  for candidate in "${JAVA_HOME:-}" "${on_path%/bin/javac}" \
    /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /opt/*jdk* /opt/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$cache"/jdk/*/* "$cache"/jdk/*/*/Contents/Home; do
    if [ -n "$candidate" ] && is_jdk_25 "$candidate"; then
      JAVA_HOME=$candidate
      export JAVA_HOME
      return 0
    fi
  done
  return 1
}

if [ -x "$checkout/runtime/bin/java" ]; then
  JAVA_HOME=$checkout/runtime
  export JAVA_HOME
elif ! find_jdk_25; then
  echo "No JDK 25 found: looked at JAVA_HOME (${JAVA_HOME:-not set}), the PATH, /usr/lib/jvm, SDKMAN's folder and ~/.jdks." >&2
  . "$checkout/.mvn/jdk-download.sh"
  if ! may_download_jdk; then
    echo "Install one (Debian: a package such as temurin-25-jdk or openjdk-25-jdk; SDKMAN: sdk install java 25-tem) or set JAVA_HOME to it;" >&2
    echo "or let Carryover download one for itself: CARRYOVER_DOWNLOAD_JDK=yes ${0##*/} ..." >&2
    exit 2
  fi
  if ! download_jdk || ! find_jdk_25; then
    exit 1
  fi
fi
