// Options from a small text, a line each: "hidden = 128", "tied = true"; "#" at the beginning or after a
// blank begins a comment.
#pragma once

#include <string>
#include <string_view>

#include "app/options/table.h"
#include "base/result.h"

namespace bach {

// Adds to `given` what `text` says, but for what is given already. Names may have dashes instead of
// underscores; an option that takes several values has a line for each. Errors name line and `file`:
// an unknown option (with the name probably meant), one given twice, a line of another form, a value
// out of range.
Status read_config(std::string_view text, const std::string& file, const OptionList& table,
                   GivenOptions& given);

// The same of a file.
Status read_config_file(const std::string& path, const OptionList& table, GivenOptions& given);

}  // namespace bach
