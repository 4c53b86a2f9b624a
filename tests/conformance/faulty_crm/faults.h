// What can be wrong with a plugin, each by a name that settings choose it with.
#pragma once

#include "sound_crm.h"

#include <functional>
#include <map>
#include <memory>
#include <string_view>

namespace faulty_crm {

using Maker = std::function<std::unique_ptr<bailey::Adapter>(const bailey::Setup& setup)>;
using Faults = std::map<std::string_view, Maker>;

template <typename Type>
std::unique_ptr<bailey::Adapter> make(const bailey::Setup& setup) {
  return std::make_unique<Type>(setup);
}

// By the checks that find them.
Faults createFaults();
Faults answerFaults();
Faults contactFaults();
Faults errorFaults();
Faults processFaults();

}  // namespace faulty_crm
