package main

import (
	"fmt"
	"path"
	"strings"

	"libori.org/rt/abi"
)

// How build systems find the library. The files name places relative to
// themselves, so that an installed tree may be moved.

type textFile struct{ name, text string }

// up returns the way from a directory below the prefix back to it.
func up(dir string) string {
	return strings.Repeat("/..", strings.Count(path.Clean(dir), "/")+1)
}

// pkgConfig returns a .pc file for each flavour that programs link with: one to
// link the shared library, NAME-static to link the archive.
func (l *layout) pkgConfig() (files []textFile) {
	for _, flavour := range l.flavours {
		if sanitized.MatchString(flavour) {
			continue
		}
		for _, static := range []bool{false, true} {
			var b strings.Builder
			fmt.Fprintf(&b, "prefix=${pcfiledir}%s\nlibdir=${prefix}/%s\nincludedir=${prefix}/include\n", up(path.Join(l.libdir, "pkgconfig")), l.libdir)
			if flavour != "ori_rt_cgo" {
				for _, v := range l.bitcode {
					fmt.Fprintf(&b, "bitcode%[1]s=${libdir}/ori_rt/llvm-%[1]s/lib%[2]s_inline.bc\narchive%[1]s=${libdir}/ori_rt/llvm-%[1]s/lib%[2]s.a\n", v.version, flavour)
				}
			}
			libs, name := "-L${libdir} -l"+flavour, flavour
			if static {
				libs, name = "${libdir}/lib"+flavour+".a", flavour+"-static"
			}
			if flavour == "ori_rt_cgo" && static {
				libs += " -pthread"
			}
			fmt.Fprintf(&b, "\nName: %s\nDescription: %s\nVersion: %s\nCflags: -I${includedir}\nLibs: %s\n", name, describe(flavour), l.release, libs)
			files = append(files, textFile{name + ".pc", b.String()})
		}
	}
	return files
}

func describe(flavour string) string {
	const what = "copy-on-write lists, maps, sets and strings for compiled languages"
	switch flavour {
	case "ori_rt_st":
		return what + ", for programs of one thread"
	case "ori_rt_cgo":
		return what + ", the checking build"
	}
	return what
}

// cmake returns the package configuration: imported targets, and a function
// that has clang inline the fast paths.
func (l *layout) cmake() []textFile {
	var b strings.Builder
	fmt.Fprintf(&b, `# find_package(ori_rt): imported targets
#
#   ori_rt::ori_rt          the shared library
#   ori_rt::ori_rt_static   the archive
#   ori_rt::ori_rt_st       and so on, for the other flavours
#
# and ori_rt_inline(TARGET), which has clang inline the library's fast paths into a target that
# links ori_rt::ori_rt_static.

get_filename_component(ori_rt_PREFIX "${CMAKE_CURRENT_LIST_DIR}%s" ABSOLUTE)
set(ori_rt_ABI_VERSION %d)
set(ori_rt_IR "${ori_rt_PREFIX}/include/ori_rt.ll")

`, up(path.Join(l.libdir, "cmake/ori_rt")), abi.Version)
	var versions []string
	for _, v := range l.bitcode {
		versions = append(versions, v.version)
	}
	fmt.Fprintf(&b, "set(ori_rt_LLVM_VERSIONS %s) # there is bitcode for these and newer ones\n\n", strings.Join(versions, " "))
	for _, flavour := range l.flavours {
		if sanitized.MatchString(flavour) {
			continue
		}
		fmt.Fprintf(&b, `if(NOT TARGET ori_rt::%[1]s)
  add_library(ori_rt::%[1]s SHARED IMPORTED)
  set_target_properties(ori_rt::%[1]s PROPERTIES
    IMPORTED_LOCATION "${ori_rt_PREFIX}/%[2]s/lib%[1]s.so.%[3]d"
    IMPORTED_SONAME "lib%[1]s.so.%[3]d"
    INTERFACE_INCLUDE_DIRECTORIES "${ori_rt_PREFIX}/include")
  add_library(ori_rt::%[1]s_static STATIC IMPORTED)
  set_target_properties(ori_rt::%[1]s_static PROPERTIES
    IMPORTED_LOCATION "${ori_rt_PREFIX}/%[2]s/lib%[1]s.a"
    INTERFACE_INCLUDE_DIRECTORIES "${ori_rt_PREFIX}/include")
endif()
`, flavour, l.libdir, abi.Version)
	}
	fmt.Fprintf(&b, `
function(ori_rt_inline target)
  foreach(language C CXX)
    if(CMAKE_${language}_COMPILER_ID STREQUAL "Clang" AND NOT ori_rt_compiler_version)
      string(REGEX MATCH "^[0-9]+" ori_rt_compiler_version "${CMAKE_${language}_COMPILER_VERSION}")
    endif()
  endforeach()
  foreach(version IN LISTS ori_rt_LLVM_VERSIONS) # the newest that the compiler reads
    if(ori_rt_compiler_version AND NOT version VERSION_GREATER ori_rt_compiler_version)
      set(dir "${ori_rt_PREFIX}/%s/ori_rt/llvm-${version}")
      target_compile_options(${target} PRIVATE
        "SHELL:-Xclang -mlink-builtin-bitcode -Xclang ${dir}/libori_rt_inline.bc")
      target_link_libraries(${target} PRIVATE "${dir}/libori_rt.a") # before other archives: the slow paths of that build
      return()
    endif()
  endforeach()
  message(FATAL_ERROR "ori_rt_inline: the compiler must be clang %s or newer, to read the bitcode")
endfunction()
`, l.libdir, last(versions, "of a version that there is bitcode for"))
	version := fmt.Sprintf(`# Releases of one ABI version replace each other.
set(PACKAGE_VERSION "%s")
if(PACKAGE_VERSION VERSION_LESS PACKAGE_FIND_VERSION OR NOT PACKAGE_FIND_VERSION_MAJOR STREQUAL "%d" AND PACKAGE_FIND_VERSION_MAJOR)
  set(PACKAGE_VERSION_COMPATIBLE FALSE)
else()
  set(PACKAGE_VERSION_COMPATIBLE TRUE)
  if(PACKAGE_FIND_VERSION STREQUAL PACKAGE_VERSION)
    set(PACKAGE_VERSION_EXACT TRUE)
  endif()
endif()
if(CMAKE_SIZEOF_VOID_P AND NOT CMAKE_SIZEOF_VOID_P EQUAL 8)
  set(PACKAGE_VERSION_UNSUITABLE TRUE) # 64-bit machines only
endif()
`, l.release, l.release.major)
	return []textFile{{"ori_rtConfig.cmake", b.String()}, {"ori_rtConfigVersion.cmake", version}}
}

func last(list []string, otherwise string) string {
	if len(list) == 0 {
		return otherwise
	}
	return list[len(list)-1]
}
