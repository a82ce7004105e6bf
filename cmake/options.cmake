# project_options: what every target of ours is compiled with.
add_library(project_options INTERFACE)
target_include_directories(project_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_features(project_options INTERFACE cxx_std_20)

if(MSVC)
  target_compile_options(project_options INTERFACE /W4 /permissive- /utf-8)
  if(STRANDLINE_WERROR)
    target_compile_options(project_options INTERFACE /WX)
  endif()
else()
  target_compile_options(project_options INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wold-style-cast -Wnon-virtual-dtor)
  # GCC 12 warns of std::string and std::vector themselves once it inlines them.
  target_compile_options(project_options INTERFACE
    $<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:-Wno-stringop-overflow>
    $<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:-Wno-restrict>)
  if(STRANDLINE_WERROR)
    target_compile_options(project_options INTERFACE -Werror)
  endif()
  if(STRANDLINE_SANITIZE)
    target_compile_options(project_options INTERFACE
      -fsanitize=${STRANDLINE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all
      -Wno-maybe-uninitialized) # GCC 12 mistakes empty variants for it in what a sanitizer leaves of the code
    if(STRANDLINE_SANITIZE MATCHES thread)
      # The session board has fences, which the sanitizer doesn't see; all that they order are atomics.
      target_compile_options(project_options INTERFACE -Wno-tsan)
    endif()
    target_link_options(project_options INTERFACE -fsanitize=${STRANDLINE_SANITIZE})
  else()
    target_compile_options(project_options INTERFACE
      -fstack-protector-strong $<$<CONFIG:Release,RelWithDebInfo>:-D_FORTIFY_SOURCE=2>)
  endif()
endif()
target_compile_definitions(project_options INTERFACE
  $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS> STRANDLINE_VERSION="${PROJECT_VERSION}")

# strandline_platform_source(TARGET base): adds base_linux.cpp, base_windows.cpp or base_macos.cpp.
function(strandline_platform_source target base)
  if(WIN32)
    set(suffix windows)
  elseif(APPLE)
    set(suffix macos)
  else()
    set(suffix linux)
  endif()
  target_sources(${target} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/${base}_${suffix}.cpp)
endfunction()
