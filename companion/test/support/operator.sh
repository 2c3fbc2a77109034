# Stands in for what the document's commands change on a machine: sourced before them. $PLACE is a folder of the test; $ROOT the repository,
# $NODE Node, $UNIT the service's ExecStart, with its folder and environment put in.
set -euo pipefail

sudo() {
    if [[ $1 == -u ]]; then shift 2; fi
    "$@"
}
node() { "$NODE" "$@"; }
# What they would do is another test's: packages are here already.
npm() { [[ "$*" == ci ]]; }
git() { [[ "$*" == "pull --ff-only" ]]; }
useradd() { [[ ${*: -1} == lib-event-ledger ]]; }
chown() { [[ $1 == 1000 && -f $2 ]]; }
pg_restore() { [[ $1 == --list && $2 == *.dump ]]; }
pg_dump() { [[ $1 == --format=custom && $2 == --file=* && $3 == postgres://* ]]; }

journalctl() { grep "${*: -1}" "$PLACE/log"; }

start_server() {
    . "$PLACE/etc/lib-event-ledger.env"
    [[ -f $PLACE/pid ]] && kill -0 "$(cat "$PLACE/pid")" 2>/dev/null && return
    eval "exec \"\$NODE\" ${UNIT#* }" >>"$PLACE/log" 2>&1 &
    echo $! >"$PLACE/pid"
    local before=${1:-0}
    until (($(grep -c "Ctrl+C stops it" "$PLACE/log") > before)); do
        kill -0 "$(cat "$PLACE/pid")"
        sleep 0.05
    done
}
stop_server() {
    kill -TERM "$(cat "$PLACE/pid")"
    tail --pid="$(cat "$PLACE/pid")" -f /dev/null
}
starts() { grep -c "Ctrl+C stops it" "$PLACE/log" || true; }

systemctl() {
    local verb=$1 unit
    shift
    for unit in "$@"; do
        [[ $unit == --now ]] || [[ -f "$PLACE/etc/systemd/system/$unit" ]]
    done
    touch "$PLACE/log"
    case $verb in
        daemon-reload) ;;
        enable | start) start_server "$(starts)" ;;
        stop) stop_server ;;
        restart)
            stop_server
            start_server "$(starts)"
            ;;
        *) false ;;
    esac
}

# Names of services, and files, have to be there.
docker() {
    echo "docker $*" >>"$PLACE/docker"
    [[ "$*" != *--file* ]] || [[ -f companion/operation/Dockerfile ]]
    [[ $1 != compose ]] || [[ -f compose.yaml ]]
}
