#include "gpu/device_kernels.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "base/random.h"
#include "gpu/counts.h"

namespace bach::gpu {

using engine::kLanes;
using engine::RowRange;

namespace {

// What kernels/multiply.cl calls small and large tiles: rows a work-item takes, and panels.
constexpr int kLargeRows = 4;
constexpr int kLargePanels = 4;
constexpr int kVectorRows = 4;  // VECTOR_ROWS of kernels/multiply_vector.cl

std::size_t tiles_of(std::size_t size, int tile) {
  const auto each = static_cast<std::size_t>(tile);
  return (size + each - 1) / each;
}

}  // namespace

DeviceKernels::DeviceKernels(std::unique_ptr<Session> session, const DeviceInfo& info,
                             int group_rows, const DeviceOptions& options)
    : Kernels(false),
      session_(std::move(session)),
      name_(info.name),
      group_rows_(group_rows),
      limits_{options.units > 0 ? options.units : info.units, group_rows,
              std::min(options.local_memory > 0 ? options.local_memory : SIZE_MAX,
                       static_cast<std::size_t>(info.local_memory))},
      vectors_(info.kind == DeviceKind::kCpu && !options.tiles),
      memory_(session_->context, session_->queue, trouble_, options.fail_allocation),
      launcher_(session_->program, session_->queue, memory_, trouble_, options.fail_launch) {}

void DeviceKernels::begin() const {
  if (trouble_.well()) trouble_.see(OpenCl::get().flush(session_->queue), "computing");
}

Status DeviceKernels::status() const {
  if (trouble_.well()) return {};
  const bool room = trouble_.code() == kNoRoomForObject || trouble_.code() == kOutOfHostMemory;
  return Error{room ? ErrorCode::kLimit : ErrorCode::kIo,
               name_ + " failed while " + trouble_.said() +
                   (room ? "; take fewer lanes or steps, or the processor with `device` cpu"
                         : "; train on the processor with `device` cpu"),
               {}};
}

// ---- products

bool DeviceKernels::large(std::size_t rows, std::size_t panels, int rows_of_tile) const {
  return tiles_of(rows, rows_of_tile) * tiles_of(panels, kLargePanels) >=
         2 * static_cast<std::size_t>(limits_.units);
}

void DeviceKernels::multiply(const engine::Product& s) const {
  const bool sums = s.start == engine::Start::kRowSums;
  const auto rows = static_cast<std::size_t>(s.rows), panels = static_cast<std::size_t>(s.panels);
  const bool wide = large(rows, panels, kLargeRows * group_rows_);
  Launch products = launch(vectors_ ? "multiply_vector"
                           : wide   ? "multiply_large"
                                    : "multiply_small");
  products.number(s.rows)
      .number(s.k_blocks)
      .number(s.panels)
      .array(s.k_blocks == 0 ? nullptr : s.a)
      .wide(s.a_block)
      .array(s.k_blocks == 0 ? nullptr : s.b)
      .wide(s.b_panel)
      .array(s.c)
      .wide(s.c_panel)
      .number(static_cast<int>(s.start))
      .array(sums ? s.sums.bias : nullptr)
      .array(sums ? s.sums.table : nullptr)
      .wide(s.sums.table_panel)
      .array(sums ? s.sums.list.index : nullptr)
      .number(sums ? s.sums.list.per_row : 0);
  if (vectors_) return products.items(tiles_of(rows, kVectorRows) * panels);
  products.groups(tiles_of(panels, wide ? kLargePanels : 1),
                  tiles_of(rows, (wide ? kLargeRows : 1) * group_rows_), group_rows_);
}

void DeviceKernels::multiply_transposed(const engine::OuterProduct& s) const {
  const auto blocks = static_cast<std::size_t>(s.k_blocks);
  const auto panels = static_cast<std::size_t>(s.panels);
  const bool wide = large(blocks, panels, kLargeRows);
  Launch products = launch(vectors_ ? "multiply_transposed_vector"
                           : wide   ? "multiply_transposed_large"
                                    : "multiply_transposed_small");
  products.number(s.rows)
      .number(s.k_blocks)
      .number(s.panels)
      .array(s.a)
      .wide(s.a_block)
      .array(s.d)
      .wide(s.d_panel)
      .array(s.c)
      .wide(s.c_panel);
  if (vectors_) return products.items(blocks * kLanes / kVectorRows * panels);
  products.groups(tiles_of(panels, wide ? kLargePanels : 1),
                  tiles_of(blocks, wide ? kLargeRows : 1), group_rows_);
}

// ---- sums over rows

const DeviceKernels::Places& DeviceKernels::places_of(const engine::RowList& list, int rows,
                                                      int table_rows) const {
  const int count = rows * list.per_row;
  const std::uint64_t writes = memory_.find(list.index).writes;
  if (places_.index == list.index && places_.count == count && places_.rows == table_rows &&
      places_.writes == writes) {
    return places_;
  }
  const auto make_room = [this](engine::AlignedFloats& numbers, std::size_t size) {
    if (numbers.size() < size) numbers = engine::AlignedFloats(size, &memory_);
  };
  const auto table_size = static_cast<std::size_t>(table_rows);
  make_room(places_.begins, table_size + 1);
  make_room(places_.list, static_cast<std::size_t>(count));
  places_.index = list.index;
  places_.count = count;
  places_.rows = table_rows;
  places_.writes = writes;
  launch("count_places")
      .number(table_rows)
      .number(count)
      .array(list.index)
      .array(places_.begins.data())
      .items(table_size);
  launch("begin_places").number(table_rows).array(places_.begins.data()).items(1);
  launch("list_places")
      .number(table_rows)
      .number(count)
      .array(list.index)
      .array(places_.begins.data())
      .array(places_.list.data())
      .items(table_size);
  return places_;
}

void DeviceKernels::scatter(const engine::Scatter& s) const {
  const int table_rows = static_cast<int>(s.table_panel / kLanes);
  const Places& places = places_of(s.list, s.rows, table_rows);
  const std::size_t items = times(s.panels, table_rows, kLanes);
  launch("scatter")
      .number(count_of(items))
      .number(s.list.per_row)
      .number(table_rows)
      .array(s.d)
      .wide(s.d_panel)
      .array(places.begins.data())
      .array(places.list.data())
      .array(s.table)
      .wide(s.table_panel)
      .items(items);
}

void DeviceKernels::column_sums(const engine::ColumnSums& s) const {
  const std::size_t items = times(s.panels, kLanes);
  launch("column_sums")
      .number(count_of(items))
      .number(s.rows)
      .array(s.d)
      .wide(s.d_panel)
      .array(s.sums)
      .items(items);
}

void DeviceKernels::add_squares(const float* x, std::size_t count, float* total) const {
  launch("add_squares")
      .wide(static_cast<std::ptrdiff_t>(count))
      .array(x)
      .array(total)
      .groups(1, 1, group_rows_);
}

void DeviceKernels::sum_squares(const engine::SquareSums& s) const {
  launch("sum_squares")
      .array(s.x)
      .array(s.spans)
      .array(s.begins)
      .array(s.totals)
      .groups(static_cast<std::size_t>(s.count), 1, group_rows_);
}

// ---- the cells and the loss

void DeviceKernels::cell_forward(const engine::CellForward& s,
                                 const engine::CellBlocks& blocks) const {
  const std::size_t items = times(blocks.count, s.rows, kLanes);
  launch("cell_forward")
      .number(count_of(items))
      .number(s.rows)
      .array(s.gates)
      .wide(s.gate)
      .wide(blocks.gates)
      .array(s.cell_before)
      .array(s.cell)
      .array(s.cell_tanh)
      .array(s.hidden)
      .wide(blocks.states)
      .items(items);
}

void DeviceKernels::cell_backward(const engine::CellBackward& s,
                                  const engine::CellBlocks& blocks) const {
  const std::size_t items = times(blocks.count, s.rows, kLanes);
  launch("cell_backward")
      .number(count_of(items))
      .number(s.rows)
      .array(s.gates)
      .wide(s.gate)
      .wide(blocks.gates)
      .array(s.cell_before)
      .array(s.cell_tanh)
      .array(s.d_hidden)
      .wide(blocks.states)
      .array(s.d_cell)
      .wide(blocks.d_cell)
      .items(items);
}

void DeviceKernels::softmax_loss(const engine::SoftmaxLoss& s) const {
  launch("softmax_loss")
      .number(s.rows)
      .number(s.panels)
      .number(s.backward ? 1 : 0)
      .array(s.logits)
      .wide(s.panel)
      .array(s.targets)
      .array(s.largest)
      .array(s.sum)
      .array(s.hit)
      .array(s.scales)
      .items(static_cast<std::size_t>(s.rows));
}

// ---- number by number

void DeviceKernels::adam(const engine::AdamStep& step, const engine::AdamSpan& span,
                         const int* decays, int chosen) const {
  launch("adam")
      .number(count_of(span.count))
      .real(step.beta1)
      .real(step.share1)
      .real(step.beta2)
      .real(step.share2)
      .real(step.step_size)
      .real(step.correction)
      .real(step.epsilon)
      .real(step.gradient_scale)
      .real(step.keep)
      .number(chosen)
      .array(decays)
      .array(span.value)
      .array(span.gradient)
      .array(span.first)
      .array(span.second)
      .items(span.count);
}

void DeviceKernels::adam(const engine::AdamStep& step, const engine::AdamSpan& span) const {
  adam(step, span, nullptr, 0);
}

void DeviceKernels::adam_of_all(const engine::AdamStep& step, const engine::AdamSpan& span,
                                const int* decays) const {
  adam(step, span, decays, 1);
}

void DeviceKernels::activate(const engine::ActivateRows& s) const {
  if (s.activation == Activation::kNone) return;
  const std::size_t items = times(s.panels, s.rows, kLanes);
  launch("activate")
      .number(count_of(items))
      .number(s.rows * kLanes)
      .number(static_cast<int>(s.activation))
      .wide(s.panel)
      .array(s.y)
      .items(items);
}

void DeviceKernels::activate_backward(const engine::ActivateBackwardRows& s) const {
  if (s.activation == Activation::kNone) return;
  const std::size_t items = times(s.panels, s.rows, kLanes);
  launch("activate_backward")
      .number(count_of(items))
      .number(s.rows * kLanes)
      .number(static_cast<int>(s.activation))
      .wide(s.panel)
      .array(s.y)
      .array(s.d)
      .items(items);
}

void DeviceKernels::blend(const float* x, float share, float* average, std::size_t count) const {
  launch("blend").number(count_of(count)).real(share).array(x).array(average).items(count);
}

void DeviceKernels::clear(const engine::ClearRows& s) const {
  const std::size_t items = times(s.panels, s.rows, kLanes);
  launch("clear_rows")
      .number(count_of(items))
      .number(s.rows * kLanes)
      .array(s.to)
      .wide(s.panel)
      .items(items);
}

void DeviceKernels::copy(const engine::CopyRows& s) const {
  const std::size_t items = times(s.panels, s.rows, kLanes);
  launch("copy_rows")
      .number(count_of(items))
      .number(s.rows * kLanes)
      .number(s.add ? 1 : 0)
      .array(s.from)
      .wide(s.from_panel)
      .array(s.to)
      .wide(s.to_panel)
      .items(items);
}

void DeviceKernels::scale(const engine::ScaleRows& s) const {
  const std::size_t items = times(s.panels, s.rows, kLanes);
  launch("scale_rows")
      .number(count_of(items))
      .number(s.rows * kLanes)
      .array(s.x)
      .wide(s.x_panel)
      .array(s.factor)
      .wide(s.factor_panel)
      .array(s.out)
      .wide(s.out_panel)
      .items(items);
}

void DeviceKernels::transpose(const engine::Transpose& s) const {
  const std::size_t items = times(s.panels, s.rows, kLanes);
  launch("transpose")
      .number(count_of(items))
      .number(s.rows)
      .array(s.from)
      .wide(s.from_panel)
      .array(s.to)
      .wide(s.to_panel)
      .number(s.first_row)
      .items(items);
}

void DeviceKernels::order_by_lanes(const engine::LaneOrder& s) const {
  const std::size_t items = times(s.panels, s.lanes * s.steps, kLanes);
  launch("order_by_lanes")
      .number(count_of(items))
      .number(s.lanes)
      .number(s.steps)
      .array(s.from)
      .array(s.to)
      .wide(s.panel)
      .items(items);
}

// ---- dropout

Launch& DeviceKernels::draw(Launch& launch, const engine::DropoutDraw& draw) const {
  const CounterRandom random(draw.seed, Purpose::kDropout);
  const auto counter = random.counter(draw.step, 0, 0);
  const auto key = random.key();
  return launch.word(draw.site)
      .word(counter[2])
      .word(counter[3])
      .word(key[0])
      .word(key[1])
      .word(static_cast<std::uint32_t>(draw.rate * 0x1p32))
      .real(static_cast<float>(1.0 / (1.0 - draw.rate)));
}

void DeviceKernels::sequence_mask(const engine::DropoutDraw& draw, const engine::MaskShape& shape,
                                  int lanes, RowRange range, float* mask) const {
  const std::size_t items = times(shape.steps, range.count, shape.units);
  Launch masks = launch("sequence_mask");
  masks.number(count_of(items))
      .number(shape.units)
      .number(range.first)
      .number(range.count)
      .number(lanes)
      .word(draw.first_row);
  this->draw(masks, draw).array(mask).wide(engine::offset_of(shape.rows, 1)).items(items);
}

void DeviceKernels::weight_mask(const engine::DropoutDraw& draw,
                                const engine::WeightMask& s) const {
  const std::size_t items = times(4 * s.blocks, s.units, kLanes);
  Launch masks = launch("weight_mask");
  masks.number(count_of(items)).number(s.units).number(s.rows).number(s.first_unit);
  this->draw(masks, draw).array(s.factors).items(items);
}

}  // namespace bach::gpu
