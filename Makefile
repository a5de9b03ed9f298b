# `make demo` and `make test` do all the set-up themselves; Python 3.11+ and make are enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PAGE := src/contested/publish/site/assets/page.js
DEMO := build/demo
COMPILED := build/compiled
MOMENT := 2025-12-20

.DEFAULT_GOAL := help
.PHONY: help setup demo test check format lint types long compiled lock clean

help:  ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/:/' | column -t -s:

setup: $(READY) $(PAGE)  ## install into .venv and build the page

$(READY): pyproject.toml requirements.lock
	$(PYTHON) -c 'import sys; sys.exit("contested needs Python 3.11 or newer; set PYTHON=…") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(READY)

$(PAGE): $(READY) page/package-lock.json page/build.mjs $(wildcard page/src/*)
	sh page/build.sh $(BIN)/python
	touch $(PAGE)

demo: setup  ## the example desk: reports in, a map out
	rm -rf $(DEMO) && mkdir -p $(DEMO)/desk && cp examples/kupiansk/desk.toml examples/kupiansk/sources.jsonl $(DEMO)/desk/
	$(BIN)/contested -d $(DEMO)/desk add examples/kupiansk/reports
	$(BIN)/contested -d $(DEMO)/desk build --as-of $(MOMENT) --out $(DEMO)/site

# On all cores; tests stay in order, for those of a file share what is built once, and a worker that is done takes from
# another. Each worker lists the tests for itself, and sets must come in the same order in all of them: a seed a day, so
# that no order is relied on for long.
test: setup  ## the whole suite
	PYTHONHASHSEED=$$(date +%j) $(BIN)/python -m pytest -n auto --dist worksteal

check: setup format lint types test  ## what CI runs: format, lint, strict types, tests and gates

format: $(READY)
	$(BIN)/ruff format --check src tests benchmarks

lint: $(READY)
	$(BIN)/ruff check src tests benchmarks

types: $(READY)
	$(BIN)/mypy

long: setup  ## what takes longer: full-size fault runs and benchmarks
	$(BIN)/python -m pytest -m long

# In a copy: the build writes beside its sources. The hook's own package goes nowhere but there.
compiled: setup  ## the reader as machine code (needs a C compiler), in an environment of its own, tried there
	rm -rf $(COMPILED) dist/contested-*-cp*.whl
	mkdir -p $(COMPILED)/tree
	cp -R pyproject.toml README.md LICENSE src $(COMPILED)/tree
	$(BIN)/python -m venv $(COMPILED)/venv
	$(COMPILED)/venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(COMPILED)/venv/bin/python -m pip install --quiet --disable-pip-version-check hatch-mypyc==0.16.0
	cd $(COMPILED)/tree && HATCH_BUILD_HOOK_ENABLE_MYPYC=1 ../venv/bin/python -m hatchling build -t wheel -d $(CURDIR)/dist
	$(COMPILED)/venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps dist/contested-*-cp*.whl
	$(COMPILED)/venv/bin/python benchmarks/extract.py --quick
	$(COMPILED)/venv/bin/python -m pytest -o pythonpath=. tests/extract

lock: $(READY)  ## bring requirements.lock up to date with pyproject.toml
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --group dev --python-version 3.11 pyproject.toml -o requirements.lock

clean:  ## remove what was built, the virtual environment too
	rm -rf build dist $(VENV) page/node_modules src/contested/publish/site/assets
