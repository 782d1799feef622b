#!/usr/bin/env bash
# Makes src/main/resources/seed anew: Synthea 3.3.0, offline, always the same people. Run by hand; the build never runs it.
# Needs a JDK 17 or newer in JAVA_HOME, Maven, about a minute.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mvn -q -B -ntp -f "$here/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.6.1:build-classpath \
  -Dmdep.outputFile="$work/classpath"

cd "$work"
"$JAVA_HOME/bin/java" -Xmx3g -cp "$(cat classpath)" App \
  -s 20261 -cs 20261 -r 20261101 -e 20261101 -p 30 \
  --exporter.baseDirectory="$work/out" \
  --generate.thread_pool_size=1 \
  --generate.only_alive_patients=true \
  --exporter.years_of_history=3 \
  --exporter.fhir.export=true \
  --exporter.fhir.use_us_core_ig=true \
  --exporter.hospital.fhir.export=true \
  --exporter.practitioner.fhir.export=true \
  Massachusetts Natick

"$JAVA_HOME/bin/java" -cp "$(cat classpath)" "$here/Trim.java" "$work/out/fhir" "$here/../src/main/resources/seed"
