# Everything but the command line as one static library, libbach.a, and `cmake --install`: the program,
# its manual pages, the library, its public headers, and what find_package(bach) and pkg-config look for.
# doc/library.md tells how to use it.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# The headers others may include. Each compiles alone; tools/check_examples.sh tries it.
set(public_headers
  bach/bach.h bach/compose.h bach/measure.h bach/music.h bach/network.h bach/windows.h
  base/cancel.h base/result.h score/score.h)
# What a program that links the static library links, too.
set(public_packages nettle sndfile pugixml minizip)

# The objects of all modules but the command line, so that one archive has them.
get_property(modules GLOBAL PROPERTY BACH_MODULES)
list(REMOVE_ITEM modules cli)
get_property(objects GLOBAL PROPERTY BACH_KERNEL_OBJECTS)
foreach(module IN LISTS modules)
  get_target_property(type bach_${module} TYPE)
  if(type STREQUAL STATIC_LIBRARY)
    list(APPEND objects $<TARGET_OBJECTS:bach_${module}>)
  endif()
endforeach()
add_library(bach_library STATIC ${objects})
set_target_properties(bach_library PROPERTIES OUTPUT_NAME bach EXPORT_NAME bach
  LINKER_LANGUAGE CXX)
target_compile_features(bach_library INTERFACE cxx_std_20)
target_include_directories(bach_library INTERFACE
  $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/bach>)
target_link_libraries(bach_library INTERFACE
  PkgConfig::NETTLE PkgConfig::SNDFILE PkgConfig::PUGIXML PkgConfig::MINIZIP Threads::Threads ${CMAKE_DL_LIBS})

# Manual pages and the shells' completions, told by the program itself.
set(manual ${PROJECT_BINARY_DIR}/manual)
add_custom_command(OUTPUT ${manual}/stamp
  COMMAND ${CMAKE_COMMAND} -E rm -rf ${manual}
  COMMAND bach help --format man -o ${manual}/man1
  COMMAND bach help --format bash -o ${manual}/bash
  COMMAND bach help --format zsh -o ${manual}/zsh
  COMMAND ${CMAKE_COMMAND} -E touch ${manual}/stamp
  DEPENDS bach VERBATIM)
add_custom_target(bach_manual ALL DEPENDS ${manual}/stamp)
install(DIRECTORY ${manual}/man1 DESTINATION ${CMAKE_INSTALL_MANDIR} COMPONENT program)
install(FILES ${manual}/bash/bach DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
        COMPONENT program)
install(FILES ${manual}/zsh/_bach DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions
        COMPONENT program)

install(TARGETS bach RUNTIME COMPONENT program)
install(TARGETS bach_library EXPORT bach ARCHIVE COMPONENT library)
foreach(header IN LISTS public_headers)
  get_filename_component(folder ${header} DIRECTORY)
  install(FILES ${PROJECT_SOURCE_DIR}/src/${header}
          DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/bach/${folder} COMPONENT library)
endforeach()

set(config_folder ${CMAKE_INSTALL_LIBDIR}/cmake/bach)
install(EXPORT bach NAMESPACE bach:: FILE bachTargets.cmake DESTINATION ${config_folder}
        COMPONENT library)
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/bachConfig.cmake.in
  ${PROJECT_BINARY_DIR}/bachConfig.cmake INSTALL_DESTINATION ${config_folder})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/bachConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/bachConfig.cmake ${PROJECT_BINARY_DIR}/bachConfigVersion.cmake
        DESTINATION ${config_folder} COMPONENT library)

string(JOIN " " pc_packages ${public_packages})
# Relative to where bach.pc lies, so that an installed tree may be moved.
file(RELATIVE_PATH pc_to_prefix /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(${PROJECT_SOURCE_DIR}/cmake/bach.pc.in ${PROJECT_BINARY_DIR}/bach.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/bach.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig
        COMPONENT library)
