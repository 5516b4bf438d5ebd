# A list of commands, no more: what takes more than a line is a script of its own.

SWIFT   ?= swift
PREFIX  ?= /usr
RELEASE := .build/release

# Articles in the store whose opening `make bench` measures.
ARTICLES ?= 100000
# What `make soak` runs: whatever is killed, cut off, filled up, lost or large.
SOAK := Crash|Fault|FullDisk|Flipped|Recovery|Model|Rotation|Verification|Tail|ReaderRule
SOAK := $(SOAK)|Loss|Identity|Arriving|Alike|Trouble|After|Disposal|Attempts

.PHONY: help setup build demo test fuzz soak lint format check-linkage check-units check-man bench \
  install clean

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

soak: setup ## the tests of crashes, faults and size in their long form, one after the other
	$(SWIFT) build --build-tests
	BRIEFINGD_SOAK=1 $(SWIFT) test --skip-build --no-parallel --filter '$(SOAK)'
	BRIEFINGD_SOAK=1 $(SWIFT) test -c release -Xswiftc -enable-testing --no-parallel --filter Scale
	$(SWIFT) run -c release briefing-fuzz Tests/Fuzzing/Seeds 3600

lint: setup ## the format of the Swift sources
	$(SWIFT) format lint --strict -r Sources Tests Package.swift

format: ## put the Swift sources in that format
	$(SWIFT) format -i -r Sources Tests Package.swift

check-linkage: build ## no ICU inside, and so no full Foundation
	@Packaging/check-linkage $(RELEASE)/briefingd $(RELEASE)/briefing

check-units: build ## systemd reads the unit without a word, and finds it well confined
	@Packaging/check-units $(RELEASE)/briefingd

check-man: build ## the manual pages are sound, and tell of every option that the programs have
	@Packaging/check-man $(RELEASE)

bench: build ## how fast it is, beside what the disk can do in the same run; ARTICLES=1000000
	$(RELEASE)/briefing-benchmarks latency
	$(RELEASE)/briefing-benchmarks burst
	$(RELEASE)/briefing-benchmarks burst --emit document
	$(RELEASE)/briefing-benchmarks append
	$(RELEASE)/briefing-benchmarks parsing
	$(RELEASE)/briefing-benchmarks crash
	$(RELEASE)/briefing-benchmarks idle
	$(RELEASE)/briefing-benchmarks ready --count $(ARTICLES)

install: ## what `make build` has built, lexicon, manual pages, configuration, unit; DESTDIR=, PREFIX=
	@DESTDIR="$(DESTDIR)" PREFIX="$(PREFIX)" Packaging/install $(RELEASE)

clean: ## everything that was built
	$(SWIFT) package clean
	rm -rf .build
