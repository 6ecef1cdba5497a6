# Downloads a JDK 25, Eclipse Temurin, into the user's cache, for whoever has none and says yes. Sourced by jdk.sh.
# What there is, where and with which SHA-256 is asked of Adoptium's API, version 3.

jdk_api=https://api.adoptium.net

# On a terminal the user is asked; elsewhere CARRYOVER_DOWNLOAD_JDK says it.
may_download_jdk() {
  case ${CARRYOVER_DOWNLOAD_JDK:-} in
  yes) return 0 ;;
  "") ;;
  *)
    echo "CARRYOVER_DOWNLOAD_JDK: expected yes, or nothing, found $CARRYOVER_DOWNLOAD_JDK" >&2
    return 1
    ;;
  esac
  [ -t 0 ] && [ -t 2 ] || return 1
  printf 'Download one (Eclipse Temurin, some 140 MB) into %s/jdk? [y/N] ' "$cache" >&2
  read -r answer
  case $answer in [Yy] | [Yy]es) return 0 ;; *) return 1 ;; esac
}

# fetch URL FILE
fetch() {
  if command -v curl >/dev/null 2>&1; then
    curl -fsSL --connect-timeout 20 -o "$2" "$1"
  elif command -v wget >/dev/null 2>&1; then
    wget -q --timeout=20 -O "$2" "$1"
  else
    echo "carryover: expected curl or wget on the PATH to download with, found neither" >&2
    return 1
  fi
}

sha256_of() {
  if command -v sha256sum >/dev/null 2>&1; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d' ' -f1
}

# The kind of this machine in the API's words, or nothing.
jdk_machine() {
  case $(uname -s) in
  Linux) if ls /lib/ld-musl-* >/dev/null 2>&1; then system=alpine-linux; else system=linux; fi ;;
  Darwin) system=mac ;;
  *) return ;;
  esac
  case $(uname -m) in
  x86_64 | amd64) echo "os=$system&architecture=x64" ;;
  aarch64 | arm64) echo "os=$system&architecture=aarch64" ;;
  ppc64le | s390x | riscv64) echo "os=$system&architecture=$(uname -m)" ;;
  esac
}

# In "package", and not in "installer", a text of the API's answer.
package_text() {
  tr -d '\n' <"$jdk_new/answer.json" | sed -n 's/.*"package" *: *{\([^}]*\)}.*/\1/p' | sed -n 's/.*"'"$1"'" *: *"\([^"]*\)".*/\1/p'
}

# Complains and leaves nothing behind.
no_jdk() {
  echo "carryover: $1" >&2
  rm -rf "$jdk_new"
  return 1
}

download_jdk() {
  machine=$(jdk_machine)
  if [ -z "$machine" ]; then
    echo "carryover: expected Linux or macOS on a 64-bit processor, found $(uname -s) on $(uname -m)" >&2
    return 1
  fi
  mkdir -p "$cache/jdk" && jdk_new=$(mktemp -d "$cache/jdk/.new.XXXXXX") || return 1
  question="$jdk_api/v3/assets/latest/25/hotspot?image_type=jdk&vendor=eclipse&$machine"
  fetch "$question" "$jdk_new/answer.json" || { no_jdk "$jdk_api: could not be asked for a JDK 25"; return 1; }
  link=$(package_text link)
  expected=$(package_text checksum)
  [ -n "$link" ] && [ -n "$expected" ] || { no_jdk "$question: expected a package with link and checksum, found none"; return 1; }
  echo "carryover: downloading $link ..." >&2
  fetch "$link" "$jdk_new/jdk.tar.gz" || { no_jdk "$link: could not be downloaded"; return 1; }
  found=$(sha256_of "$jdk_new/jdk.tar.gz")
  [ "$found" = "$expected" ] || { no_jdk "$link: expected SHA-256 $expected, found $found"; return 1; }
  mkdir "$jdk_new/jdk" && tar -xzf "$jdk_new/jdk.tar.gz" -C "$jdk_new/jdk" || { no_jdk "$link: expected a tar.gz, found another file"; return 1; }
  # Named by its content: whoever else downloads it at this moment makes the same.
  [ -d "$cache/jdk/$expected" ] || mv "$jdk_new/jdk" "$cache/jdk/$expected" ||
    { no_jdk "$cache/jdk/$expected: could not be written"; return 1; }
  rm -rf "$jdk_new"
  echo "carryover: this JDK is now in $cache/jdk" >&2
}
