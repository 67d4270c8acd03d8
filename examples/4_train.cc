// Trains the teaching notebook's network, with six pieces held out: 4_train [STEPS [LAYERS [FILE]]]
#include <bach/network.h>

#include <cstdio>
#include <cstdlib>
#include <string>

int main(int argc, char** argv) {
  bach::NetworkPlan plan;
  plan.epochs = 1;
  plan.batches = argc > 1 ? std::atoi(argv[1]) : 300;
  plan.layers = argc > 2 ? std::atoi(argv[2]) : 1;
  plan.holdout = {"cs1-6gig", "cs2-2all", "cs3-3cou", "cs4-5bou", "cs5-4sar", "cs6-1pre"};
  const std::string path = argc > 3 ? argv[3] : "network.safetensors";
  const auto report = bach::train_network(plan, path, [](const bach::NetworkStep& step) {
    if (step.step % 50 == 0 || step.step == step.steps) {
      std::printf("step %llu  loss %.3f nats\n", static_cast<unsigned long long>(step.step),
                  step.loss);
    }
  });
  if (!report) {
    std::fprintf(stderr, "%s\n", report.error().message.c_str());
    return 1;
  }
  for (const bach::NetworkTensor& tensor : report->tensors) {
    std::printf("%-18s", tensor.name.c_str());
    for (const int size : tensor.shape) std::printf(" %d", size);
    std::printf("\n");
  }
  std::printf("%zu parameters, %zu windows, held-out loss %.3f nats; wrote %s\n",
              report->parameters, report->windows, report->held_out_loss.value_or(0), path.c_str());
  return 0;
}
