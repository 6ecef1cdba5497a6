# Makes HOME a folder that can be used, and sets $cache, the folder of our own in the user's cache. HOME may be unset
# (services), and containers run users that have neither an entry in passwd nor a home.

# Ours alone: in a shared folder anybody could have made it before, or put a link in its place.
private_folder() {
  mkdir -p -m 700 "$1" 2>/dev/null || :
  [ -d "$1" ] && [ ! -L "$1" ] && [ -O "$1" ] && chmod 700 "$1" 2>/dev/null
}

# A home that cannot be written still serves where Maven's repository is in it.
is_home() {
  [ -d "$1" ] && { [ -w "$1" ] || [ -d "$1/.m2/repository" ]; }
}

# Where temporary files are only ours.
temporary=${TMPDIR:-/tmp}/carryover-$(id -u)

# What a JVM takes for user.home, whatever HOME says; empty where passwd has no entry, and then HOME decides.
passwd_home=$(getent passwd "$(id -u)" 2>/dev/null | cut -d: -f6) || passwd_home=

if ! is_home "${HOME:-}"; then
  if is_home "$passwd_home"; then
    HOME=$passwd_home
  else
    private_folder "$temporary" || temporary=$(mktemp -d) || exit 1
    echo "carryover: no home folder that can be written (HOME is ${HOME:-not set}): caches and downloads go to $temporary" >&2
    HOME=$temporary
  fi
  export HOME
fi

case ${XDG_CACHE_HOME:-} in
/*) cache=$XDG_CACHE_HOME/carryover ;;
*) [ "$(uname)" = Darwin ] && cache=$HOME/Library/Caches/carryover || cache=$HOME/.cache/carryover ;;
esac
