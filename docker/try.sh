#!/usr/bin/env bash
# Runs the whole system in containers from docker-compose.yml, as the README says, plays a call, kills a task manager, and takes
# everything down again, volumes included. It uses a project name and passwords of its own and touches no other containers.
#   docker/try.sh [--no-build]     --no-build takes the images' content as Maven left it
# Where no registry can be reached, docker/stand-ins/build.sh makes the base images first.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() {
    echo "FAILED  $*" >&2
    exit 1
}

docker version >/dev/null 2>&1 || fail "No Docker engine answers; this test needs one (docker version)."
docker compose version >/dev/null 2>&1 || fail "docker compose is needed, version 2.24 or newer."
for tool in curl openssl; do command -v "$tool" >/dev/null || fail "$tool is needed and is not on the PATH."; done
for port in 8080 8081 8082 8090; do
    ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || fail "Port $port is in use."
done

work=$(mktemp -d)
key=$(openssl rand -hex 24)
signing=$(openssl rand -hex 32)
cat >"$work/env" <<END
BRIDGE_API_KEYS=$key
PUSH_SIGNING_KEYS=$signing
POSTGRES_PASSWORD=$(openssl rand -hex 16)
END
compose() { docker compose --project-name support-assistant-try --env-file "$work/env" "$@"; }

finish() {
    local status=$?
    if [ $status != 0 ]; then
        mkdir -p target
        compose logs --no-color >target/try.log 2>&1 || true
        echo "The containers' logs are in target/try.log." >&2
    fi
    compose down -v --timeout 5 >/dev/null 2>&1 || true
    rm -rf "$work"
    exit $status
}
trap finish EXIT
trap 'exit 130' INT TERM

ok() { printf 'ok  %4d s  %s\n' "$SECONDS" "$*"; }

# until_true SECONDS DESCRIPTION COMMAND...
until_true() {
    local end=$((SECONDS + $1)) what=$2
    shift 2
    until "$@" >/dev/null 2>&1; do
        [ $SECONDS -lt $end ] || fail "$what"
        sleep 1
    done
    ok "$what"
}

base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

# token SESSION: what an agent brings, for ten minutes
token() {
    local unsigned
    unsigned=$(printf '{"alg":"HS256","typ":"JWT"}' | base64url).$(printf '{"sub":"agent-7","sid":"%s","exp":%d}' "$1" $(($(date +%s) + 600)) | base64url)
    printf '%s.%s' "$unsigned" "$(printf %s "$unsigned" | openssl dgst -sha256 -hmac "$signing" -binary | base64url)"
}

status() { curl -s -o /dev/null -m 5 -w '%{http_code}' "$@"; }
is() { [ "$1" = "$(status "${@:2}")" ]; }
tell() { curl -sf -m 10 -X POST "http://127.0.0.1:8080/api/realtime/$1" -H "Authorization: Bearer $key" -H 'Content-Type: application/json' -d "$2"; }
say() { tell transcription "{\"call_id\": \"try-1\", \"speaker\": \"customer\", \"start_time\": $1, \"end_time\": $(($1 + 4)), \"confidence\": 0.94, \"text\": \"$2\"}" >/dev/null; }
cards() { curl -sf -m 5 -H "Authorization: Bearer $(token "$session")" "http://127.0.0.1:8090/api/realtime/suggestions/$session"; }
# As a whole word: grep must read to the end, or curl's broken pipe fails the line.
has_card() { [ "$(cards | grep -c "$1")" != 0 ]; }
rows() { compose exec -T postgres psql -qAt -U assist assist -c "$1"; }
has_row() { [ "$(rows "$1")" -gt 0 ]; }
# All tasks of the one job of a cluster run, not only the job as a whole.
runs() {
    local jobs
    jobs=$(curl -sf -m 5 "http://127.0.0.1:$1/jobs/overview") || return 1
    [[ $jobs =~ \"state\":\"RUNNING\" ]] && [[ $jobs =~ \"total\":([0-9]+) ]] || return 1
    [[ $jobs =~ \"running\":${BASH_REMATCH[1]}, ]]
}
checkpointed() { [ "$(curl -sf -m 5 "http://127.0.0.1:$1/jobs/$job/checkpoints" | sed -n 's/.*"completed":\([0-9]*\),.*/\1/p')" -gt "${2:-0}" ]; }

saved() { curl -sf -m 5 "http://127.0.0.1:8081/jobs/$job/savepoints/$1" | grep -c '"location":"file:/checkpoints/savepoints/' >/dev/null; }

if [ "${1:-}" != --no-build ]; then
    ./mvnw -B -q -Dmaven.test.skip.exec=true package
    ok "built"
fi
compose up --build --detach >"$work/up.log" 2>&1 || { cat "$work/up.log" >&2; fail "docker compose up"; }
ok "docker compose up --build"

until_true 120 "the bridge is ready" is 200 http://127.0.0.1:8080/health/ready
until_true 60 "the push service is ready" is 200 http://127.0.0.1:8090/health/ready
until_true 180 "all tasks of the assist job run" runs 8081
until_true 180 "all tasks of the analytics run" runs 8082
job=$(curl -sf http://127.0.0.1:8081/jobs/overview | sed -n 's/.*"jid":"\([0-9a-f]*\)".*/\1/p')
until_true 60 "the assist job has written a checkpoint" checkpointed 8081

for service in $(compose ps --services --status running); do
    [ "$(compose exec -T "$service" id -u)" != 0 ] || fail "$service runs as root"
done
ok "no container runs as root: $(compose ps --services --status running | tr '\n' ' ')"
[[ $(status -X POST -F jarfile=@docker/try.sh http://127.0.0.1:8081/jars/upload) = 40[04] ]] || fail "Flink accepts a jar"
is 403 "http://127.0.0.1:8081/jobs/$job/yarn-cancel" || fail "Flink cancels a job by GET"
is 403 -H 'Origin: https://elsewhere.example' http://127.0.0.1:8081/jobs || fail "Flink answers a page of another origin"
is 403 -H 'Host: rebind.example:8081' http://127.0.0.1:8081/jobs || fail "Flink answers requests with an unknown host name"
ok "Flink refuses jars, changes by GET, pages of another origin, and unknown host names"
trigger=$(curl -sf -m 5 -X POST -d '{"target-directory": "file:///checkpoints/savepoints"}' "http://127.0.0.1:8081/jobs/$job/savepoints" | sed -n 's/.*"request-id":"\([^"]*\)".*/\1/p')
until_true 60 "a savepoint by REST, as for an upgrade" saved "$trigger"

session=$(tell call/start '{"call_id": "try-1", "agent_id": "agent-7", "agent_name": "Priya Shah"}' | sed 's/.*"session_id":"\([^"]*\)".*/\1/')
is 401 "http://127.0.0.1:8090/api/realtime/suggestions/$session" || fail "cards can be read without a token"
say 12 "I am getting error 401 when trying to log in to the mobile app version 2.5"
until_true 60 "a card for the first sentence (GET with a token)" has_card KB-1001
until_true 60 "the suggestion is a row in PostgreSQL" has_row "SELECT count(*) FROM suggestions WHERE session_id = '$session'"
until_true 60 "the sentence is a row in PostgreSQL" has_row "SELECT count(*) FROM transcription_segments WHERE session_id = '$session'"

compose kill -s KILL assist-taskmanager >/dev/null 2>&1
say 30 "And another thing, I was charged twice this month"
compose up --detach assist-taskmanager >/dev/null 2>&1
until_true 120 "a card for the sentence spoken while the task manager was down" has_card KB-1101
until_true 60 "all tasks of the job run again" runs 8081
ids=$(cards | grep -o '"id":"[^"]*","suggestion_type"' | sort)
[ "$(wc -l <<<"$ids")" -ge 2 ] || fail "cards are missing after the restart"
[ -z "$(uniq -d <<<"$ids")" ] || fail "a card appears twice"
tell call/end '{"call_id": "try-1"}' >/dev/null
until_true 60 "both suggestions are rows in PostgreSQL" has_row "SELECT count(*) - 1 FROM suggestions WHERE session_id = '$session'"
compose down -v --timeout 20 >/dev/null 2>&1
[ -z "$(docker volume ls -q --filter label=com.docker.compose.project=support-assistant-try)" ] || fail "docker compose down -v leaves volumes"
ok "docker compose down -v"
