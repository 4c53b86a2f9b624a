# The demo's CRM as the real Request Tracker 5, with settings, database and port of its own, so that
# the machine's is left alone. What each function and variable is for is in packaging/README.md.
#
# shellcheck shell=bash disable=SC2034,SC2154  # packaging/run uses these variables, and gives others

CRM_PACKAGES=(request_tracker)
CRM_PLUGIN=request_tracker
CRM_ACTION=create_ticket
CRM_INPUTS=('subject=Call from the tour' 'description=Created by packaging/run')

TRACKER="$state/request_tracker"
TRACKER_SETUP=/usr/sbin/rt-setup-database-5
TRACKER_SERVER=/usr/share/request-tracker5/libexec/rt-server
TRACKER_RELEASE=/usr/share/request-tracker5/lib/RT/Generated.pm
TRACKER_DATA="$ROOT/packaging/demo/request_tracker_data.pl"
TRACKER_START_SECONDS=60

crm_expect() {
  local needed
  for needed in "$TRACKER_SETUP" "$TRACKER_SERVER"; do
    [[ -x $needed ]] || fail "Request Tracker 5 is not installed, there is no $needed; packaging/\
install-packages packaging/packages/request_tracker.txt installs it"
  done
}

crm_prepare() {
  mkdir -p "$TRACKER"/{SiteConfig.d,mason,sessions}
  secret_file "$TRACKER/root-password" random_text
  tracker_port=$(free_port) || fail "Request Tracker finds no free port"
  tracker_url="http://127.0.0.1:$tracker_port"
  make_tracker_database
  start_tracker
}

free_port() {
  perl -MIO::Socket::INET -e \
    'print IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1")->sockport'
}

perl_text() {
  local text=${1//\\/\\\\}
  printf "'%s'" "${text//\'/\\\'}"
}

# `write_tracker_settings DATABASE`. No mail leaves. Each request brings the password, which is
# random: to make each check of it expensive would protect nothing and take most of a second.
write_tracker_settings() {
  cat >"$TRACKER/RT_SiteConfig.pm" <<PERL
Set(\$rtname, 'demo');
Set(\$Organization, 'crm.example');
Set(\$CorrespondAddress, 'rt@crm.example');
Set(\$CommentAddress, 'rt-comment@crm.example');
Set(\$WebDomain, '127.0.0.1');
Set(\$WebPort, $tracker_port);
Set(\$WebPath, '');
Set(\$DatabaseType, 'SQLite');
Set(\$DatabaseName, $(perl_text "$1"));
Set(\$MailCommand, 'testfile');
Set(\$LogToSyslog, undef);
Set(\$LogToFile, undef);
Set(\$LogToSTDERR, 'error');
Set(\$Timezone, 'UTC');
Set(\$BcryptCost, 4);
\$RT::MasonDataDir = $(perl_text "$TRACKER/mason");
\$RT::MasonSessionDir = $(perl_text "$TRACKER/sessions");
1;
PERL
}

# `env` with what makes a program of Request Tracker's one of this demo. The mail that does not leave
# is among its temporary files.
tracker_environment() {
  environment=(env "TMPDIR=$TRACKER" "RT_SITE_CONFIG=$TRACKER/RT_SiteConfig.pm"
    "RT_SITE_CONFIG_DIR=$TRACKER/SiteConfig.d")
}

setup_tracker() {
  local environment
  tracker_environment
  "${environment[@]}" "$TRACKER_SETUP" --skip-create "$@"
}

# As described now, by the release that is installed, for the password that is there.
make_tracker_database() {
  local file="$TRACKER/rt.sqlite3" log="$TRACKER/setup.log" version
  version=$(cat "$TRACKER_RELEASE" "$TRACKER_DATA" "$TRACKER/root-password" | sha256sum)
  if is_made_from "$version" "$file"; then
    return
  fi
  rm -f "$file.new"*
  write_tracker_settings "$file.new"
  # It goes on after most of its errors, and says so only here.
  if ! {
    setup_tracker --action init --root-password-file "$TRACKER/root-password" &&
      setup_tracker --action insert --datafile "$TRACKER_DATA"
  } >"$log" 2>&1 || grep --quiet -E '^\[[0-9]+\] \[[^]]+\] \[(error|critical|alert|emergency)\]' "$log"; then
    printf "packaging/run: Request Tracker's database could not be made; the end of %s:\n" "$log" >&2
    show_tail "$log"
    exit 1
  fi
  replace_made "$version" "$file"
  say "made Request Tracker's database: $(count_contacts) contacts"
}

tracker_database() {
  sqlite3 -batch -bail -readonly -cmd '.timeout 5000' "$TRACKER/rt.sqlite3" "$@"
}

count_contacts() {
  tracker_database "SELECT count(*) FROM Users WHERE Organization <> ''"
}

start_tracker() {
  local environment
  write_tracker_settings "$TRACKER/rt.sqlite3"
  tracker_environment
  start_process crm "${environment[@]}" \
    "$TRACKER_SERVER" --host 127.0.0.1 --port "$tracker_port" --max-workers 3
  crm=$started
  # Or bash tells of its end, in bash's words.
  disown "$crm"
  wait_for_port crm "$crm" "$tracker_port" "$TRACKER_START_SECONDS"
  say "Request Tracker is at $tracker_url (process $crm); user root, password in $TRACKER/root-password"
}

# `example TEXT REPLACEMENT...`: the example of the configuration with each TEXT replaced.
example() {
  local file="$ROOT/config/examples/request_tracker.json" text
  text=$(<"$file")
  while (($#)); do
    [[ $text == *"$1"* ]] || fail "$file: there is no $1 to replace"
    text=${text/"$1"/"$2"}
    shift 2
  done
  printf '%s\n' "$text"
}

# Small pages, so that there are several. Nothing changes meanwhile, so an incremental run need not
# reach back.
crm_integration() {
  example '"hosts": ["rt.example.com"]' "\"hosts\": [\"$tracker_url\"]" \
    '"base_url": "https://rt.example.com"' "\"base_url\": \"$tracker_url\"" \
    '"queue": "General"' '"queue": "General", "contacts": {"page_size": 10, "overlap_s": 0}'
}

crm_auth() {
  printf '{"username":"root","password":"%s"}\n' "$(<"$TRACKER/root-password")"
}

# The one with the most tickets.
crm_contact() {
  tracker_database "SELECT id FROM Users WHERE Name = 'ana.almeida@crm.example'"
}
