# Files of a module are compiled several in one go, which takes less than half the time. These are
# compiled alone: their file-local names are those of neighbours.
set_source_files_properties(
  src/app/compose/wishes.cc
  src/cli/evaluate.cc
  src/evaluate/suite_scorer.cc src/evaluate/window_scorer.cc
  src/lm/sequence_head.cc src/lm/sequence_pass.cc src/lm/sequence_trainer.cc
  src/plot/histogram.cc src/plot/note_matrix.cc src/plot/roll.cc
  src/suite/grid.cc
  src/train/sequence_loop.cc
  tests/suite/lanes_test.cc
  tests/compose/sequence_generator_test.cc
  tests/lm/safetensors_test.cc tests/lm/sequence_gradient_test.cc
  tests/lm/sequence_model_file_test.cc tests/lm/sequence_predictor_test.cc
  tests/lm/sequence_trainer_test.cc
  tests/ngram/shared_runs_test.cc
  PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
