// Programs shut in by bubblewrap (bwrap), where it is installed and the system lets it.
#pragma once

#include <string>
#include <vector>

namespace bach {

// `command` as bwrap runs it: without network, other processes or a terminal, all files to be read
// only, but for `folder`, an absolute path. `command` itself where that cannot be, as in a container
// without namespaces; tried once. Safe from any thread.
std::vector<std::string> confined(std::vector<std::string> command, const std::string& folder);

}  // namespace bach
