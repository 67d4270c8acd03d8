// The page's files within the library; tools/embed_page.mjs writes what defines them.
#pragma once

#include <span>

#include "api/studio.h"

namespace bach::studio {

std::span<const api::PageFile> page_files();

}  // namespace bach::studio
