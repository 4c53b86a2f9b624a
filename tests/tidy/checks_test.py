#!/usr/bin/env python3
"""Proves that each check fails: every case plants one fault in a small sound tree and reads the complaint.

    checks_test.py [-v] [CLASS[.CASE]]
"""
import pathlib
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
# Words the text check looks for, taken apart so that it does not find them here.
UNFINISHED = "TO" + "DO"
MACHINE_PATH = "/wo" + "rk/somewhere"
REGISTRY = "https://py" + "pi.org/simple"

SOUND = {
    "CHANGELOG.md": "# Changes\n",
    "CMakeLists.txt": "project(sound)\n",
    "CMakePresets.json": "{}\n",
    "CONTRIBUTING.md": "See [the layout](README.md#the-layout).\n",
    "LICENSE": "All of it\n",
    "README.md": "# Sound\n\n## The layout\n",
    "config/bailey.json": "{}\n",
    "packaging/README.md": "# Packaging\n",
    "plugin-api/include/bailey/abi.h": "#include <stddef.h>\n",
    "plugins/sql/settings.h": "#pragma once\n",
    "plugins/sql/sql_plugin.cpp": '#include "bailey/plugin.hpp"\n#include "settings.h"\n',
    "runtime/CMakeLists.txt": "target_link_libraries(bailey PRIVATE bailey_app)\n",
    "runtime/app/wiring.cpp": '#include "net/server.h"\n',
    "runtime/core/result.h": "#pragma once\n",
    "runtime/main.cpp": '#include "app/options.h"\n',
    "runtime/net/CMakeLists.txt": "bailey_runtime_library(net PUBLIC bailey_http Poco::NetSSL)\n",
    "runtime/net/server.cpp": '#include <Poco/Net/Socket.h>\n#include "http/head.h"\n',
    "tests/unit/net/server_test.cpp": '#include "net/server.h"\n',
}


class CheckCase(unittest.TestCase):
    """One temporary tree per test, sound to begin with."""

    check = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        for name, text in SOUND.items():
            self.plant(name, text)

    def plant(self, name, text, executable=False):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        path.chmod(0o755 if executable else 0o644)

    def run_check(self):
        command = [sys.executable, str(HERE / f"check_{self.check}.py"), str(self.root)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def assert_complains(self, expected):
        done = self.run_check()
        self.assertEqual(done.stdout.strip().split("\n"), [expected], done.stderr)
        self.assertEqual(done.returncode, 1)

    def assert_content(self):
        done = self.run_check()
        self.assertEqual((done.returncode, done.stdout), (0, f"{self.check}: ok\n"), done.stderr)


class ContractTable(CheckCase):
    check = "contract_table"

    def setUp(self):
        super().setUp()
        self.plant("tests/contract/cases.json", '{"cases": [{"name": "A", "case": [1, 2]}]}')
        self.plant("tests/net_test.cpp", "TEST_F(Net, Works) {}\n")
        self.rows = {str(number): "`Net.Works`" for number in range(1, 87)}
        self.rows |= {f"C{number}": "`cases.json`" for number in range(1, 23)}
        self.rows["1"] = self.rows["2"] = "`cases.json`, `Net.Works`"

    def plant_table(self, **changed):
        rows = self.rows | {key[1:]: cell for key, cell in changed.items()}
        lines = [f"| {row} | what | {cell} |" for row, cell in rows.items() if cell]
        self.plant("tests/contract/README.md", "\n".join(lines) + "\n")

    def test_accepts_a_true_table(self):
        self.plant_table(_3="open: reload")
        self.assert_content()

    def test_refuses_a_missing_row(self):
        self.plant_table(_86="")
        self.assert_complains("tests/contract/README.md:1: 86 has no row")

    def test_refuses_a_test_that_does_not_exist(self):
        self.plant_table(_4="`Net.Works`, `Net.Sings`")
        self.assert_complains("tests/contract/README.md:4: 4: there is no test Net.Sings")

    def test_refuses_a_file_without_the_case(self):
        self.plant_table(_3="`cases.json`")
        self.assert_complains("tests/contract/README.md:3: 3: cases.json holds no such case")

    def test_refuses_a_file_that_is_not_named(self):
        self.plant_table(_2="`Net.Works`")
        self.assert_complains("tests/contract/README.md:2: 2: cases.json holds it and is not named")

    def test_refuses_a_conflict_without_a_row(self):
        self.plant_table(_C7="")
        self.assert_complains("tests/contract/README.md:1: C7 has no row")

    def test_refuses_a_conflict_with_a_file_that_does_not_exist(self):
        self.plant_table(_C1="`other.json`")
        self.assert_complains("tests/contract/README.md:87: C1: other.json holds no such case")

    def test_refuses_a_row_without_a_test_or_a_reason(self):
        self.plant_table(_5="later")
        self.assert_complains(
            "tests/contract/README.md:5: 5: no test is named; say what it is open for")


class Layers(CheckCase):
    check = "layers"

    def test_accepts_a_sound_tree(self):
        self.assert_content()

    def test_refuses_a_folder_that_looks_up(self):
        self.plant("runtime/core/result.h", '#pragma once\n#include "net/server.h"\n')
        self.assert_complains("runtime/core/result.h:2: runtime/core may not know runtime/net")

    def test_refuses_a_look_into_app(self):
        self.plant("runtime/net/server.cpp", '#include "app/wiring.h"\n')
        self.assert_complains("runtime/net/server.cpp:1: runtime/net may not know runtime/app")

    def test_refuses_main_knowing_more_than_app(self):
        self.plant("runtime/main.cpp", '#include "core/result.h"\n')
        self.assert_complains(
            "runtime/main.cpp:1: runtime/main.cpp may know runtime/app only, not runtime/core")

    def test_refuses_a_folder_without_a_row(self):
        self.plant("runtime/extra/thing.cpp", "int thing;\n")
        self.assert_complains(
            "runtime/extra/thing.cpp:1: runtime/extra is not in the table of check_layers.py")

    def test_refuses_a_confined_header_elsewhere(self):
        self.plant("runtime/net/loader.cpp", "#include <dlfcn.h>\n")
        self.assert_complains("runtime/net/loader.cpp:1: dlfcn.h may only be included in "
                              "runtime/plugin_host, tests")

    def test_does_not_take_a_folder_for_another_with_a_longer_name(self):
        self.plant("runtime/net_more.cpp", "#include <Poco/Net/Socket.h>\n")
        self.assert_complains("runtime/net_more.cpp:1: Poco/Net/Socket.h may only be included in "
                              "runtime/admin, runtime/generation, runtime/net, runtime/simulator, "
                              "runtime/upstream, tests")

    def test_refuses_poco_in_a_plugin(self):
        self.plant("plugins/sql/sql_plugin.cpp", "#include <Poco/Path.h>\n")
        self.assert_complains("plugins/sql/sql_plugin.cpp:1: Poco/Path.h may only be included in "
                              "runtime, tests")

    def test_refuses_a_plugin_that_knows_the_runtime(self):
        self.plant("plugins/sql/sql_plugin.cpp", '#include "core/result.h"\n')
        self.assert_complains(
            "plugins/sql/sql_plugin.cpp:1: core/result.h: plugins may not know the runtime")

    def test_refuses_a_plugin_that_knows_another(self):
        self.plant("plugins/echo/echo.cpp", '#include "sql/settings.h"\n')
        self.assert_complains('plugins/echo/echo.cpp:1: sql/settings.h: plugins includes '
                              '"bailey/..." and its own files only')

    def test_refuses_an_include_that_climbs(self):
        self.plant("plugins/echo/echo.cpp", '#include "../sql/settings.h"\n')
        self.assert_complains(
            "plugins/echo/echo.cpp:1: ../sql/settings.h: include from the runtime root or the "
            "include folder, never upwards")

    def test_refuses_an_abi_that_needs_more_than_c(self):
        self.plant("plugin-api/include/bailey/abi.h", "#include <stddef.h>\n#include <string>\n")
        self.assert_complains("plugin-api/include/bailey/abi.h:2: string: this header may include "
                              "stddef.h and stdint.h only")

    def test_refuses_a_unit_test_that_knows_more_than_its_folder(self):
        self.plant("tests/unit/core/result_test.cpp", '#include "net/server.h"\n')
        self.assert_complains("tests/unit/core/result_test.cpp:1: net/server.h: runtime/core may "
                              "not know runtime/net, nor may its unit test")

    def test_refuses_a_link_to_a_folder_above(self):
        self.plant("runtime/http/CMakeLists.txt",
                   "# bailey_net is fine in a comment\n"
                   "bailey_runtime_library(\n  http\n  PRIVATE bailey_net)\n")
        self.assert_complains("runtime/http/CMakeLists.txt:4: runtime/http may not link bailey_net")

    def test_refuses_a_confined_library_elsewhere(self):
        self.plant("runtime/http/CMakeLists.txt", "bailey_runtime_library(http PUBLIC Poco::Net)\n")
        self.assert_complains("runtime/http/CMakeLists.txt:1: Poco::Net may only be linked in "
                              "runtime/admin, runtime/generation, runtime/net, runtime/simulator, "
                              "runtime/upstream, tests")

    def test_refuses_a_program_that_skips_app(self):
        self.plant("runtime/CMakeLists.txt", "target_link_libraries(bailey PRIVATE bailey_net)\n")
        self.assert_complains("runtime/CMakeLists.txt:1: runtime/CMakeLists.txt may link bailey_app "
                              "only, not bailey_net")


class LayerTable(unittest.TestCase):
    """The table's own rules, on a table that breaks them."""

    def setUp(self):
        sys.path.insert(0, str(HERE))
        import check_layers
        self.module = check_layers
        self.sound = dict(check_layers.RUNTIME)
        self.addCleanup(lambda: (self.module.RUNTIME.clear(),
                                 self.module.RUNTIME.update(self.sound)))

    def test_refuses_a_circle(self):
        self.module.RUNTIME["core"] = ["net"]
        complaints = list(self.module.table_complaints())
        self.assertEqual(len(complaints), 1)
        self.assertIn("a circle among admin, app, command_line, config, conformance, control, core", complaints[0])

    def test_refuses_a_name_without_a_row(self):
        self.module.RUNTIME["core"] = ["cellar"]
        self.assertEqual(list(self.module.table_complaints()),
                         ["check_layers.py: core lists cellar, which is not in the table"])


class Sizes(CheckCase):
    check = "sizes"

    def test_accepts_the_longest_file_and_the_longest_function(self):
        body = "  call();\n" * 68
        self.plant("runtime/net/full.cpp", "void full() {\n" + body + "}\n" + "\n" * 330)
        self.assert_content()

    def test_refuses_a_long_file(self):
        self.plant("runtime/net/long.cpp", "\n" * 401)
        self.assert_complains("runtime/net/long.cpp:401: the file has 401 lines, the limit is 400")

    def test_refuses_a_long_function_with_a_long_signature(self):
        body = "  if (a) {\n    call();\n  }\n" * 23
        self.plant("runtime/net/long.cpp",
                   "namespace bailey {\n\nint longOne(int a,\n            int b) {\n" + body +
                   "}\n\n}  // namespace bailey\n")
        self.assert_complains("runtime/net/long.cpp:3: the function has 72 lines, the limit is 70")

    def test_refuses_a_long_member_function(self):
        body = "    call();\n" * 70
        self.plant("runtime/net/long.h",
                   "class Long {\npublic:\n  Long();\n\n  void run() {\n" + body + "  }\n};\n")
        self.assert_complains("runtime/net/long.h:5: the function has 72 lines, the limit is 70")

    def test_does_not_take_a_table_for_a_function(self):
        rows = "    {1, value(2)},\n" * 80
        self.plant("runtime/net/rows.cpp", "constexpr Row kRows[] = {\n" + rows + "};\n")
        self.assert_content()


class Tree(CheckCase):
    check = "tree"

    def test_accepts_a_sound_tree(self):
        self.assert_content()

    def test_refuses_a_stranger(self):
        self.plant("docs/notes.md", "# Notes\n")
        self.assert_complains("docs:1: does not belong at the top level")

    def test_refuses_a_gap(self):
        (self.root / "LICENSE").unlink()
        self.assert_complains("LICENSE:1: is missing from the top level")

    def test_refuses_a_name_that_says_nothing(self):
        self.plant("runtime/core/utils.h", "#pragma once\n")
        self.assert_complains("runtime/core/utils.h:1: name it after what it holds")

    def test_looks_only_at_what_git_does_not_ignore(self):
        subprocess.run(["git", "init", "-q"], cwd=self.root, check=True)
        self.plant(".gitignore", "/ignored/\n")
        self.plant("ignored/file.txt", "made by running\n")
        self.assert_content()


class Text(CheckCase):
    check = "text"

    def test_accepts_a_sound_tree(self):
        self.plant("tests/run", "#!/bin/sh\n", executable=True)
        self.plant("tests/fuzz/corpus/http/crlf", b"GET /\t\r\n\xff")
        self.assert_content()

    def test_refuses_a_path_of_one_machine(self):
        self.plant("README.md", f"# Sound\n\n## The layout\n\nIt is in {MACHINE_PATH}.\n")
        self.assert_complains(f"README.md:5: names a path of one machine: {MACHINE_PATH[:6]}")

    def test_refuses_a_registry(self):
        self.plant("runtime/core/result.h", f"// {REGISTRY}\n")
        self.assert_complains(
            f"runtime/core/result.h:1: names a package registry: {REGISTRY[8:16]}")

    def test_refuses_unfinished_work(self):
        self.plant("runtime/core/result.h", f"// {UNFINISHED}: later\n")
        self.assert_complains(
            "runtime/core/result.h:1: unfinished: do it, or write an issue")

    def test_leaves_data_its_words(self):
        self.plant("tests/contract/status.json", f'{{"status": "{UNFINISHED}"}}\n')
        self.assert_content()

    def test_refuses_a_tab(self):
        self.plant("runtime/core/result.h", "int\ta;\n")
        self.assert_complains("runtime/core/result.h:1: a tab")

    def test_refuses_blanks_at_the_end_of_a_line(self):
        self.plant("runtime/core/result.h", "int a; \n")
        self.assert_complains("runtime/core/result.h:1: blanks at the end of the line")

    def test_refuses_a_last_line_without_an_end(self):
        self.plant("config/bailey.json", "{}")
        self.assert_complains("config/bailey.json:1: no newline at the end of the file")

    def test_refuses_bytes_that_are_not_utf_8(self):
        self.plant("runtime/core/result.h", b"int a;\n// \xff\n")
        self.assert_complains("runtime/core/result.h:2: is not UTF-8")

    def test_refuses_a_dead_link(self):
        self.plant("CONTRIBUTING.md", "See [this](docs/gone.md).\n")
        self.assert_complains("CONTRIBUTING.md:1: the link docs/gone.md leads nowhere")

    def test_refuses_a_link_to_a_heading_that_is_gone(self):
        self.plant("CONTRIBUTING.md", "See [this](README.md#the-cellar).\n")
        self.assert_complains(
            "CONTRIBUTING.md:1: the link README.md#the-cellar names no heading")

    def test_refuses_a_link_out_of_the_repository(self):
        self.plant("packaging/README.md", "See [this](../../elsewhere.md).\n")
        self.assert_complains(
            "packaging/README.md:1: the link ../../elsewhere.md leaves the repository")

    def test_reads_no_links_in_code(self):
        self.plant("packaging/README.md", "`[](const auto&)`\n\n```\n[a](b)\n```\n")
        self.assert_content()

    def test_refuses_a_script_that_does_not_run(self):
        self.plant("tests/run", "#!/bin/sh\n")
        self.assert_complains("tests/run:1: starts with #! but is not executable")

    def test_refuses_an_executable_that_is_no_script(self):
        self.plant("config/bailey.json", "{}\n", executable=True)
        self.assert_complains("config/bailey.json:1: is executable but does not start with #!")


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    unittest.main()
