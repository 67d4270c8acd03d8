// The LSTM layers of a training step in oneDNN: forward and backward alone, without what stands before and after them, without
// an optimiser, and with weights that stay in the layout oneDNN likes best. So less than torch_peer.py and the engine do.
//
//   onednn_peer THREADS           (how many threads is OMP_NUM_THREADS' word)
//
// Reads lines and answers as torch_peer.py does: WORK is "train" or "sequences", which are the same here.
#include <chrono>
#include <cstdio>
#include <ctime>
#include <iostream>
#include <map>
#include <oneapi/dnnl/dnnl.hpp>
#include <string>
#include <unordered_map>
#include <vector>

namespace {

using dnnl::memory;
using Tag = memory::format_tag;

constexpr int kWindow = 20, kPitches = 79;

memory::desc described(memory::dims dims, Tag tag) {
  return {std::move(dims), memory::data_type::f32, tag};
}

// Numbers near 0, not so small that they slow the processor.
memory filled(const memory::desc& desc, const dnnl::engine& engine) {
  memory made(desc, engine);
  auto* numbers = static_cast<float*>(made.get_data_handle());
  for (std::size_t i = 0; i < desc.get_size() / sizeof(float); ++i) {
    numbers[i] = (static_cast<float>(i * 2654435761U % 1024) - 512) / 8192;
  }
  return made;
}

// A layer's two primitives and all that they read and write.
class Layer {
 public:
  Layer(int inputs, int units, int lanes, const dnnl::engine& engine) {
    const auto input = described({kWindow, lanes, inputs}, Tag::tnc);
    const auto output = described({kWindow, lanes, units}, Tag::tnc);
    const auto state = described({1, 1, lanes, units}, Tag::ldnc);
    const auto input_weights = described({1, 1, inputs, 4, units}, Tag::any);
    const auto state_weights = described({1, 1, units, 4, units}, Tag::any);
    const auto bias = described({1, 1, 4, units}, Tag::ldgo);
    constexpr auto kDirection = dnnl::rnn_direction::unidirectional_left2right;
    const dnnl::lstm_forward::primitive_desc forward(
        {dnnl::prop_kind::forward_training, kDirection, input, state, state, input_weights,
         state_weights, bias, output, state, state},
        engine);
    const dnnl::lstm_backward::primitive_desc backward({dnnl::prop_kind::backward,
                                                        kDirection,
                                                        input,
                                                        state,
                                                        state,
                                                        input_weights,
                                                        state_weights,
                                                        bias,
                                                        output,
                                                        state,
                                                        state,
                                                        input,
                                                        state,
                                                        state,
                                                        input_weights,
                                                        state_weights,
                                                        bias,
                                                        output,
                                                        state,
                                                        state},
                                                       engine, forward);
    forward_ = dnnl::lstm_forward(forward);
    backward_ = dnnl::lstm_backward(backward);
    const auto give = [&](int argument, const memory::desc& desc) {
      return filled_[argument] = filled(desc, engine);
    };
    const memory workspace(forward.workspace_desc(), engine);
    forward_arguments_ = {{DNNL_ARG_SRC_LAYER, give(DNNL_ARG_SRC_LAYER, input)},
                          {DNNL_ARG_SRC_ITER, give(DNNL_ARG_SRC_ITER, state)},
                          {DNNL_ARG_SRC_ITER_C, give(DNNL_ARG_SRC_ITER_C, state)},
                          {DNNL_ARG_WEIGHTS_LAYER, filled(forward.weights_layer_desc(), engine)},
                          {DNNL_ARG_WEIGHTS_ITER, filled(forward.weights_iter_desc(), engine)},
                          {DNNL_ARG_BIAS, give(DNNL_ARG_BIAS, bias)},
                          {DNNL_ARG_DST_LAYER, give(DNNL_ARG_DST_LAYER, output)},
                          {DNNL_ARG_DST_ITER, give(DNNL_ARG_DST_ITER, state)},
                          {DNNL_ARG_DST_ITER_C, give(DNNL_ARG_DST_ITER_C, state)},
                          {DNNL_ARG_WORKSPACE, workspace}};
    backward_arguments_ = {
        {DNNL_ARG_WEIGHTS_LAYER, filled(backward.weights_layer_desc(), engine)},
        {DNNL_ARG_WEIGHTS_ITER, filled(backward.weights_iter_desc(), engine)},
        {DNNL_ARG_DIFF_SRC_LAYER, filled(input, engine)},
        {DNNL_ARG_DIFF_SRC_ITER, filled(state, engine)},
        {DNNL_ARG_DIFF_SRC_ITER_C, filled(state, engine)},
        {DNNL_ARG_DIFF_WEIGHTS_LAYER, filled(backward.diff_weights_layer_desc(), engine)},
        {DNNL_ARG_DIFF_WEIGHTS_ITER, filled(backward.diff_weights_iter_desc(), engine)},
        {DNNL_ARG_DIFF_BIAS, filled(bias, engine)},
        {DNNL_ARG_DIFF_DST_LAYER, filled(output, engine)},
        {DNNL_ARG_DIFF_DST_ITER, filled(state, engine)},
        {DNNL_ARG_DIFF_DST_ITER_C, filled(state, engine)},
        {DNNL_ARG_WORKSPACE, workspace}};
    for (const auto& [argument, made] : filled_) backward_arguments_.emplace(argument, made);
  }

  void forward(dnnl::stream& stream) { forward_.execute(stream, forward_arguments_); }
  void backward(dnnl::stream& stream) {
    for (const int sums : {DNNL_ARG_DIFF_WEIGHTS_LAYER, DNNL_ARG_DIFF_WEIGHTS_ITER,
                           DNNL_ARG_DIFF_BIAS}) {  // oneDNN adds to them
      const memory& made = backward_arguments_.at(sums);
      std::fill_n(static_cast<char*>(made.get_data_handle()), made.get_desc().get_size(), '\0');
    }
    backward_.execute(stream, backward_arguments_);
  }

 private:
  dnnl::lstm_forward forward_;
  dnnl::lstm_backward backward_;
  std::unordered_map<int, memory> forward_arguments_, backward_arguments_, filled_;
};

struct Shape {
  int units = 256, layers = 1, lanes = 64;
};

Shape shape_of(const std::string& text) {
  Shape shape;
  if (std::sscanf(text.c_str(), "%dx%dx%d", &shape.units, &shape.layers, &shape.lanes) != 3) {
    shape = {256, std::stoi(text), 64};
  }
  return shape;
}

void step(std::vector<Layer>& layers, dnnl::stream& stream) {
  for (Layer& layer : layers) layer.forward(stream);
  for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer) layer->backward(stream);
  stream.wait();
}

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

}  // namespace

int main() {
  const dnnl::engine engine(dnnl::engine::kind::cpu, 0);
  dnnl::stream stream(engine);
  const dnnl_version_t* version = dnnl::version();
  std::printf("oneDNN %d.%d.%d, the LSTM alone\n", version->major, version->minor, version->patch);
  std::fflush(stdout);
  std::map<std::string, std::vector<Layer>> works;
  std::string work, text;
  int count = 0;
  while (std::cin >> work >> text >> count) {
    std::vector<Layer>& layers = works[text];
    const Shape shape = shape_of(text);
    for (int l = static_cast<int>(layers.size()); l < shape.layers; ++l) {
      layers.emplace_back(l == 0 ? kPitches : shape.units, shape.units, shape.lanes, engine);
    }
    const auto began = std::chrono::steady_clock::now();
    const double processor = processor_seconds();
    for (int turn = 0; turn < count; ++turn) step(layers, stream);
    const std::chrono::duration<double> clock = std::chrono::steady_clock::now() - began;
    std::printf("%.9f %.9f\n", processor_seconds() - processor, clock.count());
    std::fflush(stdout);
  }
  return 0;
}
