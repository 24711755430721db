# libori_rt: make help lists what there is to make.

GO ?= go
OUT ?= build/lib

# The LLVM to build with: LLVM=19 picks one, otherwise the newest installed of
# 19 to 22. Installed through apt-get when there is none and that is permitted.
LLVM ?=
# In the module llvm/, which needs LLVM: $(call in_llvm,go-command,arguments).
in_llvm = cd llvm && $(GO) $(1) -tags llvm$$(cat ../build/llvm) $(2)

CORE = $(shell find abi cgo runtime rc keyed sorting cowlist cowmap cowset cowstr -name '*.go' -o -name '*.[chs]' 2>/dev/null)
DRIVER = $(shell find llvm/driver llvm/cmd/oribuild llvm/irutil -type f)

.DEFAULT_GOAL := help
.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# build/llvm holds the version in use, so that another one builds anew.
.PHONY: always
build/llvm: always
	@version=$$(llvm/need-llvm.sh $(LLVM)) && mkdir -p build && \
		{ [ "$$(cat $@ 2>/dev/null)" = "$$version" ] || echo "$$version" >$@; }

# ---- the libraries ----

.PHONY: lib
lib: native cgo ## every build of the library, in build/lib

.PHONY: native
native: $(OUT)/libori_rt.a ## the release build: libori_rt.a, .so, .bc and _inline.bc
$(OUT)/libori_rt.a: build/bin/oribuild $(CORE)
	build/bin/oribuild -o $(OUT)

build/bin/oribuild: build/llvm $(DRIVER) abi/table.go llvm/go.mod go.mod
	$(call in_llvm,build,-o ../build/bin/oribuild ./cmd/oribuild)

.PHONY: cgo
cgo: $(OUT)/libori_rt_cgo.a $(OUT)/libori_rt_cgo.so ## the checking build: libori_rt_cgo.a and .so
$(OUT)/libori_rt_cgo.a: $(CORE)
	$(GO) build -trimpath -buildmode=c-archive -o $@ ./cgo && rm -f $(@:.a=.h)
$(OUT)/libori_rt_cgo.so: $(CORE)
	$(GO) build -trimpath -buildmode=c-shared \
		-ldflags "-extldflags '-Wl,--version-script=$(CURDIR)/cgo/exports.map -Wl,-soname,libori_rt_cgo.so'" -o $@ ./cgo && rm -f $(@:.so=.h)

.PHONY: generate
generate: ## write again what is generated from the directives
	$(GO) generate ./...

.PHONY: clean
clean: ## remove build/
	rm -rf build
