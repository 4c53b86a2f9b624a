// What an adapter may put into a request: methods, field names and field values. What frames the
// message, names its host or concerns the connection is ours to say, and a byte that could end a
// line is nobody's. (RFC 9110 §5.5, §5.6.2, §7; reliability.md §3 "header injection upstream")
#pragma once

#include <string_view>

namespace bailey::upstream {

// GET, HEAD, POST, PUT, PATCH and DELETE, in capitals.
bool isSendableMethod(std::string_view method);

// A token, and none of the fields that this service writes itself or that have no place between it
// and a CRM, in any letter case and with '_' for '-'.
bool isSendableFieldName(std::string_view name);

// Visible ASCII with blanks and tabs between; may be empty. Bytes of 0x80 and above are refused:
// every reader takes them for something else.
bool isSendableFieldValue(std::string_view value);

}  // namespace bailey::upstream
