# make run       make a library of the sample articles and serve it on http://127.0.0.1:8000
# make test      everything that continuous integration runs
# make conformance  the W3C's tests of SPARQL over HTTP; `make test` runs them too
# make bench     measure speed and size (not part of the tests)
# make accuracy  measure how right the claims are, and renew docs/accuracy.md
# make clean     remove what was installed and cached; libraries stay

PYTHON ?= python3
LIBRARY ?= library
BIN := .venv/bin
PACKAGING := setup.cfg pyproject.toml constraints.txt
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

VENDOR := web/static/vendor

.PHONY: run test conformance bench accuracy clean browser editor
.DELETE_ON_ERROR:

run: .venv/run.stamp editor
	$(BIN)/myograph ingest data/samples --home $(LIBRARY) || test $$? -eq 1
	exec $(BIN)/myograph serve --home $(LIBRARY)

test: .venv/test.stamp browser editor
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest --numprocesses $$(($$(nproc) + 1)) --dist worksteal

conformance: .venv/test.stamp
	$(BIN)/pytest tests/conformance

bench: .venv/test.stamp
	$(BIN)/python -m bench

accuracy: .venv/test.stamp
	$(BIN)/python -m bench.accuracy

clean:
	rm -rf .venv node_modules $(VENDOR) build *.egg-info .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/run.stamp: $(PACKAGING) | $(BIN)/python
	@echo "Installing what Myograph needs ..."
	$(PIP) --editable .
	@touch $@

.venv/test.stamp: $(PACKAGING) | $(BIN)/python
	@echo "Installing what Myograph and its tests need ..."
	$(PIP) --editable '.[test]'
	@touch $@ .venv/run.stamp

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed. Name one: make PYTHON=/path/to/python3 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || $(MAKE) --no-print-directory python3-venv
	$(PYTHON) -m venv .venv

# Debian packs what `python3 -m venv` needs apart.
.PHONY: python3-venv
python3-venv:
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && apt-get install -qq -y --no-install-recommends python3-venv; \
	else \
	  echo "Python cannot make environments here. Install its venv module: sudo apt-get install python3-venv" >&2; exit 1; \
	fi

browser:
	@for name in chromium chromium-browser google-chrome google-chrome-stable chrome; do \
	  command -v $$name >/dev/null && exit 0; \
	done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && apt-get install -qq -y --no-install-recommends chromium; \
	else \
	  echo "No Chromium or Chrome is installed: the browser tests will say so." >&2; \
	fi

# The SPARQL editor and what draws explorable pictures come from npm, as does a client that tests use. Without Node
# pages do without: a plain form, pictures that stand still.
editor:
	@if node -e 'process.exit(+(process.versions.node.split(".")[0] < 20))' 2>/dev/null && command -v npm >/dev/null; then \
	  $(MAKE) --silent --no-print-directory $(VENDOR)/made.stamp \
	    || echo "npm could not fetch what pages take from it: /sparql shows its plain form, and pictures stand still." >&2; \
	else \
	  echo "Node 20 or newer and npm are not installed: /sparql shows its plain form, and pictures stand still." >&2; \
	fi

$(VENDOR)/made.stamp: package.json package-lock.json
	@echo "Fetching what pages take from npm ..."
	npm ci --ignore-scripts --silent
	@mkdir -p $(VENDOR)
	cp node_modules/@zazuko/yasgui/build/yasgui.min.js node_modules/@zazuko/yasgui/build/yasgui.min.css $(VENDOR)/
	cp node_modules/cytoscape/dist/cytoscape.esm.min.mjs $(VENDOR)/cytoscape.js
	cp node_modules/cytoscape-dagre/dist/cytoscape-dagre.min.mjs $(VENDOR)/cytoscape-dagre.js
	@touch $@
