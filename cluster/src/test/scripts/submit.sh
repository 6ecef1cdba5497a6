#!/usr/bin/env bash
# Packs Carryover for Spark and gives it to spark-submit, on a Spark home made of Maven's jars: a sweep of four jobs on a
# cluster in miniature whose executors have nothing but Spark and that one jar comes to the results of one process.
#
#   cluster/src/test/scripts/submit.sh [MASTER]
set -euo pipefail
cd "$(dirname "$0")/../../../.."
checkout=$PWD
master=${1:-local-cluster[2,1,2048]}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
java=$(. .mvn/surroundings.sh >/dev/null && echo "$JAVA_HOME/bin/java")
version() { sed -n "s:.*<$1\.version>\(.*\)</$1\.version>.*:\1:p" pom.xml; }

# Spark's own jars, of the versions that it asks for itself.
spark=$scratch/spark
mkdir -p "$spark"
cat >"$spark/pom.xml" <<POM
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>spark</groupId><artifactId>home</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.apache.spark</groupId><artifactId>spark-core_2.13</artifactId><version>$(version spark)</version>
    </dependency>
  </dependencies>
</project>
POM
./mvnw -B -ntp -q -f "$spark/pom.xml" -DoutputDirectory="$spark/jars" \
  "org.apache.maven.plugins:maven-dependency-plugin:$(version dependency.plugin):copy-dependencies"
touch "$spark/RELEASE"

# Runs one of Spark's programs as its bin/spark-class does: after a NUL and a new line the launcher says how, in words that
# NUL ends.
spark_class() {
  local command
  mapfile -d '' command < <("$java" -cp "$spark/jars/*" org.apache.spark.launcher.Main "$@" | tail -c +3)
  "${command[@]}"
}
export SPARK_HOME=$spark SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=127.0.0.1

cat >"$scratch/sweep.yaml" <<'YAML'
key: sweep
replicas: 2
defaults:
  architecture: {hidden: [3]}
  recipe: {epochs: 2}
  measure: {sets: [test]}
axes: [{path: seed, values: [1, 2, 3, 4]}]
stages:
  - {key: code, objective: reconstruct}
  - {key: digits, objective: classify, start: {from: code}}
YAML
run=(run "$scratch/sweep.yaml" --data synthetic --backend vector --quiet)

jar=$(./carryover package --for spark --out "$scratch/packed")
./carryover "${run[@]}" --out "$scratch/process" >/dev/null
spark_class org.apache.spark.deploy.SparkSubmit --master "$master" --conf spark.ui.enabled=false \
  "$jar" "${run[@]}" --on spark --shared "$scratch/exchange" --out "$scratch/submitted" >"$scratch/log" 2>&1 ||
  { cat "$scratch/log"; exit 1; }
./carryover diff "$scratch/process" "$scratch/submitted" | tee "$scratch/differences"
# The experiment, what ran it, and what came of it.
[ "$(grep -c ' the same$' "$scratch/differences")" = 3 ]
