// What this plugin needs of a database, and no more. One implementation per database product, each
// in files of its own (sqlite_driver.h); nothing else in this plugin knows which one is in use.
#pragma once

#include "value.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bailey::sql {

class DatabaseError : public std::exception {
public:
  enum class Kind : std::uint8_t {
    Unset = 0,
    Unusable,     // the file, the statement or a name in it: the operator must act
    Busy,         // somebody else holds a lock, and waiting did not help
    Interrupted,  // Patience was over
    Refused,      // a constraint or a type does not allow the content; nothing of it was kept
    Failed,       // anything else: disk, corruption, a schema that changed meanwhile
  };

  // `message` is a sentence without any bound value, so it may be logged. With Refused it may be
  // shown to the person who sent the content.
  DatabaseError(Kind kind, std::string message) : kind_(kind), message_(std::move(message)) {}

  [[nodiscard]] Kind kind() const noexcept { return kind_; }

  [[nodiscard]] const char* what() const noexcept override { return message_.c_str(); }

private:
  Kind kind_;
  std::string message_;
};

// Asked every few thousand steps while the database computes, and while it waits for a lock.
class Patience {
public:
  Patience() = default;
  Patience(const Patience&) = delete;
  Patience& operator=(const Patience&) = delete;
  Patience(Patience&&) = delete;
  Patience& operator=(Patience&&) = delete;
  virtual ~Patience() = default;

  // True: give up now. Must not throw.
  [[nodiscard]] virtual bool over() const noexcept = 0;
};

// A prepared statement. Belongs to its connection, which must outlive it; one thread at a time.
class Statement {
public:
  Statement() = default;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  Statement(Statement&&) = delete;
  Statement& operator=(Statement&&) = delete;
  virtual ~Statement() = default;

  // Names without the colon, each once, in the order that bind() counts by.
  [[nodiscard]] virtual const std::vector<std::string>& parameters() const = 0;
  [[nodiscard]] virtual std::vector<std::string> columns() const = 0;

  // False when it could change anything.
  [[nodiscard]] virtual bool onlyReads() const = 0;

  // 0-based. Copies the value. What is not bound is NULL.
  virtual void bind(std::size_t parameter, const Value& value) = 0;

  // Runs up to the next row; false: there is none. Throws DatabaseError.
  [[nodiscard]] virtual bool step() = 0;

  // Of the present row, 0-based.
  [[nodiscard]] virtual Value value(std::size_t column) const = 0;

  // Ends the run, lets go of its locks and forgets the bound values.
  virtual void reset() noexcept = 0;
};

// One thread at a time.
class Connection {
public:
  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  Connection(Connection&&) = delete;
  Connection& operator=(Connection&&) = delete;
  virtual ~Connection() = default;

  // One statement with :name parameters. Throws DatabaseError with the database's own words.
  [[nodiscard]] virtual std::unique_ptr<Statement> prepare(const std::string& sql) = 0;

  // A transaction that holds the write lock from its beginning.
  virtual void begin() = 0;
  virtual void commit() = 0;
  virtual void rollback() noexcept = 0;

  // Null: no limit but the busy timeout. Borrowed until the next call of this.
  virtual void setPatience(const Patience* patience) noexcept = 0;
};

enum class Access : std::uint8_t { Unset = 0, Read, Write };

// Where the data is. Any thread.
class Database {
public:
  Database() = default;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  Database(Database&&) = delete;
  Database& operator=(Database&&) = delete;
  virtual ~Database() = default;

  // Throws DatabaseError; never creates a database.
  [[nodiscard]] virtual std::unique_ptr<Connection> connect(Access access) const = 0;

  // One sentence about something that works but should be otherwise, or empty.
  [[nodiscard]] virtual std::string advice() const = 0;
};

}  // namespace bailey::sql
