# mpt: `make run` shows the demo, `make test` tests everything, `make help` lists the rest.
#
# One object folder a kind of build (plain, sanitized, with coverage), so that they do not disturb one another.

MAKEFLAGS += --no-builtin-rules
PREFIX ?= /usr/local
DESTDIR ?=
DATA ?= ../shared/data
CC = $(shell command -v gcc || command -v clang || echo cc)
SAN ?=
COVERAGE ?=
# What `make fuzz` tries, and how long each: a target is a format of tests/fuzz/fuzz_reader.c with a folder in
# tests/fuzz/corpus; "input" is what all formats have in common, "sheet" the XML of workbooks (fuzz_sheet.c).
FUZZED = input csv json xml sheet
SECONDS ?= 60
FUZZ =

LIBS = sqlite3 libutf8proc jansson expat zlib
NET_LIBS = libcurl
SHEET_LIBS = libzip xlsxwriter
TEST_LIBS = cmocka

BUILD = build/$(if $(FUZZ),fuzz,$(if $(SAN),san,$(if $(COVERAGE),cov,plain)))
CFLAGS ?= -O2 -g
ALL_CFLAGS = -std=c17 -D_POSIX_C_SOURCE=200809L -Iinclude -Isrc -Wall -Wextra -Wno-missing-field-initializers -Wpedantic \
	-Wshadow -Wconversion -fstack-protector-strong -D_FORTIFY_SOURCE=$(if $(SAN),0,2) $(CFLAGS) \
	$(if $(SAN),-fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer) $(if $(COVERAGE),--coverage -O0)
# The stemmer has no file for pkg-config.
LDLIBS = $(shell pkg-config --libs $(LIBS) 2>/dev/null) -lstemmer -pthread -lm
# Only the helper that does the network work is linked with libcurl, which would make mpt start five times slower; that
# for workbooks with libraries that would double it.
NET_LDLIBS = $(shell pkg-config --libs $(NET_LIBS) 2>/dev/null)
SHEET_LDLIBS = $(shell pkg-config --libs $(SHEET_LIBS) 2>/dev/null)
TEST_LDLIBS = $(shell pkg-config --libs $(TEST_LIBS) 2>/dev/null)

NET_SOURCES := $(sort $(wildcard src/exchange/net/*.c))
SHEET_SOURCES := $(sort $(wildcard src/exchange/sheet/*.c))
SOURCES := $(filter-out $(NET_SOURCES) $(SHEET_SOURCES),$(sort $(shell find src -name '*.c')))
NET_OBJECTS = $(NET_SOURCES:%.c=$(BUILD)/%.o)
SHEET_OBJECTS = $(SHEET_SOURCES:%.c=$(BUILD)/%.o)
OBJECTS = $(SOURCES:%.c=$(BUILD)/%.o) $(BUILD)/assets.o
LIBRARY = $(filter-out $(BUILD)/src/main.o,$(OBJECTS))
ASSETS := $(shell find sql seeds -name '*.sql' -o -name '*.json' -o -path 'sql/disclosure/*.txt' | LC_ALL=C sort)
UNIT_TESTS := $(patsubst tests/unit/%.c,$(BUILD)/%,$(sort $(wildcard tests/unit/test_*.c)))
PROGRAM = $(if $(SAN)$(COVERAGE),$(BUILD)/mpt,mpt)
HELPERS = $(PROGRAM)-net $(PROGRAM)-sheet

# The day for which the demonstration was written.
DEMO_DAY = 2024-07-07

.PHONY: all run test lint coverage reports kinds bench install clean help deps test-deps lint-deps format transcripts eval fuzz
all: $(PROGRAM) $(HELPERS)

help:
	@echo 'make run              install what is missing, build, make the demo portfolio, print its gaps and the hydrogen report'
	@echo 'make test             install what tests need, build, run everything'
	@echo 'make test SAN=address,undefined    the same with sanitizers'
	@echo 'make lint             clang-format, clang-tidy, cppcheck'
	@echo 'make coverage         lines the tests reach'
	@echo 'make fuzz SECONDS=60    feed the readers with what a fuzzer invents'
	@echo 'make reports          make the samples in reports/ anew'
	@echo 'make bench            speed, as ratios to the sqlite3 shell and scikit-learn'
	@echo 'make install PREFIX=$(PREFIX) DESTDIR=$(DESTDIR)'
	@echo 'make clean'

run: deps
	@$(MAKE) --no-print-directory --silent mpt mpt-net mpt-sheet build/demo.mpt
	@MPT_TODAY=$(DEMO_DAY) ./mpt gaps --db build/demo.mpt
	@echo
	@MPT_TODAY=$(DEMO_DAY) ./mpt report --mission hydrogen --db build/demo.mpt

# Made once; it stays as it is when the program is built anew, until the seeds change.
build/demo.mpt: $(ASSETS) | mpt
	@rm -f $@ $@-wal $@-shm
	@./mpt init --demo --quiet --as demo --db $@

# The package tool is asked only when the compiler, pkg-config or a library is really missing.
deps:
	@sh tests/install.sh build $(LIBS) $(NET_LIBS) $(SHEET_LIBS)
test-deps:
	@SAN='$(SAN)' COVERAGE='$(COVERAGE)' sh tests/install.sh test $(LIBS) $(NET_LIBS) $(SHEET_LIBS) $(TEST_LIBS)
lint-deps:
	@sh tests/install.sh lint $(LIBS) $(NET_LIBS) $(SHEET_LIBS) $(TEST_LIBS)

mpt: $(if $(SAN)$(COVERAGE),,$(OBJECTS))
	$(if $(SAN)$(COVERAGE),@$(MAKE) --no-print-directory SAN= COVERAGE= mpt,$(CC) $(ALL_CFLAGS) -Wl,--as-needed $(OBJECTS) $(LDLIBS) -o $@)
build/san/mpt build/cov/mpt: $(OBJECTS)
	$(CC) $(ALL_CFLAGS) $(OBJECTS) $(LDLIBS) -o $@
mpt-net: $(if $(SAN)$(COVERAGE),,$(NET_OBJECTS) $(BUILD)/libmpt.a)
	$(if $(SAN)$(COVERAGE),@$(MAKE) --no-print-directory SAN= COVERAGE= mpt-net,$(CC) $(ALL_CFLAGS) -Wl,--as-needed $(NET_OBJECTS) $(BUILD)/libmpt.a $(LDLIBS) $(NET_LDLIBS) -o $@)
build/san/mpt-net build/cov/mpt-net: $(NET_OBJECTS) $(BUILD)/libmpt.a
	$(CC) $(ALL_CFLAGS) $(NET_OBJECTS) $(BUILD)/libmpt.a $(LDLIBS) $(NET_LDLIBS) -o $@
mpt-sheet: $(if $(SAN)$(COVERAGE),,$(SHEET_OBJECTS) $(BUILD)/libmpt.a)
	$(if $(SAN)$(COVERAGE),@$(MAKE) --no-print-directory SAN= COVERAGE= mpt-sheet,$(CC) $(ALL_CFLAGS) -Wl,--as-needed $(SHEET_OBJECTS) $(BUILD)/libmpt.a $(LDLIBS) $(SHEET_LDLIBS) -o $@)
build/san/mpt-sheet build/cov/mpt-sheet: $(SHEET_OBJECTS) $(BUILD)/libmpt.a
	$(CC) $(ALL_CFLAGS) $(SHEET_OBJECTS) $(BUILD)/libmpt.a $(LDLIBS) $(SHEET_LDLIBS) -o $@

$(BUILD)/src/%.o: src/%.c
	@mkdir -p $(@D)
	@echo "CC $<"; $(CC) $(ALL_CFLAGS) -MMD -MP -c $< -o $@

# The assets go in as they are, by the assembler's .incbin.
$(BUILD)/assets.c: $(ASSETS) Makefile
	@mkdir -p $(@D)
	@{ echo '#include "mpt/asset.h"'; \
	i=0; for f in $(ASSETS); do \
	  printf '__asm__(".section .rodata\\nasset_%d: .incbin \\"%s\\"\\n.byte 0\\n");\n' $$i $$f; \
	  printf 'extern const char a%d[] __asm__("asset_%d");\n' $$i $$i; i=$$((i+1)); done; \
	echo 'const struct mpt_asset mpt_assets[] = {'; \
	i=0; for f in $(ASSETS); do printf '{"%s", a%d, %d},\n' $$f $$i $$(wc -c < $$f); i=$$((i+1)); done; \
	echo '};'; echo 'const size_t mpt_asset_count = sizeof mpt_assets / sizeof *mpt_assets;'; } > $@
$(BUILD)/assets.o: $(BUILD)/assets.c
	@$(CC) $(ALL_CFLAGS) -c $< -o $@

$(BUILD)/libmpt.a: $(LIBRARY)
	@rm -f $@; ar rcs $@ $(LIBRARY)
$(BUILD)/test_%: tests/unit/test_%.c $(BUILD)/libmpt.a
	$(CC) $(ALL_CFLAGS) -MMD -MP $< $(BUILD)/libmpt.a $(LDLIBS) $(TEST_LDLIBS) -o $@

# This one has a disk of its own.
$(BUILD)/test_faults: tests/unit/test_faults.c tests/fault/vfs.c $(BUILD)/libmpt.a
	$(CC) $(ALL_CFLAGS) -MMD -MP $(filter %.c,$^) $(BUILD)/libmpt.a $(LDLIBS) $(TEST_LDLIBS) -o $@

# The workbook reader's XML and tables, without its archive and its writing.
SHEET_TESTED = $(filter-out %/main.o %/read.o %/write.o %/package.o,$(SHEET_OBJECTS))
$(BUILD)/test_sheet: tests/unit/test_sheet.c $(SHEET_TESTED) $(BUILD)/libmpt.a
	$(CC) $(ALL_CFLAGS) -MMD -MP $< $(SHEET_TESTED) $(BUILD)/libmpt.a $(LDLIBS) $(TEST_LDLIBS) -o $@

# A helper is looked for beside the program that needs it.
$(BUILD)/test_reader_xlsx: $(if $(SAN)$(COVERAGE),$(BUILD)/mpt-sheet,$(BUILD)/linked-sheet)
build/plain/linked-sheet: mpt-sheet
	@ln -sf ../../mpt-sheet build/plain/mpt-sheet && touch $@

test: test-deps
	@$(MAKE) --no-print-directory -j$(shell nproc) $(BUILD)/run-tests
.PHONY: build/plain/run-tests build/san/run-tests build/cov/run-tests
build/plain/run-tests build/san/run-tests build/cov/run-tests: $(PROGRAM) $(HELPERS) $(UNIT_TESTS)
	@DATA='$(DATA)' sh tests/run.sh ./$(PROGRAM) $(UNIT_TESTS)

# Writes what the transcripts' commands print now into the transcripts; look at the difference before you commit it.
transcripts: mpt
	@for t in tests/cli/*.t; do sh tests/transcript.sh ./mpt $$t > build/t && cp build/t $$t; done

lint: lint-deps
	@sh tests/lint.sh '$(filter-out $(CFLAGS),$(ALL_CFLAGS))'

# Counts of earlier runs would be added to; when a test fails, the lines are shown all the same.
coverage:
	@$(MAKE) --no-print-directory COVERAGE=1 test-deps
	@[ ! -d build/cov ] || find build/cov -name '*.gcda' -exec rm {} +
	@$(MAKE) --no-print-directory COVERAGE=1 build/cov/run-tests; code=$$?; \
	find build/cov/src -name '*.gcda' -exec gcov -n {} + 2>/dev/null | \
	  awk '/^File .src/ {f = $$2} /^Lines executed/ && f {split($$2, a, ":"); n = $$4; covered += a[2] * n / 100; all += n; \
	  printf "%6.1f %% of %5d lines  %s\n", a[2], n, f; f = ""} \
	  END {if (all) printf "%6.1f %% of %5d lines\n", 100 * covered / all, all}'; exit $$code

# Objects of their own: watched by the fuzzer, and with buffers so small that everything lies across their ends.
fuzz:
	@sh tests/install.sh fuzz $(LIBS)
	@$(MAKE) --no-print-directory FUZZ=1 CC=clang SAN=fuzzer-no-link,address,undefined \
	  CFLAGS='-O1 -g -DCSV_FIRST_BUFFER=64 -DJSON_FIRST_BUFFER=64 -DXML_BLOCK=64' $(FUZZED:%=build/fuzz/fuzz_%)
	@sh tests/fuzz/run.sh $(SECONDS) $(FUZZED)
build/fuzz/fuzz_sheet: tests/fuzz/fuzz_sheet.c $(SHEET_TESTED) $(BUILD)/libmpt.a
	$(CC) $(ALL_CFLAGS) -fsanitize=fuzzer $^ $(LDLIBS) -o $@
build/fuzz/fuzz_%: tests/fuzz/fuzz_reader.c $(BUILD)/libmpt.a
	$(CC) $(ALL_CFLAGS) -fsanitize=fuzzer $(if $(filter input,$*),,-DFORMAT=$*) $^ $(LDLIBS) -o $@

reports: mpt
	@sh tests/reports.sh ./mpt reports

bench: mpt test-deps
	@sh tests/install.sh bench || echo 'bench: what needs it is not run' >&2
	@$(MAKE) --no-print-directory --silent build/plain/match
	@sh tests/bench/bench.sh ./mpt '$(DATA)'

# How well and how fast records are matched, on the real tables in DATA; eval keeps its table in the README.
EVAL_SOURCES = $(wildcard tests/eval/*.c)
MATCH_SOURCES = tests/bench/match.c tests/bench/made.c tests/eval/table.c
$(BUILD)/eval $(BUILD)/match: $(BUILD)/%: $(BUILD)/libmpt.a $(EVAL_SOURCES) $(MATCH_SOURCES) $(wildcard tests/eval/*.h tests/bench/*.h)
	$(CC) $(ALL_CFLAGS) $(if $(filter %/eval,$@),$(EVAL_SOURCES),$(MATCH_SOURCES)) $(BUILD)/libmpt.a $(LDLIBS) -o $@
eval: test-deps
	@$(MAKE) --no-print-directory --silent $(BUILD)/eval
	@$(BUILD)/eval '$(DATA)' >$(BUILD)/eval.md && cat $(BUILD)/eval.md && \
	sed -i -e '/^<!-- make eval -->/,/^<!-- end -->/{//!d}' -e '/^<!-- make eval -->/r $(BUILD)/eval.md' README.md

install: deps
	@$(MAKE) --no-print-directory --silent mpt mpt-net mpt-sheet
	install -D -m 755 mpt $(DESTDIR)$(PREFIX)/bin/mpt
	install -D -m 755 mpt-net $(DESTDIR)$(PREFIX)/libexec/mpt/mpt-net
	install -D -m 755 mpt-sheet $(DESTDIR)$(PREFIX)/libexec/mpt/mpt-sheet

format:
	clang-format -i $$(find src include tests -name '*.[ch]')

clean:
	rm -rf build mpt mpt-net mpt-sheet

-include $(OBJECTS:.o=.d) $(NET_OBJECTS:.o=.d) $(SHEET_OBJECTS:.o=.d) $(UNIT_TESTS:=.d)
