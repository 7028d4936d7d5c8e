#!/usr/bin/env bash
# Does what the official image's entrypoint does: plugins, configuration, then one of Flink's start scripts in the foreground.
set -u

if jemalloc=$(ls /usr/lib/*-linux-gnu/libjemalloc.so 2>/dev/null | head -1) && [ -n "$jemalloc" ] && [ "${DISABLE_JEMALLOC:-false}" = false ]; then
    export LD_PRELOAD=$jemalloc
fi

plugins=${ENABLE_BUILT_IN_PLUGINS:-}
for jar in ${plugins//;/ }; do
    [ -e "$FLINK_HOME/opt/$jar" ] || { echo "There is no plugin $jar."; exit 1; }
    mkdir -p "$FLINK_HOME/plugins/${jar%.jar}"
    ln -fs "$FLINK_HOME/opt/$jar" "$FLINK_HOME/plugins/${jar%.jar}"
done

# Each line of FLINK_PROPERTIES is "key: value"; config-parser-utils.sh writes config.yaml anew with all of them.
options=("-Djobmanager.rpc.address=${JOB_MANAGER_RPC_ADDRESS:-$(hostname -f)}" -Dblob.server.port=6124 -Dquery.server.port=6125)
[ -z "${TASK_MANAGER_NUMBER_OF_TASK_SLOTS:-}" ] || options+=("-Dtaskmanager.numberOfTaskSlots=$TASK_MANAGER_NUMBER_OF_TASK_SLOTS")
write() { "$FLINK_HOME/bin/config-parser-utils.sh" "$FLINK_HOME/conf" "$FLINK_HOME/bin" "$FLINK_HOME/lib" "$@"; }
write "${options[@]}"
options=()
while IFS=: read -r key value; do
    [ -z "${key// /}" ] || options+=("-D${key// /}=$(envsubst <<<"$value" | xargs)")
done <<<"${FLINK_PROPERTIES:-}"
[ ${#options[@]} = 0 ] || write "${options[@]}"

command=${1:-help}
shift || true
case "$command" in
    help) echo "Usage: docker-entrypoint.sh (jobmanager|standalone-job|taskmanager)" ;;
    jobmanager) exec "$FLINK_HOME/bin/jobmanager.sh" start-foreground "$@" ;;
    standalone-job) exec "$FLINK_HOME/bin/standalone-job.sh" start-foreground "$@" ;;
    taskmanager) exec "$FLINK_HOME/bin/taskmanager.sh" start-foreground "$@" ;;
    *) exec "$command" "$@" ;;
esac
