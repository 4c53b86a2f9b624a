#!/usr/bin/env python3
"""Translates the benchmark kit's $CONFIG into a configuration of Bailey's in $WORKDIR/bailey.

Environment, given by the kit: CONFIG, WORKDIR, PORT, CERT, KEY, WORKERS. BAILEY_BENCH_PLUGINS is the
folder that holds bench_crm.so.
"""
import json
import os
import pathlib
import shutil

folder = pathlib.Path(os.environ["WORKDIR"]) / "bailey"
integrations = folder / "integrations.d"
integrations.mkdir(parents=True, exist_ok=True)

shutil.copyfile(os.environ["KEY"], folder / "key.pem")
os.chmod(folder / "key.pem", 0o600)

(folder / "bailey.json").write_text(json.dumps({
    "listen": {"address": "127.0.0.1", "port": int(os.environ["PORT"])},
    "tls": {"certificate": os.path.abspath(os.environ["CERT"]), "key": "key.pem"},
    "plugins_folder": os.environ["BAILEY_BENCH_PLUGINS"],
    "integrations_folder": "integrations.d",
    "state_folder": "state",
    "threads": {"loops": int(os.environ["WORKERS"]), "workers": 2},
    # As the kit asks of every contestant: no log lines, long keep-alive.
    "log": {"access": False},
    "deadlines": {"idle_ms": 600000},
}))

work = json.loads(pathlib.Path(os.environ["CONFIG"]).read_text())
for name, integration in work["integrations"].items():
    (integrations / f"{name}.json").write_text(json.dumps({
        "plugin": "bench_crm",
        "callers": "none: anyone who can reach this port may use this integration",
        "talkdesk": {
            "authentication_type": "none",
            "actions": [
                {"name": "echo", "display": "echo", "description": "echo", "inputs": []},
                {"name": "create_ticket", "display": "create a ticket", "description": "create",
                 "inputs": []},
            ],
        },
        "upstream": {"hosts": [integration["upstream"].rsplit("/", 1)[0]]},
        "bounds": {"deadline_ms": 20000},
        "settings": {"message": integration["message"], "upstream": integration["upstream"]},
    }))
