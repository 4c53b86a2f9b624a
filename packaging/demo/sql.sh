# The demo's CRM as an SQLite database, served by the plugin `sql`. What each function and variable is
# for is in packaging/README.md.
#
# shellcheck shell=bash disable=SC2034,SC2154  # packaging/run uses these variables, and gives others

CRM_PACKAGES=()
CRM_PLUGIN=sql
CRM_ACTION=create_ticket
CRM_INPUTS=('subject=Call from the tour' 'description=Created by packaging/run')
ACCOUNT=demo

crm_expect() {
  command -v sqlite3 >/dev/null ||
    fail "there is no sqlite3; packaging/install-packages packaging/packages/build.txt installs it"
}

database() {
  sqlite3 -batch -bail -cmd '.timeout 5000' "$@"
}

crm_prepare() {
  secret_file "$state/crm-token" random_text
  token=$(<"$state/crm-token")
  make_database
  allow_token
}

# The demo's data as it is described now; one made from another description is put aside.
make_database() {
  local sources=("$ROOT/config/demo/schema.sql" "$ROOT/config/demo/sample_data.sql")
  local file="$state/demo.db" version
  version=$(cat "${sources[@]}" | sha256sum)
  if is_made_from "$version" "$file"; then
    return
  fi
  rm -f "$file.new"*
  cat "${sources[@]}" | database "$file.new" >/dev/null || fail "sqlite3 could not make $file"
  replace_made "$version" "$file"
  say "made the demo CRM: $(database "$file" "SELECT count(*) FROM contacts c
    JOIN accounts a ON a.id = c.account_id WHERE a.name = '$ACCOUNT'") contacts"
}

allow_token() {
  local digest
  digest=$(printf '%s' "$token" | sha256sum)
  database "$state/demo.db" "INSERT OR IGNORE INTO api_tokens (account_id, label, digest)
    SELECT id, 'packaging/run', '${digest%% *}' FROM accounts WHERE name = '$ACCOUNT'"
}

crm_integration() {
  cat "$ROOT/config/integrations.d/demo.json"
}

crm_auth() {
  printf '{"account":"%s","token":"%s"}\n' "$ACCOUNT" "$token"
}

# The one with the most tickets.
crm_contact() {
  database "$state/demo.db" "SELECT t.contact_id FROM tickets t
    JOIN accounts a ON a.id = t.account_id WHERE a.name = '$ACCOUNT' AND t.contact_id IS NOT NULL
    GROUP BY t.contact_id ORDER BY count(*) DESC, t.contact_id LIMIT 1"
}
