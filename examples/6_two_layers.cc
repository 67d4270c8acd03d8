// The exercise: one layer of LSTM against two, by what they make of music they have not seen.
// 6_two_layers [STEPS]
#include <bach/network.h>

#include <cstdio>
#include <cstdlib>
#include <string>

int main(int argc, char** argv) {
  for (const int layers : {1, 2}) {
    bach::NetworkPlan plan;
    plan.layers = layers;  // dropout between them
    plan.epochs = 1;
    plan.batches = argc > 1 ? std::atoi(argv[1]) : 300;
    plan.holdout = {"cs1-6gig", "cs2-2all", "cs3-3cou", "cs4-5bou", "cs5-4sar", "cs6-1pre"};
    const std::string path = "layers-" + std::to_string(layers) + ".safetensors";
    const auto report = bach::train_network(plan, path);
    if (!report) {
      std::fprintf(stderr, "%s\n", report.error().message.c_str());
      return 1;
    }
    std::printf("%d layer%s: %zu parameters, held-out loss %.3f nats\n", layers,
                layers == 1 ? "" : "s", report->parameters, report->held_out_loss.value_or(0));
  }
  return 0;
}
