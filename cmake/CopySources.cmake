# cmake -DFROM=… -DTO=… -P CopySources.cmake: copies a folder's files, less what npm made there. What was
# removed there goes, too.
file(GLOB there ${TO}/*)
list(FILTER there EXCLUDE REGEX "/(node_modules|packages\\.stamp)$")
file(REMOVE_RECURSE ${there})
file(COPY ${FROM}/ DESTINATION ${TO} PATTERN node_modules EXCLUDE)
