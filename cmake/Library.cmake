# Everything but the command line as one library: bach::bach, libbach.a or, with BUILD_SHARED_LIBS,
# libbach.so. doc/library.md tells how to use it.

# The headers others may include, <bach/compose.h>, and the values these include in turn, which lie in
# modules below and are <bach/score/score.h> to others. They are laid out in the build folder as they
# are installed, with their own includes written likewise, so that who builds within this tree sees the
# same headers and no others.
set(public_headers bach.h compose.h language_model.h learning.h measure.h movements.h music.h network.h
    note_array.h options.h picture.h pitch_model.h sampling.h sound.h suite_model.h version.h windows.h)
set(public_values app/carried_movement.h app/compose/request.h app/compose/values.h app/music/named_score.h
    app/options/value.h base/cancel.h base/error_name.h base/export.h base/progress.h
    base/result.h compose/bar_count.h compose/daring.h harmony/plan/modulation.h compose/pitch_limits.h compose/sampling_options.h notation/marks.h score/instruments.h
    score/score.h score/piece_kind.h
    suite/rhythm_classes.h)
list(TRANSFORM public_headers PREPEND bach/)
set(bach_headers ${PROJECT_BINARY_DIR}/include)
set(bach_staged_headers)
foreach(header IN LISTS public_headers public_values)
  set(source ${PROJECT_SOURCE_DIR}/src/${header})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${source})
  file(READ ${source} text)
  string(REGEX REPLACE "#include \"(bach/)?([^\"]+)\"" "#include <bach/\\2>" text "${text}")
  string(REGEX REPLACE "^bach/" "" staged ${header})
  file(CONFIGURE OUTPUT ${bach_headers}/bach/${staged} CONTENT "${text}" @ONLY)
  list(APPEND bach_staged_headers ${bach_headers}/bach/${staged})
endforeach()
file(GLOB_RECURSE lying ${bach_headers}/*.h)
list(REMOVE_ITEM lying ${bach_staged_headers})
if(lying)
  file(REMOVE ${lying})
endif()

# The objects of all modules but the command line and what serves others, so that one file has them.
get_property(modules GLOBAL PROPERTY BACH_MODULES)
list(REMOVE_ITEM modules cli api studio)
get_property(bach_objects GLOBAL PROPERTY BACH_KERNEL_OBJECTS)
foreach(module IN LISTS modules)
  get_target_property(type bach_${module} TYPE)
  if(type STREQUAL STATIC_LIBRARY)
    list(APPEND bach_objects $<TARGET_OBJECTS:bach_${module}>)
  endif()
endforeach()

# bach_library_of(TARGET [STATIC|SHARED]): by default as BUILD_SHARED_LIBS says.
function(bach_library_of target)
  add_library(${target} ${ARGN} ${bach_objects})
  # Before 1.0 a minor version may change what programs were compiled against.
  set(so_version ${PROJECT_VERSION_MAJOR})
  if(so_version EQUAL 0)
    set(so_version 0.${PROJECT_VERSION_MINOR})
  endif()
  set_target_properties(${target} PROPERTIES OUTPUT_NAME bach EXPORT_NAME bach LINKER_LANGUAGE CXX
    VERSION ${PROJECT_VERSION} SOVERSION ${so_version})
  target_compile_features(${target} INTERFACE cxx_std_20)
  target_sources(${target} PUBLIC FILE_SET HEADERS BASE_DIRS ${bach_headers} FILES ${bach_staged_headers})
  target_link_libraries(${target} PRIVATE
    PkgConfig::NETTLE PkgConfig::PUGIXML PkgConfig::MINIZIP Threads::Threads ${CMAKE_DL_LIBS})
  get_target_property(type ${target} TYPE)
  if(BACH_CHECK_ODR AND type STREQUAL STATIC_LIBRARY)
    add_custom_command(TARGET ${target} POST_BUILD
      COMMAND ${CMAKE_STRIP} -R ".gnu.lto_*" -N __gnu_lto_v1 $<TARGET_FILE:${target}> VERBATIM)
  endif()
  if(type STREQUAL SHARED_LIBRARY)
    # Of what the compiler makes of templates nothing shows, either.
    set(script ${PROJECT_SOURCE_DIR}/cmake/libbach.map)
    target_link_options(${target} PRIVATE LINKER:--version-script=${script} LINKER:-z,relro,-z,now)
    set_target_properties(${target} PROPERTIES LINK_DEPENDS ${script})
  endif()
endfunction()

bach_library_of(bach_library)
add_library(bach::bach ALIAS bach_library)
