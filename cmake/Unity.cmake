# Files of a module are compiled several in one go, which takes less than half the time. These are
# compiled alone: their file-local names are those of neighbours.
set_source_files_properties(
  src/app/train/sequences.cc
  src/cli/train.cc
  tests/app/suite_training_test.cc
  tests/notation/musicxml/form_test.cc tests/notation/musicxml/limits_test.cc
  tests/notation/musicxml/reader_test.cc
  PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
