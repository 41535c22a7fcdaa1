# Endstate. `make help` lists what there is to make.
#
# One build configuration for everything: release, with the tests, so that a clean clone compiles its dependencies once.

SHELL := /bin/bash
CONFIGURATION := -c release
BIN := .build/release
BUILT := .build/built
PREFIX ?= /usr/local
FORMAT := --configuration .swift-format --parallel --recursive Sources Tests Package.swift

# So many tests at a time. Without a limit all of them begin at once: those with a browser, whose deadlines run, then wait
# behind those that only compute.
export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH ?= $(shell expr 4 '*' $$(getconf _NPROCESSORS_ONLN))

# Tests that start a browser or whole processes.
SLOW_TESTS := BrowserAutomationTests|CDPTests|EndToEndTests|StagingTests

.PHONY: help setup setup-tests bench build install build-tests demo demo-loop corpus repeat test test-fast simulate lint format check-generated \
	cdp-snapshot cdp-generate sanitize-thread coverage clean

help: ## List the targets
	@grep -hE '^[a-z][a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

setup: ## Install the Debian packages that are missing
	@scripts/setup.sh

setup-tests:
	@scripts/setup.sh --for-tests

build: setup $(BUILT) ## Build endstate and endstate-staging

# Planning a build takes seconds even when there is nothing to do, which a repeated demo need not wait for.
$(BUILT): Package.swift $(shell find Sources)
	@[ -e $@ ] || echo "endstate: the first build compiles every library once: about a quarter of an hour on 2 cores" >&2
	@swift build $(CONFIGURATION) --product endstate-staging
	@swift build $(CONFIGURATION) --product endstate
	@touch $@

install: build ## Install endstate into PREFIX/bin (/usr/local)
	@install -D -m 755 $(BIN)/endstate $(DESTDIR)$(PREFIX)/bin/endstate
	@echo "endstate: installed $(DESTDIR)$(PREFIX)/bin/endstate"

demo: build ## Drive a real browser through an upgrade and prove its final state (FAULT=name, FAULT=list)
	@scripts/demo.sh $(BIN)

demo-loop: build ## The demo RUNS times (50)
	@scripts/demo.sh $(BIN) $(or $(RUNS),50)

corpus: build ## Run the upgrade against every fault, and compare each verdict with the known answer (FAULTS="a b", KEEP=1)
	@$(BIN)/endstate-staging corpus --tool $(BIN)/endstate --lines Tests/EndToEndTests/Golden/faults $(if $(KEEP),--keep-lines) $(FAULTS)

repeat: build ## The upgrade RUNS times (200) against a healthy system: a flake table
	@REPEAT=$(or $(RUNS),200) scripts/demo.sh $(BIN)

bench: build ## Measure against Playwright, bare CDP calls and a blocking socket (QUICK=1, ROW=name)
	@swift build $(CONFIGURATION) --product endstate-bench
	@scripts/bench.sh $(BIN) $(if $(QUICK),--quick) $(if $(ROW),--only $(ROW))

build-tests: setup-tests
	@swift build $(CONFIGURATION) --build-tests

test: build-tests ## Run all tests
	@scripts/test.sh $(CONFIGURATION)

test-fast: build-tests ## Run the tests that need no browser and no staging system
	@scripts/test.sh $(CONFIGURATION) --skip '$(SLOW_TESTS)'

simulate: build-tests ## Judge RUNS (10000) simulated systems, beside a poller that takes the first match
	@ENDSTATE_SIMULATOR_RUNS=$(or $(RUNS),10000) swift test $(CONFIGURATION) --skip-build --disable-xctest \
		--filter SimulatorTests

lint: ## Check the format of every Swift file
	@swift format lint --strict $(FORMAT)

format: ## Format every Swift file
	@swift format --in-place $(FORMAT)

check-generated: setup ## Check that the generated protocol types are what the generator writes
	@swift run $(CONFIGURATION) cdp-generator generate --check

cdp-generate: setup ## Write the protocol types anew from Sources/CDP/protocol.json
	@swift run $(CONFIGURATION) cdp-generator generate

cdp-snapshot: setup ## Read the protocol of the installed Chromium into Sources/CDP/protocol.json
	@swift run $(CONFIGURATION) cdp-generator snapshot

sanitize-thread: setup-tests ## Run the tests that need no browser under the thread sanitizer
	@swift test --scratch-path .build-tsan --sanitize thread --skip '$(SLOW_TESTS)'

coverage: setup-tests ## Measure what the fast tests cover
	@swift test --scratch-path .build-coverage --enable-code-coverage --skip '$(SLOW_TESTS)'
	@llvm-cov report .build-coverage/debug/endstatePackageTests.xctest \
		-instr-profile .build-coverage/debug/codecov/default.profdata -ignore-filename-regex '\.build|Tests|Generated'

clean: ## Remove what was built, and the bundles
	@rm -rf .build .build-* Artifacts/2*
