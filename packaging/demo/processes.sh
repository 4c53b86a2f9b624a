# Starts and stops what outlives a command of packaging/run: `bailey`, and `crm`, the server of a CRM
# that has one. In the state folder NAME.pid has the process id, NAME.log what it writes.
#
# A process that is started here holds a lock on its NAME.pid, and its children do, until the last of
# them has ended. So an old process id is never taken for a running process, nor is a stranger who has
# the same one by now.
#
# shellcheck shell=bash disable=SC2154  # `state` and `interrupted` are packaging/run's

STOP_SECONDS=30
started=      # process id of the last that was started
asked_to_stop=" "

# Sets `process` to NAME's process id of this run or an earlier one; empty if there was none.
read_process() {
  process=
  # Nothing that Ctrl-C would end instead of this script.
  { read -r process <"$state/$1.pid"; } 2>/dev/null || true
}

# `is_running NAME PROCESS`: whether that one, or a child of it, is still there.
is_running() {
  local process
  read_process "$1"
  [[ $2 && $process == "$2" ]] && ! flock --nonblock "$state/$1.pid" true
}

# `start_process NAME COMMAND...`
start_process() {
  local name=$1
  shift
  if [[ -e $state/$name.log ]]; then
    mv "$state/$name.log" "$state/$name.log.old"
  fi
  exec 6>"$state/$name.pid"
  flock --timeout "$STOP_SECONDS" 6 || fail "an earlier $name does not end"
  # A session of its own: Ctrl-C reaches packaging/run only, which then stops it in order.
  setsid "$@" </dev/null >"$state/$name.log" 2>&1 9>&- &
  started=$!
  printf '%s\n' "$started" >&6
  exec 6>&-
}

process_failed() {
  printf 'packaging/run: %s %s; the end of %s:\n' "$1" "$2" "$state/$1.log" >&2
  show_tail "$state/$1.log"
  exit 1
}

is_listening() {
  (exec 7<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# `wait_for_port NAME PROCESS PORT SECONDS`
wait_for_port() {
  local tries
  for ((tries = 0; tries < $4 * 20; ++tries)); do
    [[ ! $interrupted ]] || exit 130
    is_running "$1" "$2" || process_failed "$1" "ended at its start"
    if is_listening "$3"; then
      return
    fi
    sleep 0.05 || true
  done
  process_failed "$1" "did not listen within $4 s"
}

# Asks once: a second signal would end Bailey without its last answers. It ends its children itself;
# those of a CRM may have lost their parent.
ask_to_stop() {
  local target=$2
  [[ $asked_to_stop != *" $2 "* ]] || return 0
  asked_to_stop+="$2 "
  [[ $1 == bailey ]] || target=-$2
  kill -TERM -- "$target" 2>/dev/null || true
}

# `stop_process NAME PROCESS`: nothing if it has ended already.
stop_process() {
  local tries
  for ((tries = 0; tries < STOP_SECONDS * 20; ++tries)); do
    is_running "$1" "$2" || return 0
    ask_to_stop "$1" "$2"
    # Ctrl-C ends it, too, and must not end this.
    sleep 0.05 || true
  done
  say "$1 did not stop within $STOP_SECONDS s; killing it"
  kill -KILL -- "-$2" 2>/dev/null || true
}
