#include "interaction_mapping.h"

#include "fields.h"
#include "times.h"

#include <utility>

namespace bailey::salesforce {
namespace {

// Known words first; an org's own ones say at least whether all is done.
std::string statusOf(JsonNode record, const Words& words) {
  std::string status = translated(words, fieldText(record, "Status"));
  const std::optional<bool> is_closed = record["IsClosed"].boolean();
  if (status.empty() && is_closed) {
    status = *is_closed ? "closed" : "open";
  }
  return status;
}

// The time in the first of `paths` that has one.
std::string timeOf(JsonNode record, const FieldPaths& paths) {
  for (const std::string& path : paths) {
    if (std::string time = utcTime(fieldText(record, path)); !time.empty()) {
      return time;
    }
  }
  return {};
}

// When an open task is due, else when it was done. (contract.md §4: a due date that is to come)
std::string taskTimeOf(JsonNode record) {
  const std::string due = beginOfDay(fieldText(record, "ActivityDate"));
  const bool is_open = record["IsClosed"].boolean() == false;
  if (is_open && !due.empty()) {
    return due;
  }
  return timeOf(record, {"CompletedDateTime", "CreatedDate"});
}

const std::string& taskTypeOf(JsonNode record, const InteractionTypes& types) {
  const std::string subtype = fieldText(record, "TaskSubtype");
  if (subtype == "Call") {
    return types.call;
  }
  return subtype == "Email" || subtype == "ListEmail" ? types.email : types.task;
}

std::string orElse(std::string text, std::string other) {
  return text.empty() ? std::move(other) : std::move(text);
}

}  // namespace

FieldPaths casePaths() {
  return {"Id",
          "CaseNumber",
          "Subject",
          "Description",
          "Status",
          "Priority",
          "IsClosed",
          "CreatedDate",
          "ContactId"};
}

Owned ofCase(JsonNode record, const Settings& settings, const Org& org) {
  const std::string id = fieldText(record, "Id");
  return {
      fieldText(record, "ContactId"),
      {.id = id,
       .subject = orElse(fieldText(record, "Subject"), "Case " + fieldText(record, "CaseNumber")),
       .description = fieldText(record, "Description"),
       .date = timeOf(record, {"CreatedDate", "LastModifiedDate"}),
       .url = org.page("Case", id),
       .type = settings.types.ticket,
       .priority = translated(settings.priorities, fieldText(record, "Priority")),
       .status = statusOf(record, settings.case_statuses)}};
}

FieldPaths taskPaths() {
  return {"Id",
          "Subject",
          "Description",
          "Status",
          "Priority",
          "IsClosed",
          "TaskSubtype",
          "ActivityDate",
          "CompletedDateTime",
          "CreatedDate",
          "WhoId"};
}

Owned ofTask(JsonNode record, const Settings& settings, const Org& org) {
  const std::string id = fieldText(record, "Id");
  return {fieldText(record, "WhoId"),
          {.id = id,
           .subject = orElse(fieldText(record, "Subject"),
                             orElse(fieldText(record, "TaskSubtype"), "Task")),
           .description = fieldText(record, "Description"),
           .date = taskTimeOf(record),
           .url = org.page("Task", id),
           .type = taskTypeOf(record, settings.types),
           .priority = translated(settings.priorities, fieldText(record, "Priority")),
           .status = statusOf(record, settings.task_statuses)}};
}

FieldPaths commentPaths() {
  return {"Id", "CommentBody", "CreatedDate", "ParentId", "Parent.CaseNumber", "Parent.ContactId"};
}

Owned ofComment(JsonNode record, const Settings& settings, const Org& org) {
  const std::string number = fieldText(record, "Parent.CaseNumber");
  return {fieldText(record, "Parent.ContactId"),
          {.id = fieldText(record, "Id"),
           .subject = number.empty() ? "Comment" : "Comment on case " + number,
           .description = fieldText(record, "CommentBody"),
           .date = timeOf(record, {"CreatedDate"}),
           .url = org.page("Case", fieldText(record, "ParentId")),
           .type = settings.types.note}};
}

}  // namespace bailey::salesforce
