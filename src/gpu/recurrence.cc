#include "gpu/recurrence.h"

#include <algorithm>
#include <string>

#include "gpu/device_kernels.h"

namespace bach::gpu {

using engine::kLanes;

RecurrencePlan plan_recurrence(int lanes, int panels, int numbers, const RecurrenceLimits& limits) {
  if (panels * kLanes > kMostRecurrentUnits) return {};
  const std::size_t room = limits.local_memory / sizeof(float);
  const auto floats = [numbers](int of_lanes) {
    return static_cast<std::size_t>(of_lanes) * static_cast<std::size_t>(numbers);
  };
  RecurrencePlan plan;
  plan.width = std::min(panels, limits.group_rows);
  // Weights pass by once for all lanes of a work-item; more of them than keep all units busy are
  // better than more groups.
  plan.rows = (lanes + 3) / 4 <= limits.units ? 4 : 8;
  if (floats(plan.rows) > room) plan.rows = 4;
  if (floats(plan.rows) > room) return {};
  const auto more = [&] {
    const int lanes_then = 2 * plan.teams * plan.rows;
    return lanes > plan.teams * plan.rows && 2 * plan.teams * plan.width <= limits.group_rows &&
           floats(lanes_then) <= room && (lanes + lanes_then - 1) / lanes_then >= limits.units;
  };
  while (more()) plan.teams *= 2;
  plan.states = floats(plan.rows * plan.teams);
  const auto across = static_cast<std::size_t>(panels) * kLanes;
  plan.held = plan.rows == 4 && plan.states + 4 * across * across <= room;
  plan.weights = plan.held ? 4 * across * across : 0;
  return plan;
}

namespace {

const char* kernel_of(const RecurrencePlan& plan, bool forward) {
  if (plan.held) return forward ? "recur_forward_held" : "recur_backward_held";
  if (plan.rows == 4) return forward ? "recur_forward_4" : "recur_backward_4";
  return forward ? "recur_forward_8" : "recur_backward_8";
}

// The arguments that both ways begin with.
Launch& say_shape(Launch& launch, const RecurrencePlan& plan, const engine::RecurrentSteps& s) {
  return launch.number(s.lanes)
      .number(s.steps)
      .number(s.panels)
      .number(plan.width)
      .number(plan.teams)
      .number(s.begins == nullptr ? 0 : 1)
      .array(s.begins)
      .array(s.weights)
      .wide(s.panel)
      .array(s.gates);
}

// And end with.
Launch& say_mask(Launch& launch, const RecurrencePlan& plan, const engine::RecurrentSteps& s) {
  launch.number(s.mask == nullptr ? 0 : 1)
      .array(s.mask)
      .wide(s.mask_panel)
      .number(s.mask_step)
      .local(plan.states * sizeof(float));
  return plan.held ? launch.local(plan.weights * sizeof(float)) : launch;
}

}  // namespace

// Processors, which have no local memory, go step by step, sixteen lanes of a vector at a time.

bool DeviceKernels::recur(const engine::RecurForward& s) const {
  if (vectors_) return false;
  const RecurrencePlan plan =
      plan_recurrence(s.steps.lanes, s.steps.panels, 2 * s.steps.panels * kLanes, limits_);
  if (plan.rows == 0) return false;
  Launch steps = launch(kernel_of(plan, true));
  say_shape(steps, plan, s.steps)
      .array(s.hidden)
      .array(s.cell)
      .array(s.cell_tanh)
      .number(s.out == nullptr ? 0 : 1)
      .array(s.out);
  say_mask(steps, plan, s.steps)
      .groups(static_cast<std::size_t>(plan.groups(s.steps.lanes)), 1, group_rows_);
  return true;
}

bool DeviceKernels::recur_backward(const engine::RecurBackward& s) const {
  if (vectors_) return false;
  const RecurrencePlan plan = plan_recurrence(s.steps.lanes, s.steps.panels,
                                              s.steps.panels * engine::kBlockColumns, limits_);
  if (plan.rows == 0) return false;
  Launch steps = launch(kernel_of(plan, false));
  say_shape(steps, plan, s.steps)
      .array(s.cell)
      .array(s.cell_tanh)
      .number(s.first_step)
      .array(s.d_out)
      .array(s.d_cell)
      .wide(s.d_cell_panel);
  say_mask(steps, plan, s.steps)
      .groups(static_cast<std::size_t>(plan.groups(s.steps.lanes)), 1, group_rows_);
  return true;
}

}  // namespace bach::gpu
