# Everything a new machine needs is Python 3.11+, git and the package registries.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
DEMO   := .demo
BENCH  ?= .bench

.PHONY: demo test test-all bench clean

$(BIN)/clmctl: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip  # its starters start faster
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[xlsx]"
	@touch $@

$(VENV)/.dev: pyproject.toml $(BIN)/clmctl
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	@touch $@

## Install clmctl and do the main job: a demo portfolio, a contract drawn, linted, queried, its renewals listed.
demo: $(BIN)/clmctl
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh tests/demo.sh $(DEMO)

## Install the tests and run them (long suites as a fixed sample).
test: $(VENV)/.dev
	$(BIN)/python -m pytest -m "not slow" -n 2 --dist worksteal

## The long suites whole, and laws on newly drawn examples.
test-all: $(VENV)/.dev
	$(BIN)/python -m pytest -n 2 --dist worksteal --hypothesis-profile drawn

$(VENV)/.bench: pyproject.toml $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[bench]"
	@touch $@

## Ratios against peers and floors, in one run: about an hour on two cores, and 10 GB of disk.
bench: $(VENV)/.bench
	$(BIN)/python tests/benchmarks/run.py $(BENCH)
	$(BIN)/python tests/benchmarks/importing.py $(BENCH)
	$(BIN)/python tests/benchmarks/rendering.py
	$(BIN)/python tests/benchmarks/rendering.py --memory
	$(BIN)/python tests/benchmarks/redlining.py

clean:
	rm -rf $(VENV) $(DEMO) $(BENCH) dist
