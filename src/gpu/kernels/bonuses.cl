// What heads add to logits by what a row's record says: Relation and Guess of nn/engine/kernels.h.

long place_in(int held, int row, int column) {
  return ((long)(column / 16) * held + row) * 16 + column % 16;
}

kernel void relate(int count, int first_row, int outputs, int cyclic, int classes, int held,
                   global const int* values, long values_at, int stride,
                   global const float* relative, long relative_at, global float* logits,
                   long logits_at) {
  const int item = (int)get_global_id(0);
  if (item >= count) return;
  const int c = item % classes, r = first_row + item / classes;
  const int value = values[values_at + (long)r * stride];
  if (value < 0) return;
  const int output = cyclic != 0 ? (value % outputs + c) % outputs : c - (value - outputs / 2);
  if (output < 0 || output >= outputs) return;
  global float* logit = logits + logits_at + place_in(held, r, c);
  *logit = *logit + relative[relative_at + place_in(held, r, output)];
}

// All columns of the relative outputs' panels are written.
kernel void relate_backward(int count, int first_row, int outputs, int cyclic, int classes,
                            int held, global const int* values, long values_at, int stride,
                            global const float* logits, long logits_at, global float* relative,
                            long relative_at) {
  const int item = (int)get_global_id(0);
  if (item >= count) return;
  const int columns = (outputs + 15) / 16 * 16;
  const int output = item % columns, r = first_row + item / columns;
  const int value = values[values_at + (long)r * stride];
  float sum = 0.0f;
  if (value >= 0 && output < outputs) {
    if (cyclic != 0) {
      for (int c = (output - value % outputs + outputs) % outputs; c < classes; c += outputs) {
        sum = sum + logits[logits_at + place_in(held, r, c)];
      }
    } else {
      const int c = value - outputs / 2 + output;
      if (c >= 0 && c < classes) sum = sum + logits[logits_at + place_in(held, r, c)];
    }
  }
  relative[relative_at + place_in(held, r, output)] = sum;
}

kernel void guess(int count, int first_row, int number, int classes, int held,
                  global const int* values, long values_at, int bucketed,
                  global const int* buckets, long buckets_at, int stride,
                  global const float* numbers, long numbers_at, global const float* biases,
                  long biases_at, global float* logits, long logits_at) {
  const int item = (int)get_global_id(0);
  if (item >= count) return;
  const int r = first_row + item;
  const int value = values[values_at + (long)r * stride];
  if (value < 0 || value >= classes) return;
  const int bucket = bucketed != 0 ? buckets[buckets_at + (long)r * stride] : 0;
  float bonus = numbers[numbers_at + place_in(held, r, number)];
  if (bucket >= 0) bonus = bonus + biases[biases_at + bucket];
  global float* logit = logits + logits_at + place_in(held, r, value);
  *logit = *logit + bonus;
}

kernel void guess_backward(int count, int first_row, int number, int classes, int held,
                           global const int* values, long values_at, int stride,
                           global const float* logits, long logits_at, global float* numbers,
                           long numbers_at) {
  const int item = (int)get_global_id(0);
  if (item >= count) return;
  const int r = first_row + item;
  const int value = values[values_at + (long)r * stride];
  numbers[numbers_at + place_in(held, r, number)] =
      value < 0 || value >= classes ? 0.0f : logits[logits_at + place_in(held, r, value)];
}

// A work-item adds up one bucket.
kernel void guess_biases(int count, int first_row, int rows, int number, int held, int bucketed,
                         global const int* buckets, long buckets_at, int stride,
                         global const float* numbers, long numbers_at, global float* biases,
                         long biases_at) {
  const int bucket = (int)get_global_id(0);
  if (bucket >= count) return;
  float sum = 0.0f;
  for (int r = first_row; r < first_row + rows; ++r) {
    const int own = bucketed != 0 ? buckets[buckets_at + (long)r * stride] : 0;
    if (own == bucket) sum = sum + numbers[numbers_at + place_in(held, r, number)];
  }
  biases[biases_at + bucket] = sum;
}
