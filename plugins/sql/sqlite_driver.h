// SQLite behind driver.h. Statements may also call two functions of ours:
//   sha256(text)   64 lower-case hexadecimal digits; NULL for NULL
//   digits(text)   the decimal digits of text, in order; NULL for NULL
#pragma once

#include "driver.h"

namespace bailey::sql {

// Looks at nothing yet. `busy_timeout` bounds each wait for a lock.
[[nodiscard]] std::unique_ptr<Database> sqliteDatabase(std::filesystem::path file,
                                                       std::chrono::milliseconds busy_timeout);

}  // namespace bailey::sql
