# cmake -DFROM=… -DTO=… -P CopySources.cmake: copies a folder's files, less what npm made there.
file(COPY ${FROM}/ DESTINATION ${TO} PATTERN node_modules EXCLUDE)
