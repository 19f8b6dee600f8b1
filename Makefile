# Thin on purpose: every target is one line into tools/ or cmake. `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help run test models build lint bench fuzz package clean

help: ## this list
	@grep -E '^[a-z%-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z%-]+):.*## /  make \1\t/' | expand -t 20

run: ## build, then screen examples/fleet.xlsx into out/ (from a bare Debian 12)
	@tools/run.sh

test: ## build and run every test (from a bare Debian 12)
	@tools/test.sh

test-%: ## the same under another preset: test-asan-ubsan, test-tsan
	@tools/test.sh $*

models: ## open every shipped decision model in dmn-js, in a browser
	@tools/check_models.sh

build: ## the release binary, build/release/chuhai
	@tools/bootstrap.sh run && tools/build.sh release

lint: ## clang-tidy, clang-format and shellcheck
	@tools/lint.sh

bench: ## all benchmarks; bench-TOPIC runs one
	@tools/bench.sh

bench-%: ## one benchmark
	@tools/bench.sh $*

fuzz: ## every fuzz target for FUZZ_SECONDS each (60)
	@tools/fuzz.sh

package: ## a Debian package in build/release
	@tools/package.sh

clean: ## remove build/ and out/
	@rm -rf build out
