# The library bach_studio.so, which the verb loads: what cpp-httplib brings along would slow every start of
# the program. The page's files are in it, and nothing of the program that is not the server's.
set(page_folder ${BACH_STUDIO_PAGE})
set(page_depends "")
if(page_folder)
  file(GLOB_RECURSE page_depends CONFIGURE_DEPENDS ${page_folder}/*)
else()
  # npm writes beside what it reads: so in a copy, within the build folder.
  set(web ${PROJECT_BINARY_DIR}/web)
  set(page_folder ${PROJECT_BINARY_DIR}/page)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/web/*)
  list(FILTER sources EXCLUDE REGEX "/node_modules/")
  add_custom_command(OUTPUT ${web}/packages.stamp
    COMMAND ${CMAKE_COMMAND} -E make_directory ${web}
    COMMAND ${CMAKE_COMMAND} -E copy ${PROJECT_SOURCE_DIR}/web/package.json
            ${PROJECT_SOURCE_DIR}/web/package-lock.json ${web}
    COMMAND ${BACH_NPM} ci --ignore-scripts --no-audit --no-fund --loglevel=error --prefix ${web}
    COMMAND ${CMAKE_COMMAND} -E touch ${web}/packages.stamp
    DEPENDS ${PROJECT_SOURCE_DIR}/web/package.json ${PROJECT_SOURCE_DIR}/web/package-lock.json
    COMMENT "Fetching what the page is made of" VERBATIM)
  add_custom_command(OUTPUT ${page_folder}.stamp
    COMMAND ${CMAKE_COMMAND} -DFROM=${PROJECT_SOURCE_DIR}/web -DTO=${web}
            -P ${PROJECT_SOURCE_DIR}/cmake/CopySources.cmake
    COMMAND ${CMAKE_COMMAND} -E rm -rf ${page_folder}
    COMMAND ${CMAKE_COMMAND} -E chdir ${web} ${BACH_NODE} build.mjs ${page_folder}
    COMMAND ${CMAKE_COMMAND} -E touch ${page_folder}.stamp
    DEPENDS ${sources} ${web}/packages.stamp ${PROJECT_SOURCE_DIR}/cmake/CopySources.cmake
    COMMENT "Building the page" VERBATIM)
  set(page_depends ${page_folder}.stamp)
endif()

set(embedded ${PROJECT_BINARY_DIR}/page_files.cc)
add_custom_command(OUTPUT ${embedded}
  COMMAND ${BACH_NODE} ${PROJECT_SOURCE_DIR}/tools/embed_page.mjs ${page_folder} ${embedded}
          ${PROJECT_BINARY_DIR}/page_compressed
  DEPENDS ${page_depends} ${PROJECT_SOURCE_DIR}/tools/embed_page.mjs
  COMMENT "Packing the page" VERBATIM)

add_library(bach_studio_library MODULE src/studio/main.cc ${embedded})
target_link_libraries(bach_studio_library PRIVATE bach_studio bach_flags)
set(script ${PROJECT_SOURCE_DIR}/cmake/bach_studio.map)
target_link_options(bach_studio_library PRIVATE LINKER:--version-script=${script} LINKER:-z,relro,-z,now)
if(NOT CMAKE_CXX_FLAGS MATCHES "-fsanitize")  # whose own symbols are the program's
  target_link_options(bach_studio_library PRIVATE LINKER:-z,defs)
endif()
set_target_properties(bach_studio_library PROPERTIES PREFIX "" OUTPUT_NAME bach_studio
  LINK_DEPENDS ${script})

add_custom_target(studio DEPENDS bach bach_studio_library)
