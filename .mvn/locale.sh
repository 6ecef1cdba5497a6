# Sets LC_ALL to a UTF-8 locale where the present one is not: a JVM reads its arguments and names files in the character
# set of the locale that it is started in, and without a locale that is ASCII.

utf8_locale() {
  locale -a 2>/dev/null | awk '
    tolower($0) ~ /\.utf-?8$/ { rank = /^C\./ ? 3 : /^en_US\./ ? 2 : 1; if (rank > best) { best = rank; name = $0 } }
    END { print name }'
}

if ! command -v locale >/dev/null 2>&1; then
  # No glibc, and so a C library that needs no installed locales.
  case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in *[Uu][Tt][Ff]*8) ;; *) export LC_ALL=C.UTF-8 ;; esac
elif [ "$(locale charmap 2>/dev/null)" != UTF-8 ]; then
  found=$(utf8_locale)
  if [ -n "$found" ]; then
    export LC_ALL="$found"
  elif [ -n "$(printf %s "$checkout$PWD" | LC_ALL=C tr -d '\001-\177')" ]; then
    echo "carryover: the paths $checkout and $PWD are not ASCII, and this machine has no UTF-8 locale (locale -a); install one (Debian: libc-bin has C.UTF-8)" >&2
    exit 2
  fi
fi
