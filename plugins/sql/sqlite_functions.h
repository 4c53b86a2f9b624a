// The SQL functions described in sqlite_driver.h.
#pragma once

struct sqlite3;

namespace bailey::sql {

// Gives a SQLite result code.
[[nodiscard]] int addFunctions(sqlite3* database);

}  // namespace bailey::sql
