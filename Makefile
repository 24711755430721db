# libori_rt: make help lists what there is to make.

GO = go
OUT ?= build/lib

# Goals for which LLVM is not needed.
CORE_GOALS = help clean cgo test-core fuzz mutants generate

# The LLVM to build with: LLVM=19 picks one, otherwise the newest installed of
# 19 to 22. Installed through apt-get when there is none and that is permitted.
LLVM ?=

# Before anything else, what the goals are built with: without LLVM for those
# that need only Go. The Go that is found or brought leads the PATH of all.
GOALS = $(or $(MAKECMDGOALS),help)
ifneq ($(filter-out help clean,$(GOALS)),)
GOBIN := $(shell tools/ready.sh $(if $(filter-out $(CORE_GOALS),$(GOALS)),all,core) $(LLVM))
ifeq ($(GOBIN),)
$(error not everything is here that $(GOALS) needs)
endif
export PATH := $(GOBIN):$(PATH)
endif

# In a module that needs LLVM, llvm or moo: $(call in_module,llvm,go-command,arguments).
in_module = cd $(1) && $(GO) $(2) -tags llvm$$(cat ../build/llvm) $(3)

# What the libraries are made of: all of this module but its tests and tools.
CORE = $(shell find . \( -path './.*' -o -path ./build -o -path ./llvm -o -path ./moo -o -path ./bench -o -path ./examples -o -path ./tests -o -path ./tools -o -path ./packaging -o -name testdata \) -prune \
	-o -type f \( -name '*.go' -o -name '*.[chs]' \) -not -name '*_test.go' -print)
DRIVER = $(shell find llvm/driver llvm/cmd/oribuild llvm/irutil -type f)

.DEFAULT_GOAL := help
.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z][a-z0-9-]*:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# build/llvm holds the version in use, so that another one builds anew.
.PHONY: always
build/llvm: always
	@version=$$(tools/need-llvm.sh $(LLVM)) && mkdir -p build && \
		{ [ "$$(cat $@ 2>/dev/null)" = "$$version" ] || echo "$$version" >$@; }

# ---- the libraries ----

.PHONY: lib
lib: native cgo ## every build of the library, in build/lib

.PHONY: native
native: $(OUT)/libori_rt.a ## the release build: libori_rt.a, .so, .bc and _inline.bc
$(OUT)/libori_rt.a: build/bin/oribuild $(CORE)
	build/bin/oribuild $(TEXT) -o $(OUT)
# The driver's tests look at what is built here, and read it.
TEXT = $(if $(LIBORI_TEST_ALL),-emit-ll)

build/bin/oribuild: build/llvm $(DRIVER) abi/table.go llvm/go.mod go.mod
	$(call in_module,llvm,build,-o ../build/bin/oribuild ./cmd/oribuild)

.PHONY: cgo
cgo: $(OUT)/libori_rt_cgo.a $(OUT)/libori_rt_cgo.so ## the checking build: libori_rt_cgo.a and .so
$(OUT)/libori_rt_cgo.a: $(CORE)
	$(GO) build -trimpath -buildmode=c-archive -o $@ ./cgo && rm -f $(@:.a=.h)
	[ ! -f $(OUT)/libori_rt.a ] || tools/inlined-stubs.sh $(OUT)/libori_rt.a $@
$(OUT)/libori_rt_cgo.so: $(CORE)
	$(GO) build -trimpath -buildmode=c-shared \
		-ldflags "-extldflags '-Wl,--version-script=$(CURDIR)/cgo/exports.map -Wl,-soname,libori_rt_cgo.so.1'" -o $@ ./cgo && rm -f $(@:.so=.h)
	ln -sf $(@F) $@.1

.PHONY: st
st: $(OUT)/libori_rt_st.a ## the build for programs without threads: libori_rt_st.*
$(OUT)/libori_rt_st.a: build/bin/oribuild $(CORE)
	build/bin/oribuild $(TEXT) -st -o $(OUT)

# libori_rt_asan.a, _tsan.a and _ubsan.a
SANITIZER_a = address
SANITIZER_t = thread
SANITIZER_ub = undefined
$(OUT)/libori_rt_%san.a: build/bin/oribuild $(CORE)
	build/bin/oribuild $(TEXT) -g -sanitize=$(SANITIZER_$*) -o $(OUT)

# The programs of the modules llvm and moo.
PROGRAMS_llvm = oridemo oriconform oriopt origlue
PROGRAMS_moo = moo moosuite
$(PROGRAMS_llvm:%=build/bin/%): build/bin/%: always build/llvm
	@$(call in_module,llvm,build,-trimpath -buildvcs=false -o ../$@ ./cmd/$*)
$(PROGRAMS_moo:%=build/bin/%): build/bin/%: always build/llvm
	@$(call in_module,moo,build,-o ../$@ ./cmd/$*)

# ---- oriopt ----

# The optimiser of calls: a command, a Go package (llvm/oriopt) and this plugin for
# opt and clang, made for the LLVM at hand.
ORIOPT_SOURCES = $(wildcard llvm/oriopt/*.cpp llvm/oriopt/*.hpp llvm/oriopt/*.h llvm/oriopt/plugin/*.cpp)
ORIOPT_FLAGS = -std=c++17 -O2 -fPIC -fno-exceptions -fno-rtti -Wall -Wno-comment
# The plugin for a version of LLVM: $(call plugin,version,file).
plugin = $(CXX) $(ORIOPT_FLAGS) -I/usr/lib/llvm-$(1)/include -shared -o $(2) $(filter %.cpp,$(ORIOPT_SOURCES))
.PHONY: oriopt
oriopt: build/bin/oriopt $(OUT)/oriopt.so ## the optimiser of calls: build/bin/oriopt, and a plugin for opt and clang
$(OUT)/oriopt.so: build/llvm $(ORIOPT_SOURCES)
	@mkdir -p $(OUT)
	$(call plugin,$$(cat build/llvm),$@)

# What the tests of llvm/oriopt run programs with.
.PHONY: oriopt-needs
oriopt-needs: native cgo $(OUT)/oriopt.so
	@tools/need.sh libclang-rt-$$(cat build/llvm)-dev

# ---- the main job ----

.PHONY: demo
demo: native build/bin/oridemo build/bin/moo ## the main job: from source to output, step by step
	@find "$$($(GO) env GOROOT)/src" -name '*.go' -printf '%s\n' | build/bin/oridemo -root .
	@echo
	@echo 'And a program in Moo, the example language: examples/wordcount.moo, compiled with the'
	@echo 'fast paths inlined and run on a text, examples/wordcount.in:'
	@echo
	@build/bin/moo run --lib=inline examples/wordcount.moo <examples/wordcount.in

# ---- tests ----

.PHONY: test test-begin
test: SHELL = tools/timed.sh
test: export LIBORI_TEST_ALL = 1
test: test-begin test-core test-native test-short ## everything that must hold, in under 15 minutes
	@echo
	@tools/timed.sh --report
	@echo 'make test: all passed'
test-begin:
	@tools/timed.sh --begin

.PHONY: test-core
test-core: ## the core through the ordinary Go toolchain, also on the Go heap with -race
	$(GO) vet ./...
	$(GO) vet -tags ori_goheap ./...
	$(GO) test ./...
	$(GO) test -race -tags ori_goheap $$($(GO) list ./... | grep -v /tools/)
	$(GO) test -tags ori_sched ./tests/interleave

# What the tests look at besides the library: side by side, since each is the work of one processor.
.PHONY: test-builds
test-builds: lib
	+$(MAKE) --no-print-directory -j$$(nproc) st oriopt-needs $(foreach s,a t,$(OUT)/libori_rt_$(s)san.a)

.PHONY: test-native
test-native: export LIBORI_TEST_ALL = 1
test-native: export LIBORI_BUILT = $(CURDIR)/$(OUT)
test-native: test-builds ## the native builds: driver, emitted code, conformance, failing memory, threads
	$(call in_module,llvm,vet,./...)
	$(call in_module,llvm,test,./...)
	$(call in_module,moo,vet,./...)
	$(call in_module,moo,test,./...)
	$(GO) run ./tests/cmd/faults
	$(GO) run ./tests/cmd/badinput
	$(GO) run ./tests/cmd/stress
	$(GO) run ./tests/cmd/deep
	$(GO) run ./tests/cmd/deep -lib $(OUT)/libori_rt_cgo.a
	$(GO) run ./tests/cmd/copies
	$(GO) run ./tests/cmd/edges
	$(GO) run ./tests/cmd/edges -lib $(OUT)/libori_rt_cgo.a
	tools/need.sh valgrind
	cd bench && $(GO) vet ./... && $(GO) test ./...
	$(GO) run ./tests/cmd/examples -llvm $$(cat build/llvm)

.PHONY: test-short
test-short: $(foreach s,a t,$(OUT)/libori_rt_$(s)san.a) ## gofmt; links and code of the documents; a short look at what sanitize and fuzz do at length
	@unformatted=$$(find . -name '*.go' -not -path './build/*' | xargs gofmt -l); \
		[ -z "$$unformatted" ] || { echo "gofmt -w has something to do: $$unformatted"; exit 1; }
	$(GO) run ./tests/cmd/docs -quick -llvm $$(cat build/llvm)
	$(GO) run ./tests/cmd/sanitize -short -dir $(OUT) -clang clang-$$(cat build/llvm)
	$(GO) run ./tools/fuzz -seconds 14

.PHONY: sanitize
sanitize: $(foreach s,a t ub,$(OUT)/libori_rt_$(s)san.a) build/bin/oriconform ## conformance and threads under ASan, TSan and traps for undefined behaviour
	$(GO) run ./tests/cmd/sanitize -dir $(OUT) -clang clang-$$(cat build/llvm) -conform build/bin/oriconform
	$(GO) test -race -tags ori_goheap ./...

.PHONY: conformance
ARCHIVE ?=
conformance: $(if $(ARCHIVE),,lib) build/bin/oriconform build/bin/moosuite ## programs in IR and Moo on every build, or on ARCHIVE=path
	build/bin/oriconform -root . $(if $(ARCHIVE),-archive $(ARCHIVE))
	build/bin/moosuite conformance -root . $(if $(ARCHIVE),-archive $(ARCHIVE))

SECONDS ?= 300
SEED ?= 1
.PHONY: fuzz-programs
fuzz-programs: lib build/bin/moosuite ## random Moo programs for SECONDS=300, from SEED=1
	build/bin/moosuite fuzz -root . -seconds $(SECONDS) -seed $(SEED)

.PHONY: fuzz
fuzz: ## random operations on each collection for SECONDS=300
	$(GO) run ./tools/fuzz -seconds $(SECONDS)

.PHONY: faults
faults: native ## every allocation of every function fails in turn; every wrong argument
	$(GO) test -v ./tests/contract | grep -v -e '^=== ' -e '^ *--- '
	$(GO) run ./tests/cmd/faults
	$(GO) run ./tests/cmd/badinput

.PHONY: stress
stress: native ## threads that pass collections to each other, for SECONDS; all interleavings; deep structures
	$(GO) test -tags ori_sched -v ./tests/interleave -args -stride=1 | grep -v '^=== '
	$(GO) run ./tests/cmd/deep
	$(GO) run ./tests/cmd/stress -seconds $(SECONDS)

.PHONY: coverage
coverage: build/coverage/libori_rt.a ## lines of the core that tests reach, in Go and natively
	$(GO) run ./tools/coverage
	$(GO) run ./tools/coverage -native build/coverage/libori_rt.a
build/coverage/libori_rt.a: build/bin/oribuild $(CORE)
	build/bin/oribuild -g -passes 'default<O1>' -o build/coverage

.PHONY: mutants
mutants: ## deliberate bugs in the core; prints those that the tests do not notice
	$(GO) run ./tools/mutants

.PHONY: mutants-oriopt
mutants-oriopt: oriopt-needs ## deliberate bugs in oriopt; prints those that its tests do not notice
	$(GO) run ./tools/passmutants

# ---- finding mistakes in programs ----

.PHONY: profile-demo
profile-demo: lib build/bin/moo ## a program that copies too much: the profile names the line; then the fix, and both figures
	@tools/profile-demo.sh

.PHONY: check-cost
check-cost: cgo ## what a call of the checking build costs with each check; writes docs/debugging.md
	$(GO) run ./tests/cmd/checkcost -write docs/debugging.md

# The checking build with all its checks must find nothing in what is right.
CHECKED = $(OUT)/libori_rt_cgo.a
.PHONY: test-checks
test-checks: SHELL = tools/timed.sh
test-checks: export ORI_CHECK = all
test-checks: cgo build/bin/oriconform build/bin/moosuite ## every suite under the checking build with all checks
	@tools/timed.sh --begin
	build/bin/oriconform -root . -archive $(CHECKED)
	build/bin/moosuite conformance -root . -archive $(CHECKED)
	$(GO) run ./tests/cmd/stress -lib $(CHECKED) -operations 30000
	$(GO) run ./tests/cmd/deep -lib $(CHECKED)
	$(GO) run ./tests/cmd/edges -lib $(CHECKED)
	@tools/timed.sh --report

.PHONY: sanitizers
sanitizers: $(foreach s,a t ub,$(OUT)/libori_rt_$(s)san.a) ## libori_rt_asan.a, _tsan.a and _ubsan.a, for programs built with the sanitizers

# ---- figures ----

.PHONY: figures
figures: oriopt-needs build/coverage/libori_rt.a ## write the figures of docs/reliability.md from what the commands print; two hours
	$(GO) run ./tools/figures

.PHONY: bench bench-quick bench-programs bench-lists bench-maps bench-instructions
BENCH = cd bench && $(GO) run . -root .. -llvm $$(cat ../build/llvm)
bench: lib st ## the whole benchmark, beside the peers; writes docs/benchmarks.md
	$(BENCH) -install -write-docs
bench-quick: lib st build/bin/moo ## a short look at it
	$(BENCH) -quick
	$(BENCH) -only programs -quick
bench-lists: lib st ## lists and counts: inline, archive and cgo, beside std::vector
	$(BENCH) -only lists
bench-maps: lib st ## maps and sets of 8 to ten million, and their memory, beside all peers
	$(BENCH) -only maps -install
bench-programs: lib build/bin/moo ## whole programs in Moo, C++, Rust and Go; writes their part of docs/benchmarks.md
	$(BENCH) -only programs -install -counts -advice -write-docs
bench-instructions: native ## instructions of a dozen operations, counted by valgrind, against those on record
	cd bench && $(GO) test -count=1 ./instructions -run TestCounts

# ---- installing, other machines, releases ----

PREFIX ?= /usr/local
LIBDIR ?= lib
DESTDIR ?=
# What is installed. LLVMS="22 19" brings bitcode of several LLVM versions; the first links the libraries.
FLAVOURS ?= ori_rt ori_rt_st ori_rt_cgo ori_rt_asan ori_rt_tsan ori_rt_ubsan
LLVMS ?= $(shell tools/find-llvm.sh $(LLVM))

comma = ,
empty =
commas = $(subst $(empty) $(empty),$(comma),$(strip $(1)))
MAIN_LLVM = $(firstword $(LLVMS))
# The directory of what an LLVM version makes: build/lib for the one in use.
lib_of = $(if $(filter $(1),$(MAIN_LLVM)),$(OUT),build/llvm-$(1)/lib)
PACKAGING_FLAGS = -prefix '$(PREFIX)' -libdir '$(LIBDIR)' -lib $(OUT) -flavours $(call commas,$(FLAVOURS)) \
	-bitcode $(call commas,$(foreach v,$(LLVMS),$(v)=$(call lib_of,$(v)))) -oriopt build/bin/oriopt

.PHONY: install uninstall
install: ## to PREFIX=/usr/local, below DESTDIR= if that is set
install: lib st oriopt $(patsubst %,$(OUT)/lib%.a,$(filter %san,$(FLAVOURS))) \
		$(foreach v,$(filter-out $(MAIN_LLVM),$(LLVMS)),build/llvm-$(v)/lib/libori_rt.a)
	$(GO) run ./packaging install $(PACKAGING_FLAGS) -destdir '$(DESTDIR)'
uninstall: ## remove what install has put there, with the same variables
	$(GO) run ./packaging uninstall $(PACKAGING_FLAGS) -destdir '$(DESTDIR)'

# The library by another LLVM than the one in use, to install beside it.
build/llvm-%/lib/libori_rt.a: $(ORIOPT_SOURCES) $(DRIVER) $(CORE) abi/table.go
	tools/need-llvm.sh $* >/dev/null
	cd llvm && $(GO) build -tags llvm$* -o ../build/llvm-$*/oribuild ./cmd/oribuild
	build/llvm-$*/oribuild -o $(@D)
	build/llvm-$*/oribuild -st -o $(@D)
	$(call plugin,$*,$(@D)/oriopt.so)

.PHONY: examples
examples: native st ## other people's programs, built from an installed tree and run
	$(GO) run ./tests/cmd/examples -llvm $$(cat build/llvm)

# The library for aarch64, whose programs qemu runs.
AARCH64 = build/aarch64
AARCH64_RUN = qemu-aarch64 -L /usr/aarch64-linux-gnu
$(AARCH64)/lib/libori_rt.a: build/bin/oribuild $(CORE)
	tools/need.sh gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user
	build/bin/oribuild -target aarch64-linux-gnu -o $(@D)
	build/bin/oribuild -target aarch64-linux-gnu -st -o $(@D)

.PHONY: test-aarch64
test-aarch64: $(AARCH64)/lib/libori_rt.a build/bin/oriconform ## the library for aarch64 under qemu: conformance, contracts, wrong arguments, threads, deep structures
	build/bin/oriconform -root . -lib $(AARCH64)/lib -target aarch64-linux-gnu -exec '$(AARCH64_RUN)'
	CC=aarch64-linux-gnu-gcc GOARCH=arm64 CGO_ENABLED=1 $(GO) build -o $(AARCH64)/faults ./tests/cmd/faults
	CC=aarch64-linux-gnu-gcc $(AARCH64_RUN) $(AARCH64)/faults -lib $(AARCH64)/lib/libori_rt.a
	for test in badinput deep 'stress -operations 30000' 'edges -cxx='; do \
		$(GO) run ./tests/cmd/$$test -lib $(AARCH64)/lib/libori_rt.a -cc aarch64-linux-gnu-gcc -exec '$(AARCH64_RUN)' || exit 1; done

.PHONY: test-platforms test-docs test-llvm test-go
test-platforms: native ## glibc and musl, static, static-pie, LTO, sanitizers: what docs/porting.md lists
	$(GO) run ./tests/cmd/platforms -llvm $$(cat build/llvm)
test-docs: lib st oriopt ## every link leads somewhere, every block of code compiles, the commands of the user's pages work
	tools/need.sh gcc-aarch64-linux-gnu libc6-dev-arm64-cross
	$(GO) run ./tests/cmd/docs -llvm $$(cat build/llvm)
test-llvm: native build/llvm-19/lib/libori_rt.a ## what LLVM 19 makes is used by 19 and by the newest
	tools/test-llvm.sh
test-go: build/llvm ## the oldest Go that go.mod allows and the newest; writes docs/porting.md; GO_VERSIONS=1.26.3,1.27.0 tries others, GO_STEPS=checking less
	$(GO) run ./tests/cmd/toolchains -llvm $$(cat build/llvm) -only '$(GO_STEPS)' $(if $(GO_VERSIONS),-go $(GO_VERSIONS),-write docs/porting.md)

.PHONY: test-bare
BARE ?= bookworm
test-bare: ## the README's commands in a fresh Debian without Go and LLVM; BARE=trixie, BARE_GOALS="demo test"
	tools/test-bare.sh $(BARE) $(BARE_GOALS)

# Tarballs whose bytes follow from the commit and the versions of Go and LLVM.
DIST = build/dist
EPOCH = $(or $(SOURCE_DATE_EPOCH),$(shell git log -1 --format=%ct))
PACK = $(GO) run ./packaging
.PHONY: dist
dist: native st oriopt $(AARCH64)/lib/libori_rt.a $(foreach v,$(filter-out $(MAIN_LLVM),$(LLVMS)),build/llvm-$(v)/lib/libori_rt.a) ## release tarballs in build/dist: source, x86-64, aarch64, Go modules; checksums and bills of materials
	rm -rf $(DIST)
	$(PACK) source -o $(DIST) -epoch $(EPOCH)
	$(PACK) binary $(PACKAGING_FLAGS) -flavours ori_rt,ori_rt_st -target x86_64-linux-gnu -o $(DIST) -epoch $(EPOCH)
	$(PACK) binary -lib $(AARCH64)/lib -bitcode $(MAIN_LLVM)=$(AARCH64)/lib -target aarch64-linux-gnu -o $(DIST) -epoch $(EPOCH)
	$(PACK) modules -o $(DIST) -epoch $(EPOCH)
	cd $(DIST) && find . -type f ! -name SHA256SUMS | sort | xargs sha256sum >SHA256SUMS && cat SHA256SUMS

.PHONY: test-dist
test-dist: ## two clean copies of the last commit make the same release; a user's module is built from it
	tools/test-dist.sh

.PHONY: module-path
module-path: ## change the modules' path everywhere: make module-path TO=example.org/ori
	@[ -n "$(TO)" ] || { echo 'make module-path: say TO=the/new/path' >&2; exit 2; }
	git grep -lF "$$(sed -n 's/^module //p' go.mod)" | xargs sed -i "s#$$(sed -n 's/^module //p' go.mod | sed 's/[.]/\\./g')#$(TO)#g"
	git ls-files '*.go' | xargs gofmt -w
	$(GO) generate ./...

# ---- housekeeping ----

.PHONY: generate
generate: ## write again what is generated from the directives
	$(GO) generate ./...

.PHONY: clean
clean: ## remove build/
	rm -rf build
