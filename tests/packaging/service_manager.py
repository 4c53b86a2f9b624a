#!/usr/bin/env python3
"""Stands in for systemd where it is not process 1: does what the installed bailey.socket and
bailey.service say, and speaks sd_notify and LISTEN_FDS with the service. It sets no limits and
confines nothing.

Imported, it is the manager. Run, it is `systemctl`, and asks the manager that runs in this root.
"""
import json
import os
import pathlib
import pwd
import shlex
import signal
import socket
import struct
import subprocess
import sys
import threading

UNITS = pathlib.Path("/usr/lib/systemd/system")
RUN = pathlib.Path("/run/systemd")
CALLS = RUN / "systemctl"
FIRST_LISTENER = 3  # SD_LISTEN_FDS_START


class Refused(Exception):
    """What systemctl would complain of."""


class Unit:
    """A unit file: section and key to the values it has there, in order."""

    def __init__(self, name):
        self.values = {}
        section = None
        for line in (UNITS / name).read_text().splitlines():
            line = line.strip()
            if line.startswith("["):
                section = line[1:-1]
            elif line and line[0] not in "#;":
                key, _, value = line.partition("=")
                self.values.setdefault((section, key.strip()), []).append(value.strip())

    def get(self, section, key, otherwise=None):
        return self.values.get((section, key), [otherwise])[-1]


class ServiceManager:
    """All that happened is in `said` (of the service to its manager) and `unexpected_ends`."""

    def __init__(self, log):
        (RUN / "system").mkdir(parents=True)  # how a package's scripts know systemd
        self.log = log
        self.said = []
        self.unexpected_ends = []
        self.process = None
        self.stopping = False
        self.listener = None
        self.turn = threading.Lock()  # one command at a time
        self.news = threading.Condition()
        self.service_unit = self.socket_unit = None  # nothing is installed yet
        self.notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.notify.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        self.notify.bind(str(RUN / "notify"))
        os.chmod(RUN / "notify", 0o777)
        self.calls = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.calls.bind(str(CALLS))
        self.calls.listen()
        for work in (self.hear, self.answer_calls):
            threading.Thread(target=work, daemon=True).start()

    # --- what the service says -------------------------------------------------------------------

    def hear(self):
        room = socket.CMSG_SPACE(struct.calcsize("3i"))
        while True:
            text, extra, _, _ = self.notify.recvmsg(4096, room)
            sender = struct.unpack("3i", extra[0][2])[0]
            with self.news:
                self.said += [(sender, line) for line in text.decode().split("\n")]
                self.news.notify_all()

    # Whom it comes from counts: NotifyAccess=main.
    def has_said(self, pid, line):
        return (pid, line) in self.said

    # --- the port --------------------------------------------------------------------------------

    def listen(self):
        if self.listener:
            return
        both = socket.has_dualstack_ipv6()
        self.listener = socket.create_server(
            ("", int(self.socket_unit.get("Socket", "ListenStream"))),
            family=socket.AF_INET6 if both else socket.AF_INET, dualstack_ipv6=both,
            backlog=int(self.socket_unit.get("Socket", "Backlog")))

    def close_port(self):
        if self.listener:
            self.listener.close()
            self.listener = None

    # --- the service -----------------------------------------------------------------------------

    def daemon_reload(self):
        if (UNITS / "bailey.service").exists():
            self.service_unit = Unit("bailey.service")
            self.socket_unit = Unit("bailey.socket")

    def service(self, key, otherwise=None):
        return self.service_unit.get("Service", key, otherwise)

    def environment(self, **more):
        user = pwd.getpwnam(self.service("User"))
        return {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin", "LANG": "C.UTF-8",
                "USER": user.pw_name, "LOGNAME": user.pw_name, "HOME": user.pw_dir, **more}

    def as_user(self):
        return {"user": self.service("User"), "group": self.service("Group"), "extra_groups": [],
                "umask": int(self.service("UMask"), 8), "cwd": "/"}

    def make_state_folder(self):
        folder = pathlib.Path("/var/lib") / self.service("StateDirectory")
        folder.mkdir(exist_ok=True)
        folder.chmod(int(self.service("StateDirectoryMode"), 8))
        user = pwd.getpwnam(self.service("User"))
        os.chown(folder, user.pw_uid, user.pw_gid)

    # In the child. The number is taken there, by the first socket of __init__, so it is not one that
    # Python itself still needs.
    def hand_over_port(self):
        os.dup2(self.listener.fileno(), FIRST_LISTENER)
        os.set_inheritable(FIRST_LISTENER, True)

    def is_active(self):
        return self.process is not None and self.process.poll() is None

    def start(self):
        if self.is_active():
            return
        self.listen()
        self.make_state_folder()
        watchdog = int(self.service("WatchdogSec")) * 1_000_000
        process = subprocess.Popen(
            # Only the shell that becomes the service knows the number LISTEN_PID has to be.
            ["sh", "-c", 'LISTEN_PID=$$ exec "$@"', "sh", *shlex.split(self.service("ExecStart"))],
            env=self.environment(NOTIFY_SOCKET=str(RUN / "notify"), WATCHDOG_USEC=str(watchdog),
                                 LISTEN_FDS="1", LISTEN_FDNAMES="https"),
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, close_fds=False,
            preexec_fn=self.hand_over_port, **self.as_user())
        with self.news:
            self.process = process
            self.stopping = False
        threading.Thread(target=self.see_end, args=[process], daemon=True).start()
        with self.news:
            self.news.wait_for(lambda: self.has_said(process.pid, "READY=1") or not self.is_active(),
                               int(self.service("TimeoutStartSec")))
        if not self.has_said(process.pid, "READY=1"):
            self.stop()
            raise Refused("Job for bailey.service failed")

    def see_end(self, process):
        code = process.wait()
        with self.news:
            if not self.stopping:
                self.unexpected_ends.append(code)
            self.news.notify_all()

    def stop(self):
        if not self.is_active():
            return
        self.stopping = True
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(int(self.service("TimeoutStopSec")))
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        if code != 0:
            self.unexpected_ends.append(code)

    def restart(self):
        self.stop()
        self.start()

    def reload(self):
        if not self.is_active():
            raise Refused("bailey.service is not active, cannot reload.")
        done = subprocess.run(shlex.split(self.service("ExecReload")), stdout=self.log,
                              stderr=self.log, env=self.environment(MAINPID=str(self.process.pid)),
                              **self.as_user())
        if done.returncode != 0:
            raise Refused("Job for bailey.service failed")

    # --- systemctl -------------------------------------------------------------------------------

    def answer_calls(self):
        while True:
            connection, _ = self.calls.accept()
            with connection, connection.makefile("rw") as line:
                verb, *units = json.loads(line.readline())
                try:
                    with self.turn:
                        answer = [self.do(verb, units), ""]
                except (Refused, OSError, subprocess.SubprocessError) as failed:
                    answer = [1, str(failed)]
                line.write(json.dumps(answer) + "\n")

    def do(self, verb, units):
        units = [unit if "." in unit else unit + ".service" for unit in units]
        if verb == "daemon-reload":
            self.daemon_reload()
            return 0
        if verb == "is-active":
            return 0 if self.is_active() else 3
        for unit in units:
            self.do_to(verb, unit)
        return 0

    def do_to(self, verb, unit):
        port = {"start": self.listen, "stop": self.close_port}
        service = {"start": self.start, "stop": self.stop, "restart": self.restart,
                   "reload": self.reload,
                   "try-restart": self.restart if self.is_active() else lambda: None}
        known = {"bailey.socket": port, "bailey.service": service}
        action = known.get(unit, {}).get(verb)
        if action is None:
            raise Refused(f"this manager cannot {verb} {unit}")
        action()


def systemctl(arguments):
    call = [argument for argument in arguments if not argument.startswith("-")]
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.connect(str(CALLS))
        with connection.makefile("rw") as line:
            line.write(json.dumps(call) + "\n")
            line.flush()
            code, complaint = json.loads(line.readline())
    if complaint:
        print(complaint, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(systemctl(sys.argv[1:]))
