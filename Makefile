# A list of commands, no more: what takes more than a line is a script of its own.

SWIFT   ?= swift
PREFIX  ?= /usr
RELEASE := .build/release

.PHONY: help setup build demo test fuzz soak lint format check-linkage check-units bench install clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 16

setup: ## what the build needs: checks, and installs from Debian what is missing
	@SWIFT="$(SWIFT)" Packaging/setup

build: setup ## both programs, optimised, with the Swift runtime inside
	$(SWIFT) build -c release --static-swift-stdlib

demo: build ## the real daemon on sample briefings, from start to stop
	@Packaging/demo/run $(RELEASE)

test: setup lint ## lint, and all tests, those of the built daemon too
	$(SWIFT) build --build-tests
	$(SWIFT) test --parallel
	$(SWIFT) run briefing-fuzz Tests/Fuzzing/Seeds 20

fuzz: setup ## libFuzzer on every reader, led by coverage, for FUZZ_SECONDS=600
	BRIEFING_GUIDED_FUZZ=1 $(SWIFT) build --sanitize fuzzer --scratch-path .build/fuzz --product briefing-fuzz
	mkdir -p .build/fuzz/corpus
	.build/fuzz/debug/briefing-fuzz -max_len=16384 -timeout=20 -rss_limit_mb=1024 \
	  -max_total_time=$(or $(FUZZ_SECONDS),600) .build/fuzz/corpus Tests/Fuzzing/Seeds

lint: setup ## the format of the Swift sources
	$(SWIFT) format lint --strict -r Sources Tests Package.swift

format: ## put the Swift sources in that format
	$(SWIFT) format -i -r Sources Tests Package.swift

check-linkage: build ## no ICU inside, and so no full Foundation
	@Packaging/check-linkage $(RELEASE)/briefingd $(RELEASE)/briefing

check-units: build ## systemd reads the unit without a word, and finds it well confined
	@Packaging/check-units $(RELEASE)/briefingd

bench: build ## how fast it is, beside what the disk can do in the same run
	$(RELEASE)/briefing-benchmarks latency
	$(RELEASE)/briefing-benchmarks burst

install: ## what `make build` has built, lexicon, configuration and unit; DESTDIR=, PREFIX=
	@DESTDIR="$(DESTDIR)" PREFIX="$(PREFIX)" Packaging/install $(RELEASE)

clean: ## everything that was built
	$(SWIFT) package clean
	rm -rf .build
