// What a device's kernels do with tables of embeddings, and what heads add to logits.
#include "gpu/counts.h"
#include "gpu/device_kernels.h"

namespace bach::gpu {

using engine::EmbeddedColumns;
using engine::kLanes;
using engine::panels_of;
using engine::RowRange;

namespace {

// The arguments that gathering has in common with its way back.
Launch& say_columns(Launch& launch, const engine::TableShape& shape, const float* table,
                    const EmbeddedColumns& columns) {
  return launch.number(shape.width)
      .number(shape.stride)
      .array(table)
      .array(columns.values)
      .number(columns.stride)
      .number(columns.first)
      .number(columns.held)
      .number(columns.mask == nullptr ? 0 : 1)
      .array(columns.mask)
      .number(columns.lanes)
      .number(columns.mask_held);
}

}  // namespace

void DeviceKernels::gather(const engine::TableShape& shape, const float* table,
                           const EmbeddedColumns& columns, RowRange rows, float* to) const {
  const std::size_t items = times(rows.count, shape.width);
  Launch gathering = launch("gather");
  gathering.number(count_of(items)).number(rows.first);
  say_columns(gathering, shape, table, columns).array(to).items(items);
}

void DeviceKernels::add_gathered(const engine::TableShape& shape, const float* d,
                                 const EmbeddedColumns& columns, int count, float* table) const {
  const std::size_t items = times(shape.rows, shape.width);
  Launch adding = launch("add_gathered");
  adding.number(count_of(items)).number(count);
  say_columns(adding, shape, table, columns).array(d).items(items);
}

void DeviceKernels::derive_tied(const engine::TiedForms& s) const {
  const std::size_t items = times(s.rows, s.stride);
  launch("derive_tied")
      .number(count_of(items))
      .number(s.rows)
      .number(s.stride)
      .array(s.table)
      .array(s.by_class)
      .array(s.by_column)
      .items(items);
}

// ---- what heads add to logits

void DeviceKernels::relate(const engine::Relation& relation, RowRange rows, const float* relative,
                           float* logits) const {
  const std::size_t items = times(rows.count, relation.classes);
  launch("relate")
      .number(count_of(items))
      .number(rows.first)
      .number(relation.outputs)
      .number(relation.cyclic ? 1 : 0)
      .number(relation.classes)
      .number(relation.held)
      .array(relation.values)
      .number(relation.stride)
      .array(relative)
      .array(logits)
      .items(items);
}

void DeviceKernels::relate_backward(const engine::Relation& relation, RowRange rows,
                                    const float* logits, float* relative) const {
  const std::size_t items = times(rows.count, panels_of(relation.outputs), kLanes);
  launch("relate_backward")
      .number(count_of(items))
      .number(rows.first)
      .number(relation.outputs)
      .number(relation.cyclic ? 1 : 0)
      .number(relation.classes)
      .number(relation.held)
      .array(relation.values)
      .number(relation.stride)
      .array(logits)
      .array(relative)
      .items(items);
}

void DeviceKernels::guess(const engine::Guess& guess, RowRange rows, const float* numbers,
                          const float* biases, float* logits) const {
  launch("guess")
      .number(rows.count)
      .number(rows.first)
      .number(guess.number)
      .number(guess.classes)
      .number(guess.held)
      .array(guess.values)
      .number(guess.buckets == nullptr ? 0 : 1)
      .array(guess.buckets)
      .number(guess.stride)
      .array(numbers)
      .array(biases)
      .array(logits)
      .items(static_cast<std::size_t>(rows.count));
}

void DeviceKernels::guess_backward(const engine::Guess& guess, RowRange rows, const float* logits,
                                   float* numbers) const {
  launch("guess_backward")
      .number(rows.count)
      .number(rows.first)
      .number(guess.number)
      .number(guess.classes)
      .number(guess.held)
      .array(guess.values)
      .number(guess.stride)
      .array(logits)
      .array(numbers)
      .items(static_cast<std::size_t>(rows.count));
}

void DeviceKernels::guess_biases(const engine::Guess& guess, RowRange rows, const float* numbers,
                                 std::size_t size, float* biases) const {
  launch("guess_biases")
      .number(count_of(size))
      .number(rows.first)
      .number(rows.count)
      .number(guess.number)
      .number(guess.held)
      .number(guess.buckets == nullptr ? 0 : 1)
      .array(guess.buckets)
      .number(guess.stride)
      .array(numbers)
      .array(biases)
      .items(size);
}

}  // namespace bach::gpu
