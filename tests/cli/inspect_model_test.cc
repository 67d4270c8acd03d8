// bach inspect MODEL, as a user runs it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "app/model/shipped.h"
#include "base/file.h"
#include "cli/program.h"
#include "lm/safetensors.h"

namespace bach {
namespace {

using testing::HasSubstr;
using testing::Not;

class InspectModel : public testing::Test {
 protected:
  void SetUp() override {
    const std::string text = model();
    write_text(folder_ / "m.safetensors", text);
    std::filesystem::copy(folder_ / "m.safetensors", folder_ / "no-ending");
  }
  static std::string model() {
    const auto bytes = shipped_model_bytes();
    return {bytes.begin(), bytes.end()};
  }
  // A file of another program: a tensor of `gigabytes`, most of the file a hole.
  void write_foreign(const std::string& name, std::uint64_t gigabytes) const {
    const std::uint64_t size = gigabytes << 30;
    const std::string header = R"({"__metadata__":{"a\u001b":"b"},"w":{"dtype":"BF16","shape":[)" +
                               std::to_string(size / 4096) + R"(,2048],"data_offsets":[0,)" +
                               std::to_string(size) + "]}}";
    std::string begin(8, '\0');
    for (std::size_t k = 0; k < 8; ++k) begin[k] = static_cast<char>(header.size() >> 8 * k);
    write_text(folder_ / name, begin + header);
    std::filesystem::resize_file(folder_ / name, begin.size() + header.size() + size);
  }
  Outcome inspect(const std::vector<std::string>& words) const {
    std::vector<std::string> all = {"inspect"};
    all.insert(all.end(), words.begin(), words.end());
    return run_bach(all, folder_.path());
  }

  ScratchFolder folder_;
};

TEST_F(InspectModel, TellsWhatItIs) {
  for (const char* name : {"m.safetensors", "no-ending"}) {
    const Outcome outcome = inspect({name});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr(std::string(name) + ": a model, "));
    EXPECT_THAT(outcome.out, HasSubstr("digest there, not compared"));
    EXPECT_THAT(outcome.out, HasSubstr("'vocabulary' 'suite"));
  }
  const Outcome json = inspect({"m.safetensors", "--json"});
  const auto found = nlohmann::json::parse(json.out);
  EXPECT_EQ(found["kind"], "model");
  EXPECT_EQ(found["digest"], true);
  EXPECT_EQ(found["unfit"], nullptr);
  EXPECT_EQ(found["bytes"], model().size());
  EXPECT_EQ(found["tensors"].size(), parse_safetensors(shipped_model_bytes(), "")->tensors.size());
}

TEST_F(InspectModel, ReadsNoWeights) {
  // They are damaged, which loading it would find.
  std::string text = model();
  text.back() = static_cast<char>(text.back() ^ 1);
  write_text(folder_ / "m.safetensors", text);
  EXPECT_EQ(inspect({"m.safetensors"}).exit_code, 0);
  EXPECT_EQ(run_bach({"compose", "-m", "m.safetensors", "-o", "o.mid"}, folder_.path()).exit_code,
            1);
  // More of them than there is memory.
  write_foreign("foreign.safetensors", 512);
  const Outcome outcome = inspect({"foreign.safetensors"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("tensors of another program, 549755.8 MB, 1 tensors"));
  EXPECT_THAT(outcome.out, HasSubstr("digest none"));
  EXPECT_THAT(outcome.out, HasSubstr("'w'   BF16     134217728 x 2048"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("\x1b")));
}

TEST_F(InspectModel, SaysWhatIsWrong) {
  write_text(folder_ / "cut.safetensors", model().substr(0, 500000));
  const Outcome cut = inspect({"cut.safetensors"});
  EXPECT_EQ(cut.exit_code, 1);
  EXPECT_THAT(cut.err, HasSubstr("bach: cut.safetensors: not a safetensors file we can read"));
  write_text(folder_ / "text.safetensors", "no tensors");
  EXPECT_THAT(inspect({"--json", "text.safetensors"}).out, HasSubstr("\"error\""));
  // Another network than the one described.
  std::string text = model();
  text.replace(text.find("\"bach_format\":\"1\""), 17, "\"bach_format\":\"2\"");
  write_text(folder_ / "later.safetensors", text);
  const Outcome later = inspect({"later.safetensors"});
  EXPECT_EQ(later.exit_code, 1);
  EXPECT_THAT(later.err, HasSubstr("of model format '2'"));
  EXPECT_THAT(later.out, HasSubstr("later.safetensors: a model, "));
}

TEST_F(InspectModel, GoesWithPieces) {
  const Outcome outcome = inspect({"--json", "cs1-1pre", "m.safetensors"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("\"kind\":\"model\""));
  EXPECT_THAT(outcome.out, HasSubstr("\"key\":\"G major\""));
}

}  // namespace
}  // namespace bach
