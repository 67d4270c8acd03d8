// What an attacker makes of an overwritten object: a virtual call that leads to a class it may not be of.
// Started as forged_call honest|forged. With control-flow integrity the forged call never arrives.
#include <cstdio>
#include <cstring>
#include <memory>
#include <string_view>

namespace {

struct Reader {
  virtual ~Reader() = default;
  virtual void read() { std::puts("read"); }
};

struct Stranger {
  virtual ~Stranger() = default;
  virtual void run() { std::puts("arrived"); }
};

}  // namespace

int main(int argc, char** argv) {
  const std::string_view way = argc == 2 ? argv[1] : "";
  if (way != "honest" && way != "forged") return 2;
  const auto reader = std::make_unique<Reader>();
  const Stranger stranger;
  // The pointer to the functions, as an overflow beside the object would change it.
  unsigned char functions[sizeof(void*)];
  std::memcpy(functions, static_cast<const void*>(reader.get()), sizeof functions);
  if (way == "forged") {
    std::memcpy(static_cast<void*>(reader.get()), static_cast<const void*>(&stranger),
                sizeof functions);
  }
  Reader* volatile called = reader.get();
  called->read();
  std::memcpy(static_cast<void*>(reader.get()), functions, sizeof functions);
  return 0;
}
