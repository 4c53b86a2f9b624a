#include "sqlite_driver.h"

#include "sqlite_functions.h"

#include <algorithm>
#include <array>
#include <sqlite3.h>
#include <system_error>
#include <thread>

namespace bailey::sql {
namespace {

using Kind = DatabaseError::Kind;

// What a constraint's failure means, for the person who sent the content. SQLite's message names
// tables and columns behind a colon, never a value.
std::string refusal(int extended_code, std::string_view message) {
  const std::size_t colon = message.find(": ");
  const std::string place =
      colon == std::string_view::npos ? "" : " (" + std::string(message.substr(colon + 2)) + ")";
  switch (extended_code) {
    case SQLITE_CONSTRAINT_NOTNULL:
      return "A value is missing that the CRM needs" + place + ".";
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
      return "The CRM already has a record with this value" + place + ".";
    case SQLITE_CONSTRAINT_CHECK:
      return "The CRM does not allow one of the values" + place + ".";
    case SQLITE_CONSTRAINT_FOREIGNKEY:
      return "The content refers to a record that the CRM does not have.";
    case SQLITE_CONSTRAINT_TRIGGER:
      return std::string(message);  // the words of the schema's own RAISE()
    default:
      return "The CRM refused the content.";
  }
}

// Throws what `code` means. At run time SQLite's own message can quote content (a full-text query
// for example), so then only the code's name is used.
[[noreturn]] void fail(sqlite3* database, int code) {
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw DatabaseError(Kind::Busy, "the database is locked by another program");
    case SQLITE_INTERRUPT:
      throw DatabaseError(Kind::Interrupted, "interrupted");
    case SQLITE_CONSTRAINT:
      throw DatabaseError(Kind::Refused,
                          refusal(sqlite3_extended_errcode(database), sqlite3_errmsg(database)));
    case SQLITE_MISMATCH:
      throw DatabaseError(Kind::Refused,
                          "One of the values is of a kind that the CRM cannot keep.");
    case SQLITE_TOOBIG:
      throw DatabaseError(Kind::Refused, "One of the values is too large for the CRM.");
    default:
      throw DatabaseError(Kind::Failed, sqlite3_errstr(code));
  }
}

class SqliteStatement final : public Statement {
public:
  SqliteStatement(sqlite3* database, sqlite3_stmt* statement)
      : database_(database),
        statement_(statement) {
    const int count = sqlite3_bind_parameter_count(statement);
    for (int i = 1; i <= count; ++i) {
      const char* name = sqlite3_bind_parameter_name(statement, i);
      parameters_.emplace_back(name == nullptr ? "?" : name + (name[0] == ':' ? 1 : 0));
    }
  }

  SqliteStatement(const SqliteStatement&) = delete;
  SqliteStatement& operator=(const SqliteStatement&) = delete;
  SqliteStatement(SqliteStatement&&) = delete;
  SqliteStatement& operator=(SqliteStatement&&) = delete;

  ~SqliteStatement() override { sqlite3_finalize(statement_); }

  [[nodiscard]] const std::vector<std::string>& parameters() const override { return parameters_; }

  [[nodiscard]] std::vector<std::string> columns() const override {
    std::vector<std::string> names;
    for (int i = 0; i < sqlite3_column_count(statement_); ++i) {
      const char* name = sqlite3_column_name(statement_, i);
      names.emplace_back(name == nullptr ? "" : name);
    }
    return names;
  }

  [[nodiscard]] bool onlyReads() const override { return sqlite3_stmt_readonly(statement_) != 0; }

  void bind(std::size_t parameter, const Value& value) override {
    const int index = static_cast<int>(parameter) + 1;
    int code = SQLITE_OK;
    if (const auto* text = std::get_if<std::string>(&value)) {
      code = sqlite3_bind_text64(
          statement_, index, text->data(), text->size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    } else if (const auto* whole = std::get_if<std::int64_t>(&value)) {
      code = sqlite3_bind_int64(statement_, index, *whole);
    } else if (const auto* real = std::get_if<double>(&value)) {
      code = sqlite3_bind_double(statement_, index, *real);
    } else {
      code = sqlite3_bind_null(statement_, index);
    }
    if (code != SQLITE_OK) {
      fail(database_, code);
    }
  }

  [[nodiscard]] bool step() override {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW || code == SQLITE_DONE) {
      return code == SQLITE_ROW;
    }
    fail(database_, code);
  }

  [[nodiscard]] Value value(std::size_t column) const override {
    const int index = static_cast<int>(column);
    switch (sqlite3_column_type(statement_, index)) {
      case SQLITE_INTEGER:
        return std::int64_t{sqlite3_column_int64(statement_, index)};
      case SQLITE_FLOAT:
        return sqlite3_column_double(statement_, index);
      case SQLITE_NULL:
        return {};
      default: {  // a blob is taken as text; text of a UTF-16 database is converted
        const auto* bytes = sqlite3_column_text(statement_, index);
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, index));
        return std::string(reinterpret_cast<const char*>(bytes), bytes == nullptr ? 0 : size);
      }
    }
  }

  void reset() noexcept override {
    sqlite3_reset(statement_);  // repeats the code of the last step(), which has thrown already
    sqlite3_clear_bindings(statement_);
  }

private:
  sqlite3* database_;
  sqlite3_stmt* statement_;
  std::vector<std::string> parameters_;
};

struct CloseDatabase {
  void operator()(sqlite3* database) const noexcept { sqlite3_close_v2(database); }
};

using Handle = std::unique_ptr<sqlite3, CloseDatabase>;

class SqliteConnection final : public Connection {
public:
  SqliteConnection(Handle handle, Access access, std::chrono::milliseconds busy_timeout)
      : handle_(std::move(handle)),
        database_(handle_.get()),
        busy_timeout_(busy_timeout) {
    constexpr int kStepsBetweenQuestions = 2000;  // well under a millisecond of computing
    sqlite3_extended_result_codes(database_, 1);
    sqlite3_progress_handler(database_, kStepsBetweenQuestions, &onProgress, this);
    sqlite3_busy_handler(database_, &onBusy, this);
    if (const int code = addFunctions(database_); code != SQLITE_OK) {
      fail(database_, code);
    }
    // A writer keeps what the schema promises: SQLite checks foreign keys only when told to.
    execute(access == Access::Read ? "PRAGMA query_only = ON" : "PRAGMA foreign_keys = ON");
    execute("PRAGMA trusted_schema = OFF");
    sqlite3_set_authorizer(database_, &onAuthorize, this);
  }

  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;
  SqliteConnection(SqliteConnection&&) = delete;
  SqliteConnection& operator=(SqliteConnection&&) = delete;

  ~SqliteConnection() override = default;

  [[nodiscard]] std::unique_ptr<Statement> prepare(const std::string& sql) override {
    sqlite3_stmt* statement = nullptr;
    const char* rest = nullptr;
    const int code = sqlite3_prepare_v3(database_,
                                        sql.data(),
                                        static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT,
                                        &statement,
                                        &rest);
    if (code != SQLITE_OK) {
      if ((code & 0xFF) == SQLITE_ERROR || (code & 0xFF) == SQLITE_AUTH) {
        // The text of the statement is the operator's own, so SQLite may quote it.
        throw DatabaseError(Kind::Unusable, sqlite3_errmsg(database_));
      }
      fail(database_, code);
    }
    if (statement == nullptr) {
      throw DatabaseError(Kind::Unusable, "there is no statement in it");
    }
    auto made = std::make_unique<SqliteStatement>(database_, statement);
    const std::string_view tail(rest, sql.size() - static_cast<std::size_t>(rest - sql.data()));
    if (tail.find_first_not_of(" \t\r\n;") != std::string_view::npos) {
      throw DatabaseError(Kind::Unusable, "there is more than one statement in it");
    }
    return made;
  }

  void begin() override { transaction("BEGIN IMMEDIATE"); }

  void commit() override { transaction("COMMIT"); }

  void rollback() noexcept override {
    patience_ = nullptr;
    try {
      if (sqlite3_get_autocommit(database_) == 0) {  // 0: inside a transaction
        transaction("ROLLBACK");
      }
    } catch (const std::exception&) {  // SQLite rolls back by itself when the connection closes
    }
  }

  void setPatience(const Patience* patience) noexcept override { patience_ = patience; }

private:
  static int onProgress(void* self) {
    const auto& connection = *static_cast<SqliteConnection*>(self);
    return connection.patience_ != nullptr && connection.patience_->over() ? 1 : 0;
  }

  // Waits a moment for somebody else's lock; 0: give up. `count` is 0 at a wait's beginning.
  static int onBusy(void* self, int count) {
    auto& connection = *static_cast<SqliteConnection*>(self);
    const auto now = std::chrono::steady_clock::now();
    if (count == 0) {
      connection.busy_since_ = now;
    }
    if (now - connection.busy_since_ >= connection.busy_timeout_ || onProgress(self) != 0) {
      return 0;
    }
    constexpr int kPauseMaxMs = 20;
    std::this_thread::sleep_for(std::chrono::milliseconds(std::min(count + 1, kPauseMaxMs)));
    return 1;
  }

  // Keeps the operator's statements to data: transactions are ours, and one file is enough.
  static int onAuthorize(void* self,
                         int action,
                         const char* /*subject*/,
                         const char* argument,
                         const char* /*schema*/,
                         const char* /*trigger*/) {
    switch (action) {
      case SQLITE_TRANSACTION:
        return static_cast<SqliteConnection*>(self)->own_transaction_ ? SQLITE_OK : SQLITE_DENY;
      case SQLITE_SAVEPOINT:
      case SQLITE_ATTACH:
      case SQLITE_DETACH:
        return SQLITE_DENY;
      case SQLITE_PRAGMA:  // reading one is fine, and full-text tables do so
        return argument == nullptr ? SQLITE_OK : SQLITE_DENY;
      default:
        return SQLITE_OK;
    }
  }

  void transaction(const char* sql) {
    own_transaction_ = true;
    const int code = sqlite3_exec(database_, sql, nullptr, nullptr, nullptr);
    own_transaction_ = false;
    if (code != SQLITE_OK) {
      fail(database_, code);
    }
  }

  void execute(const char* sql) {
    if (const int code = sqlite3_exec(database_, sql, nullptr, nullptr, nullptr);
        code != SQLITE_OK) {
      fail(database_, code);
    }
  }

  Handle handle_;
  sqlite3* database_;  // handle_'s
  std::chrono::milliseconds busy_timeout_;
  std::chrono::steady_clock::time_point busy_since_;
  const Patience* patience_ = nullptr;
  bool own_transaction_ = false;
};

class SqliteDatabase final : public Database {
public:
  SqliteDatabase(std::filesystem::path file, std::chrono::milliseconds busy_timeout)
      : file_(std::move(file)),
        busy_timeout_(busy_timeout) {}

  [[nodiscard]] std::unique_ptr<Connection> connect(Access access) const override {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(file_, ignored)) {
      throw DatabaseError(Kind::Unusable, "there is no file " + file_.string());
    }
    sqlite3* opened = nullptr;
    const int mode = access == Access::Read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    const int code = sqlite3_open_v2(file_.c_str(), &opened, mode | SQLITE_OPEN_NOMUTEX, nullptr);
    Handle handle(opened);
    if (code != SQLITE_OK) {
      throw DatabaseError(Kind::Unusable,
                          "cannot open " + file_.string() + ": " + sqlite3_errstr(code));
    }
    // Opening reads nothing yet: this finds a file that is no database.
    const int readable =
        sqlite3_exec(opened, "SELECT 1 FROM sqlite_schema LIMIT 1", nullptr, nullptr, nullptr);
    if ((readable & 0xFF) != SQLITE_OK && (readable & 0xFF) != SQLITE_BUSY) {
      throw DatabaseError(Kind::Unusable,
                          "cannot read " + file_.string() + ": " + sqlite3_errstr(readable));
    }
    auto connection = std::make_unique<SqliteConnection>(std::move(handle), access, busy_timeout_);
    if (access == Access::Write && sqlite3_db_readonly(opened, "main") == 1) {
      throw DatabaseError(Kind::Unusable, "may not write to " + file_.string());
    }
    return connection;
  }

  [[nodiscard]] std::string advice() const override {
    const auto connection = connect(Access::Read);
    const auto mode = connection->prepare("SELECT journal_mode FROM pragma_journal_mode");
    if (mode->step() && textOf(mode->value(0)) == "wal") {
      return {};
    }
    return "the database is not in WAL mode, so readers and writers wait for each other; "
           "\"PRAGMA journal_mode = WAL\" once, in the database, changes that";
  }

private:
  std::filesystem::path file_;
  std::chrono::milliseconds busy_timeout_;
};

}  // namespace

std::unique_ptr<Database> sqliteDatabase(std::filesystem::path file,
                                         std::chrono::milliseconds busy_timeout) {
  return std::make_unique<SqliteDatabase>(std::move(file), busy_timeout);
}

}  // namespace bailey::sql
