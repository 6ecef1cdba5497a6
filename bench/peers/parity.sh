#!/usr/bin/env bash
# Trains an epoch of corrupted, tied, decayed and greedy programs on a backend, repeats each in PyTorch from the same
# start, in the same order and with the same masks, and fails where they end apart:
#
#   bench/peers/parity.sh [BACKEND]          vector unless told
#
# Needs python3 with torch and numpy; PYTHON names another interpreter.
set -euo pipefail
home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
checkout=$home
. "$checkout/.mvn/home.sh"
. "$checkout/.mvn/jdk.sh"
python=${PYTHON:-python3}
"$python" -c 'import numpy, torch' 2>/dev/null || {
  echo "parity.sh: $python lacks torch or numpy: python3 -m venv ENV; ENV/bin/pip install torch numpy;" \
    "PYTHON=ENV/bin/python" >&2
  exit 2
}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
(cd "$home" && ./mvnw -B -q package -pl bench -am -DskipTests -Dspotless.check.skip)
"$JAVA_HOME/bin/java" "@$home/.mvn/java.options" \
  -cp "$home/bench/target/*:$home/bench/target/lib/*" dev.carryover.bench.Parity "${1:-vector}" "$scratch"
"$python" "$home/bench/peers/parity.py" "$scratch"
