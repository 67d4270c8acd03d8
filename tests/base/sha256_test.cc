#include "base/sha256.h"

#include <gtest/gtest.h>

namespace bach {
namespace {

TEST(Sha256, GivesTheDigestsOfTheStandard) {
  // NIST, "Descriptions of SHA-1, SHA-256, SHA-384, and SHA-512" and the empty text.
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256_hex(std::string(1000000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, DoesNotDependOnHowItIsFed) {
  const std::string text(300, 'b');
  for (std::size_t length = 0; length <= text.size(); ++length) {
    Sha256 hash;
    hash.update(std::string_view(text).substr(0, length / 3));
    hash.update(std::string_view(text).substr(length / 3, length - length / 3));
    EXPECT_EQ(hash.finish(), sha256_hex(std::string_view(text).substr(0, length))) << length;
    // It starts afresh.
    hash.update("abc");
    EXPECT_EQ(hash.finish(), sha256_hex("abc"));
  }
}

}  // namespace
}  // namespace bach
