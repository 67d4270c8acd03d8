// Any bytes as XML: the stand-in of the build for browsers reads and writes what pugixml does.
#include <cstddef>
#include <cstdint>

#include "fuzz/check.h"
#include "notation/musicxml/two_parsers.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bach::test;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const XmlReading pugixml = read_xml<Pugixml>(text);
  const XmlReading stand_in = read_xml<StandIn>(text);
  bach::fuzz::check(stand_in.status == pugixml.status, "the same errors");
  bach::fuzz::check(stand_in.offset == pugixml.offset, "at the same places");
  bach::fuzz::check(stand_in.tree == pugixml.tree, "the same trees");
  bach::fuzz::check(stand_in.saved == pugixml.saved, "written alike");
  return 0;
}
