// XML that parsers trip over, well-formed or not.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bach::test {

// `text`, of ASCII, in units of `width` bytes behind a byte order mark.
inline std::string widened_xml(std::string_view text, std::size_t width, bool big, bool marked) {
  std::string wide;
  const auto put = [&](unsigned unit) {
    for (std::size_t i = 0; i < width; ++i) {
      const std::size_t byte = big ? width - 1 - i : i;
      wide += byte < 2 ? static_cast<char>(unit >> (8 * byte) & 0xFF) : '\0';
    }
  };
  if (marked) put(0xFEFF);
  for (const char c : text) put(static_cast<unsigned char>(c));
  return wide;
}

inline const std::vector<std::string>& nasty_xml() {
  static const std::vector<std::string> kAll = [] {
    using namespace std::string_literals;
    std::vector<std::string> all = {
        // Text, references and ends of lines.
        "<a>x</a>", "<a> x </a>", "<a>&amp;&lt;&gt;&quot;&apos;</a>", "<a>&#65;&#x42;&#x1F3BB;</a>",
        "<a>&#0;x</a>", "<a>&#;&#x;&#xg;&#65&amp</a>", "<a>&#4294967361;&#x110000;</a>",
        "<a>&nbsp;&&amp;&</a>", "<a>1\r\n2\r3\n\r4</a>", "<a>\x01\x1F\t\x7F</a>", "<a>]]></a>",
        "<a>x<b/>y<!-- c -->z<b/></a>", "<a><b/>x</a>", "<a> <b> </b> </a>", "<a>\xC3\xA9\xFF</a>",
        // Attributes.
        "<a b='1' c=\"2\"/>", "<a b='&lt;\"' c=\"'>\"/>", "<a b=' \t\r\n\r\n '/>",
        "<a b='1'b='2'/>", "<a b = '1' />", "<a b/>", "<a b=1/>", "<a b='1/>", "<a b='1'", "<a b",
        "<a bc", "<a b ", "<a b =", "<a b='<'/>", "<a b='\x02'/>", "<a 1='x'/>", "<a b='&#0;x'/>",
        // Tags.
        "<a>", "<a", "<", "<a/", "<a/>", "<a />", "<a/ >", "<a/><", "<a/>x<", "</a>", "<a></b>",
        "<a></a", "<a></a >", "<a></a x>", "<ab></a", "<ab></a>", "<a></ab>", "<ab></ab", "<1/>",
        "< a/>", "<a/><b/>", "<a%/>", "<a><b></a></b>", "<:a.b-c/>", "<a></", "<a>x<<",
        // Everything else between angles.
        "<!-- c --><a/>", "<!-- -- --><a/>", "<!--", "<!-", "<!-x", "<a><!-- c", "<a/><!-- c --",
        "<a/><!-- c -->", "<a><![CDATA[ <b> & ]] > ]]></a>",
        "<a><![CDATA[x]]>y<![CDATA[\r\n]]></a>", "<a><![CDATA[", "<a><![CDA", "<![CDATA[x]]>",
        "<a><![CDATA[]]></a>", "<a/><![CDATA[x]]>", "<?xml version='1.0'?><a/>",
        "<a><?xml version='1.0'?></a>", "<?p q?><a/>",
        "<?"
        "?>",
        "<?p", "<?p ?", "<a/><?p?>", "<?p?", "<!x>", "<!", "<!DOCTYPE a><a/>", "<!DOCTYPE a",
        "<!DOCTYPE", "<!DOCTYP", "<!DOCTYPEa><a/>", "<!DOCTYPE>", "<a><!DOCTYPE a></a>",
        "<!DOCTYPE a [<!ENTITY x \">\"><!-- > --><?p >?><![IGNORE[ > <![ ]]> ]]>]><a/>",
        "<!DOCTYPE a SYSTEM \"x'y\" 'z\"'><a>&x;</a>", "<!DOCTYPE a [<!x><y>]><a/>",
        "<!DOCTYPE a \"x", "<!DOCTYPE a <!--x-->", "<!DOCTYPE a <?x?>", "<!DOCTYPE a <![x]]>",
        // Nothing, and zeros.
        "", " ", "x", "\n<a/>\n", "x<a/>y", "<a/>\0x"s, "<a\0>"s, "<a>\0</a>"s, "<a>x<\0</a>"s,
        "<a b\0"s, "<a b='\0'/>"s, "\0\0\0\0"s, "<a/>\0"s,
        // Encodings.
        "\xEF\xBB\xBF<a/>", "\xEF\xBB\xBF", "\xFE\xFF", "\xFF\xFE\0\0"s,
        "<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>",
        "<?xml encoding=\"Latin1\"?><a b='\xE9'/>", "<?xml encoding='latin1'?><a/",
        "<?xml encoding='latin2'?><a>\xE9</a>", "<?xml en='' encoding='latin1'?><a>\xE9</a>",
        "<?xml ?encoding='latin1'?><a>\xE9</a>", "<?xmlencoding='latin1'?><a>\xE9</a>",
        "<?xml encoding = 'latin1'?><a>\xE9</a>", "<?xml encoding='latin1><a>\xE9</a>",
        "\xFF\xFE<\0a\0>\0\x00\xD8\x00\xDC\x00\xDC<\0/\0a\0>\0"s, "\xFE\xFF\0<\0a\0/\0>\0"s};
    const std::array<std::string_view, 4> texts = {"<?xml version='1.0'?><a b='1'>x<c/></a>", "<a>",
                                                   "<a b", "<!-- c"};
    for (const std::string_view text : texts) {
      for (const std::size_t width : {2, 4}) {
        for (const bool big : {false, true}) {
          for (const bool marked : {false, true}) {
            all.push_back(widened_xml(text, width, big, marked));
          }
        }
      }
    }
    return all;
  }();
  return kAll;
}

}  // namespace bach::test
