# `cmake --install`: the program, its manual, the library, its public headers, and what
# find_package(bach) and pkg-config look for. `product` is what has to be built for that.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

add_custom_target(product DEPENDS bach_library)

if(BACH_BUILD_PROGRAM)
  add_dependencies(product bach bach_manual)
  install(TARGETS bach RUNTIME COMPONENT program)
  if(TARGET bach_studio_library)
    add_dependencies(product bach_studio_library)
    install(TARGETS bach_studio_library LIBRARY DESTINATION lib/bach COMPONENT program)
  endif()
  # Of no package: nobody who has no MPI is to get one.
  if(BACH_MPI_PLUGINS)
    add_dependencies(product ${BACH_MPI_PLUGINS})
    install(TARGETS ${BACH_MPI_PLUGINS} LIBRARY DESTINATION lib/bach COMPONENT mpi)
  endif()
  # What `bach studio --export` takes along.
  if(BACH_BROWSER_PROGRAM)
    foreach(name bach.wasm bach.js bach.mjs)
      install(FILES ${BACH_BROWSER_PROGRAM}/${name} COMPONENT program
              DESTINATION ${CMAKE_INSTALL_DATADIR}/bach/wasm)
    endforeach()
  endif()
  install(DIRECTORY ${bach_manual}/man1 DESTINATION ${CMAKE_INSTALL_MANDIR} COMPONENT program)
  install(FILES ${bach_manual}/bash/bach COMPONENT program
          DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
  install(FILES ${bach_manual}/zsh/_bach COMPONENT program
          DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
  install(FILES ${PROJECT_SOURCE_DIR}/CHANGELOG.md COMPONENT program
          DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/bach)
endif()

# Components are packages; see Packages.cmake. The shared library is one of its own.
install(TARGETS bach_library EXPORT bach
        ARCHIVE COMPONENT development
        LIBRARY COMPONENT runtime NAMELINK_COMPONENT development
        FILE_SET HEADERS COMPONENT development)

get_target_property(type bach_library TYPE)
set(static OFF)
if(type STREQUAL STATIC_LIBRARY)
  set(static ON)
endif()

set(config_folder ${CMAKE_INSTALL_LIBDIR}/cmake/bach)
install(EXPORT bach NAMESPACE bach:: FILE bachTargets.cmake DESTINATION ${config_folder}
        COMPONENT development)
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/bachConfig.cmake.in
  ${PROJECT_BINARY_DIR}/bachConfig.cmake INSTALL_DESTINATION ${config_folder})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/bachConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/bachConfig.cmake ${PROJECT_BINARY_DIR}/bachConfigVersion.cmake
        DESTINATION ${config_folder} COMPONENT development)

# Who links the static library links these, too.
set(pc_requires "")
set(pc_libs "")
if(static)
  set(pc_requires "nettle pugixml minizip")
  set(pc_libs " -pthread -ldl")
endif()
# Relative to where bach.pc lies, so that an installed tree may be moved.
file(RELATIVE_PATH pc_to_prefix /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(${PROJECT_SOURCE_DIR}/cmake/bach.pc.in ${PROJECT_BINARY_DIR}/bach.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/bach.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig
        COMPONENT development)
