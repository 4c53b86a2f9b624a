#!/bin/sh
# What a stranger does with the development package: installs it, copies the template, builds it
# with find_package(bailey), and looks at the plugin that comes out.
#
#   out_of_tree_test.sh BUILD TEMPLATE CC CXX CMAKE
#
# BUILD is a configured build folder of Bailey (nothing needs to be built in it), TEMPLATE the
# template's folder, CC and CXX the compilers to use, CMAKE the cmake to use.
set -eu
build=$1 template=$2 cc=$3 cxx=$4 cmake=$5

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
log=$scratch/log

fail() {
  echo "out_of_tree_test: $1" >&2
  exit 1
}

# run DESCRIPTION COMMAND...: shows what the command wrote only when it fails.
run() {
  description=$1
  shift
  "$@" >"$log" 2>&1 || {
    cat "$log" >&2
    fail "$description"
  }
}

run "the dev component does not install" \
  "$cmake" --install "$build" --component dev --prefix "$scratch/prefix"
for file in include/bailey/abi.h include/bailey/contract.hpp include/bailey/errors.hpp \
  include/bailey/json.hpp include/bailey/json_writer.hpp include/bailey/plugin.hpp \
  share/bailey/template/CMakeLists.txt share/bailey/template/my_crm.cpp; do
  [ -f "$scratch/prefix/$file" ] || fail "the dev component lacks $file"
done

# The installed template is the one that is used, and is the same as in the tree.
cp -R "$scratch/prefix/share/bailey/template" "$scratch/my_crm"
run "the installed template differs from the tree's" diff -r "$template" "$scratch/my_crm"

# No compiler launcher, flags or sanitizers of the build around this test.
run "the template does not configure out of tree" \
  env -u CFLAGS -u CXXFLAGS -u LDFLAGS CC="$cc" CXX="$cxx" \
  "$cmake" -S "$scratch/my_crm" -B "$scratch/my_crm/build" \
  -DCMAKE_PREFIX_PATH="$scratch/prefix" -DCMAKE_BUILD_TYPE=Release -DBAILEY_PROGRAM="$build/bailey" \
  -DCMAKE_CXX_FLAGS="-Wall -Wextra -Wpedantic -Werror"
run "the template does not build out of tree" "$cmake" --build "$scratch/my_crm/build"
plugin=$scratch/my_crm/build/my_crm.so
[ -f "$plugin" ] || fail "the build made no my_crm.so"

# Exactly one symbol leaves the plugin, and none is GNU_UNIQUE, defined or used: it can be unmapped.
exports=$(nm -D --defined-only "$plugin" | awk '{print $NF}')
[ "$exports" = bailey_plugin_entry_v1 ] || fail "exports more than the entry: $exports"
unique=$(readelf --dyn-syms --wide "$plugin" | awk '$5 == "UNIQUE" {print $NF}')
[ -z "$unique" ] || fail "has GNU_UNIQUE symbols: $unique"

# The manifest is read from the file, without running code of it.
run "has no section .bailey.manifest" \
  objcopy --dump-section .bailey.manifest="$scratch/section" "$plugin" "$scratch/copy.so"
tr -d '\000' <"$scratch/section" >"$scratch/manifest.json"
cat >"$scratch/manifest.cmake" <<'END'
file(READ ${manifest} text)
string(JSON name GET "${text}" name)
string(JSON version GET "${text}" version)
string(JSON execution GET "${text}" operations action execution)
if(NOT name STREQUAL "my_crm" OR NOT execution STREQUAL "blocking")
  message(FATAL_ERROR "not the template's manifest: ${text}")
endif()
END
run "its manifest is not what the template says" \
  "$cmake" -Dmanifest="$scratch/manifest.json" -P "$scratch/manifest.cmake"

# The template's integration file is for this plugin.
cat >"$scratch/integration.cmake" <<'END'
file(READ ${integration} text)
string(JSON plugin GET "${text}" plugin)
string(JSON action GET "${text}" talkdesk actions 0 name)
string(JSON token GET "${text}" settings token)
if(NOT plugin STREQUAL "my_crm")
  message(FATAL_ERROR "names the plugin '${plugin}'")
endif()
END
run "its integration file is not for it" \
  "$cmake" -Dintegration="$scratch/my_crm/my_crm.json" -P "$scratch/integration.cmake"

# Its build has the test that it conforms; it is run when there is a program to run it with.
ctest_command=$(dirname "$cmake")/ctest
"$ctest_command" --test-dir "$scratch/my_crm/build" -N >"$log" 2>&1 || true
grep -q "my_crm.conformance" "$log" || fail "has no test my_crm.conformance: $(cat "$log")"
if [ -x "$build/bailey" ]; then
  run "the template does not conform" \
    "$ctest_command" --test-dir "$scratch/my_crm/build" --output-on-failure
fi

echo "out_of_tree_test: passed"
