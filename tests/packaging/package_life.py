#!/usr/bin/env python3
"""The life of the packages in a root that may be thrown away: installed, set up as README.Debian
says, started, reloaded, upgraded under load, removed, purged.

    package_life.py PACKAGES COMPILER      (only by package_life_test.sh)
"""
import grp
import json
import os
import pathlib
import pwd
import re
import socket
import ssl
import stat
import subprocess
import sys
import http.client

import service_manager
import steady_caller

ETC = pathlib.Path("/etc/bailey")
DEMO_URL = "/demo/{}/auth_validation"
DEMO_BODY = {"auth": {"account": "demo", "token": "my-token"}}
PATIENCE_S = 30


def check(holds, what):
    if not holds:
        raise AssertionError(what)


def run(*command, code=0, **options):
    done = subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          stdin=subprocess.DEVNULL, **options)
    check(done.returncode == code,
          f"{' '.join(map(str, command))}: ended with {done.returncode}:\n{done.stdout}")
    return done.stdout


def owner_and_mode(path):
    facts = os.stat(path)
    return (pwd.getpwuid(facts.st_uid).pw_name, grp.getgrgid(facts.st_gid).gr_name,
            oct(stat.S_IMODE(facts.st_mode)))


def ask(path, body):
    trust = ssl.create_default_context(cafile=ETC / "tls/server.pem")
    connection = http.client.HTTPSConnection("localhost", 8443, context=trust, timeout=PATIENCE_S)
    try:
        connection.request("POST", path, json.dumps(body))
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def ask_demo():
    return ask(DEMO_URL.format((ETC / "secrets/demo_caller").read_text().strip()), DEMO_BODY)[0]


def refuses_connections():
    try:
        socket.create_connection(("localhost", 8443), timeout=PATIENCE_S).close()
    except ConnectionRefusedError:
        return True
    return False


def install(packages):
    run("dpkg", "-i", packages / "bailey.deb")
    check("/usr/bin/bailey" in what_is_new(), "the layer of changes is not looked at")
    check(owner_and_mode(ETC / "secrets") == ("root", "bailey", "0o750"), "rights on secrets")
    check(owner_and_mode(ETC / "tls") == ("root", "bailey", "0o750"), "rights on tls")
    check(owner_and_mode("/var/lib/bailey") == ("bailey", "bailey", "0o700"), "rights on the state")
    check(owner_and_mode(ETC / "bailey.json") == ("root", "root", "0o644"), "rights on bailey.json")
    run("systemctl", "is-active", "bailey.service", code=3)
    check(refuses_connections(), "something listens before anything was started")
    commands = re.findall(r"^  ([a-z]+) ", run("bailey", "--help"), re.MULTILINE)
    page = run("man", "--warnings", "-P", "cat", "bailey") if pathlib.Path("/usr/bin/man").exists() \
        else run("zcat", "/usr/share/man/man1/bailey.1.gz")
    for command in commands:
        check(command in page, f"the manual does not know `bailey {command}`")


# The commands of README.Debian, as they stand there: what is indented under a numbered step.
def commands_of_the_readme():
    text = pathlib.Path("/usr/share/doc/bailey/README.Debian").read_text()
    steps = re.split(r"^\d\. ", text.split("From then on")[0], flags=re.MULTILINE)[1:]
    return ["\n".join(line[5:] for line in step.splitlines() if line.startswith("     "))
            for step in steps]


def follow_the_readme():
    certificate, integration, checked, served = commands_of_the_readme()
    for script in (certificate, integration, checked):
        run("bash", "-euc", script)
    # `enable` is systemd's own; the rest of the step is as it stands.
    check("systemctl enable --now bailey\n" in served, "step 4 starts the service")
    answer = run("bash", "-euc", served.replace("systemctl enable --now", "systemctl start"))
    check("demo: serving, sql " in answer, f"bailey status says:\n{answer}")
    check(ask_demo() == 200, "the demo does not answer")


def reload_takes_what_is_good():
    # From now on only a reload takes changes. An operator's own bailey.json, too.
    settings = json.loads((ETC / "bailey.json").read_text())
    settings["reload"] = {"watch": False}
    (ETC / "bailey.json").write_text(json.dumps(settings))
    run("systemctl", "reload", "bailey")
    demo = (ETC / "integrations.d/demo.json").read_text()
    second = ETC / "integrations.d/second.json"
    second.write_text(demo)
    url = f"/second/{(ETC / 'secrets/demo_caller').read_text().strip()}/auth_validation"
    check(ask(url, DEMO_BODY)[0] == 404, "served without a reload")
    run("systemctl", "reload", "bailey")
    check(ask(url, DEMO_BODY)[0] == 200, "not served after a reload")

    second.write_text(demo.replace('"sql"', '"sqll"', 1))
    run("systemctl", "reload", "bailey", code=1)
    check(ask(url, DEMO_BODY)[0] == 200, "what ran does not go on")
    check("second: " in run("bailey", "status"), "status does not tell")
    said = run("bailey", "reload", "--wait", code=1)
    check("second: refused" in said and f"{second}: /plugin" in said, f"reload says:\n{said}")
    second.unlink()
    run("systemctl", "reload", "bailey")
    check(ask(url, DEMO_BODY)[0] == 404, "still served after it was removed")


def upgrade_refuses_nobody(manager, packages):
    before = manager.process.pid
    mine = (ETC / "bailey.json").read_text()
    callers = [steady_caller.SteadyCaller(ask_demo) for _ in range(3)]
    for step in (lambda: None,
                 lambda: run("dpkg", "--force-confold", "-i", packages / "bailey-next.deb")):
        step()
        for caller in callers:
            check(caller.wait_for_more(20, PATIENCE_S), "the callers do not get on")
    outcomes = [caller.stop() for caller in callers]
    check(all(set(outcome) == {200} for outcome in outcomes), f"callers got {outcomes}")
    check(manager.process.pid != before, "the upgrade did not restart the service")
    check(os.readlink(f"/proc/{manager.process.pid}/exe") == "/usr/bin/bailey", "the old program runs")
    check(manager.has_said(before, "STOPPING=1"), "the old process did not say that it stops")
    check((ETC / "bailey.json").read_text() == mine, "the changed bailey.json was not kept")
    check((ETC / "bailey.json.dpkg-dist").exists(), "the package's bailey.json is not beside it")


# The template's action answers with a phone number: only the module installed beside the program
# knows how it is written.
def ask_for_phone_numbers(source):
    text = source.read_text()
    for old, new in (("#include <bailey/key_walk.hpp>\n",
                      "#include <bailey/key_walk.hpp>\n#include <bailey/phone.hpp>\n"),
                     (": token_(", ": host_(setup.host), token_("),
                     ("  std::string token_;", "  Host host_;\n  std::string token_;"),
                     ('request.data["name"].text()',
                      'e164(host_, request.data["name"].text(), "PT").value_or("nobody")')):
        check(old in text, f"the template has no {old}")
        text = text.replace(old, new)
    source.write_text(text)


# What an integration engineer does with bailey-dev.
def build_an_adapter(packages, compiler):
    run("dpkg", "-i", packages / "bailey-dev.deb")
    run("cp", "-r", "/usr/share/bailey/template", "/root/my_crm")
    ask_for_phone_numbers(pathlib.Path("/root/my_crm/my_crm.cpp"))
    run("cmake", "-S", "/root/my_crm", "-B", "/root/my_crm/build",
        env={**os.environ, "CXX": compiler, "HOME": "/root"})
    run("cmake", "--build", "/root/my_crm/build")
    run("install", "-m", "0644", "/root/my_crm/build/my_crm.so", "/usr/lib/bailey/plugins/")
    run("install", "-m", "0644", "/root/my_crm/my_crm.json", ETC / "integrations.d/")
    run("systemctl", "reload", "bailey")
    status, answer = ask("/my_crm/contact_sync", {"auth": {"token": "change-me"}})
    check(status == 200 and b"Ines Prata" in answer, f"the adapter answers {status} {answer}")
    status, answer = ask("/my_crm/actions/say_hello",
                         {"auth": {"token": "change-me"}, "data": {"name": "210 000 017"}})
    check(status == 201 and b"+351210000017" in answer, f"the action answers {status} {answer}")
    pathlib.Path("/usr/lib/bailey/plugins/my_crm.so").unlink()  # its owner's, not a package's


def remove(manager):
    run("dpkg", "--remove", "bailey-dev", "bailey")
    check(not manager.is_active(), "the service runs after its removal")
    check(refuses_connections(), "the port is open after the removal")
    check((ETC / "integrations.d/demo.json").exists(), "the configuration went at a removal")
    check(pathlib.Path("/var/lib/bailey/demo.db").exists(), "the state went at a removal")


# The paths that this root has and the machine below it has not.
def what_is_new():
    for folder, folders, files in os.walk("/test/changes"):
        for name in folders + files:
            path = pathlib.PurePath(folder, name).relative_to("/test/changes")
            if os.path.lexists("/" / path) and not os.path.lexists("/test/below" / path):
                yield f"/{path}"


# What is not the packages': this test's own, and what dpkg, man and the user database keep.
KEPT = re.compile(r"/test\b|/root/|/usr/local/sbin/systemctl$|/var/lib/dpkg/|/var/log/|/var/cache/"
                  r"|/etc/(?:passwd|group|shadow|gshadow)-$|/etc/\.pwd\.lock$")


def purge():
    run("dpkg", "--purge", "bailey-dev", "bailey")
    left = sorted(path for path in what_is_new() if not KEPT.match(path))
    check(not left, f"a purge leaves behind: {left}")
    check(not re.search("bailey", run("dpkg-query", "-W")), "dpkg still knows the packages")


def main(packages, compiler):
    manager = service_manager.ServiceManager(sys.stdout)
    install(packages)
    follow_the_readme()
    reload_takes_what_is_good()
    upgrade_refuses_nobody(manager, packages)
    build_an_adapter(packages, compiler)
    remove(manager)
    purge()
    check(manager.unexpected_ends == [], f"the service ended with {manager.unexpected_ends}")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), sys.argv[2])
