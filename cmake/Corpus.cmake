# Writes corpus/*.abc into a source file of raw strings, again whenever one of them changes.
file(GLOB texts CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/corpus/*.abc)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${texts})
set(entries "")
foreach(text IN LISTS texts)
  get_filename_component(name ${text} NAME_WE)
  file(READ ${text} content)
  string(APPEND entries "    {\"${name}\", R\"abc(${content})abc\"sv},\n")
endforeach()
set(source ${PROJECT_BINARY_DIR}/corpus_texts.cc)
file(CONFIGURE OUTPUT ${source} @ONLY CONTENT [=[
// Made by cmake/Corpus.cmake from corpus/*.abc.
#include "corpus/texts.h"

namespace bach {
namespace {

using std::string_view_literals::operator""sv;  // their lengths need not be counted

struct Text {
  std::string_view name;
  std::string_view text;
};

constexpr Text kTexts[] = {
@entries@    {"", ""sv},
};

}  // namespace

std::string_view corpus_text(std::string_view name) {
  for (const Text& text : kTexts) {
    if (text.name == name) return text.text;
  }
  return {};
}

}  // namespace bach
]=])
target_sources(bach_corpus PRIVATE ${source})
