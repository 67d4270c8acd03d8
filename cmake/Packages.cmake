# `cpack` in the build folder makes Debian packages: bach, the program with its model and manual, and
# libbach-dev, what others build on; where the library is a shared one, that in libbach0.1 (or whatever
# its SOVERSION is). tools/check_deb.sh tries them.
if(NOT PROJECT_IS_TOP_LEVEL OR NOT BACH_BUILD_PROGRAM)
  return()
endif()

get_target_property(so_version bach_library SOVERSION)
set(package_program bach)
set(package_development libbach-dev)
set(package_runtime libbach${so_version})
set(packages program development)
if(NOT static)
  list(APPEND packages runtime)
endif()
foreach(component IN LISTS packages)
  install(FILES ${PROJECT_SOURCE_DIR}/LICENSE RENAME copyright COMPONENT ${component}
          DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${package_${component}})
endforeach()
install(DIRECTORY ${PROJECT_SOURCE_DIR}/examples COMPONENT development
        DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${package_development})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME bach)
set(CPACK_PACKAGE_CONTACT "The bach authors <bach@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL ${packages})
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/cmake/CompressManual.cmake)

set(CPACK_COMPONENT_PROGRAM_DESCRIPTION "learns the language of Bach's cello suites, composes new ones
 The program carries the 36 movements and a model that has learned from them.")
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME ${package_program})
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION sound)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
# Loaded, or run, when used; doc/dependencies.md says for what.
set(CPACK_DEBIAN_PROGRAM_PACKAGE_RECOMMENDS
    "libarchive13, libcairo2, libcurl4, libfluidsynth3, libsndfile1, timgm6mb-soundfont")
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SUGGESTS "abcm2ps, bubblewrap, ghostscript, libasound2, ocl-icd-libopencl1")

set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION "C++ library of the program bach: headers and library
 With a CMake package, a pkg-config file and examples.")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME ${package_development})
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
if(static)
  # What the CMake package and bach.pc ask for.
  set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
      "libminizip-dev, libpugixml-dev, nettle-dev, pkg-config")
else()
  set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "${package_runtime} (= ${PROJECT_VERSION})")
  set(CPACK_COMPONENT_RUNTIME_DESCRIPTION "C++ library of the program bach")
  set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME ${package_runtime})
  set(CPACK_DEBIAN_RUNTIME_PACKAGE_SECTION libs)
  set(CPACK_DEBIAN_RUNTIME_PACKAGE_SHLIBDEPS ON)
  set(CPACK_DEBIAN_RUNTIME_PACKAGE_RECOMMENDS "${CPACK_DEBIAN_PROGRAM_PACKAGE_RECOMMENDS}")
  set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
endif()

include(CPack)
