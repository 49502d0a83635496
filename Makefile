# Needs Python ≥ 3.11, Node ≥ 20 and make. Everything else is installed into this folder (.tools, .venv, web/node_modules), at the versions
# of uv.lock and package-lock.json; Chromium, for the journeys, is looked for on the machine first (scripts/install-chromium).

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
MAKEFLAGS += --no-builtin-rules --no-print-directory

PORT ?= 8000
DATA ?= var

UV := .tools/uv/bin/uv
BIN := .venv/bin
RUNTIME := .venv/.runtime-installed
DEVELOPMENT := .venv/.development-installed
WEB_INSTALLED := web/node_modules/.package-lock.json
WEB_BUILT := web/dist/index.html
LIGHTHOUSE := bench/lighthouse/node_modules/.package-lock.json
WEB_SOURCES := $(shell find web/src web/public web/scripts -type f) $(wildcard web/*.json web/*.ts web/*.mjs web/*.html)

# uv uses the Python it finds; the environment is always this folder's own.
export UV_PYTHON_DOWNLOADS := never
unexport VIRTUAL_ENV
# Compiled files are kept: without them each start compiles everything anew, and Python 3.11 now and then fails at it inside pytest
# ("AST constructor recursion depth mismatch").
unexport PYTHONDONTWRITEBYTECODE
unexport UV_PROJECT_ENVIRONMENT

##@ Use

.PHONY: help
help: ## Show this list
	@awk 'BEGIN { FS = ":.*## " } \
		/^##@/ { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@echo
	@echo "PORT=8000 DATA=var: where \`make run\` serves and stores. TESTS=path: what \`make unit\` runs."

.PHONY: run
run: $(RUNTIME) $(WEB_BUILT) ## Start Parley with a demo marketplace on http://localhost:8000
	@exec $(BIN)/parley serve --demo --development --port $(PORT) --data-dir $(DATA)

.PHONY: build
build: $(RUNTIME) $(WEB_BUILT) ## Install and build what `.venv/bin/parley serve` needs

##@ Change

.PHONY: check
check: lint types architecture unit web-test ## Fast checks: lint, types, architecture, Python and web tests

.PHONY: fix
fix: $(DEVELOPMENT) $(WEB_INSTALLED) ## Format the code and mend what a tool can mend
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	cd web && npm run --silent fix

.PHONY: docs
docs: $(DEVELOPMENT) ## Write docs/settings.md and docs/errors.md anew from the code
	$(BIN)/python -m scripts.generate_docs

.PHONY: gallery
gallery: $(DEVELOPMENT) $(WEB_BUILT) ## Make the pictures of every screen anew, in docs/gallery
	@chromium=$$(scripts/install-chromium) && CHROMIUM="$$chromium" $(BIN)/python -m tests.gallery

.PHONY: clean
clean: ## Remove what was installed, built and cached here; the data folder stays
	rm -rf .tools .venv web/node_modules web/dist bench/out bench/lighthouse/node_modules .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

##@ Prove

.PHONY: test
test: check load journeys ## Everything that must pass: `make check`, kills under load, journeys in Chromium and Firefox

.PHONY: bench
bench: $(DEVELOPMENT) $(WEB_BUILT) $(LIGHTHOUSE) ## Measure throughput, latency, memory and the web client; writes bench/out
	@chromium=$$(scripts/install-chromium) && CHROMIUM="$$chromium" $(BIN)/python -m bench

##@ Parts of `make test`

.PHONY: lint
lint: $(DEVELOPMENT) $(WEB_INSTALLED) ## Ruff and Biome
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	cd web && node_modules/.bin/biome check .

.PHONY: types
types: $(DEVELOPMENT) $(WEB_INSTALLED) ## mypy and tsc
	$(BIN)/mypy
	cd web && node_modules/.bin/tsc -b

.PHONY: architecture
architecture: $(DEVELOPMENT) ## Floors, doors, sizes, names, documents
	$(BIN)/lint-imports
	$(BIN)/python -m checks

.PHONY: unit
unit: $(DEVELOPMENT) ## Python tests, without journeys and load
	@clamd=$$(scripts/install-clamd) && \
		if [[ -n $$clamd ]]; then wanted="not journey and not load"; else wanted="not journey and not load and not clamd"; fi && \
		CLAMD="$$clamd" $(BIN)/pytest -n 2 --dist worksteal -m "$$wanted" $(TESTS)

.PHONY: web-test
web-test: $(WEB_INSTALLED) $(WEB_BUILT) ## Tests of the web client, and the size of what it loads first
	cd web && npm run --silent test
	cd web && node scripts/report-sizes.mjs

.PHONY: load
load: $(DEVELOPMENT) ## Kills under load, long generated journeys
	$(BIN)/pytest -m "load and not journey"

.PHONY: journeys
journeys: $(DEVELOPMENT) $(WEB_BUILT) ## What a person does, driven in a real Chromium, and once in a real Firefox
	@chromium=$$(scripts/install-chromium) && firefox=$$(scripts/install-firefox) && \
		if [[ -n $$firefox ]]; then wanted=journey; else wanted="journey and not firefox"; fi && \
		CHROMIUM="$$chromium" FIREFOX="$$firefox" $(BIN)/pytest -n 2 --dist loadscope -m "$$wanted" --reruns 1 -p tests.journeys.second_try

# What the targets above stand on. Each is redone only when what it is made from changed.

$(UV): scripts/install-uv
	@scripts/install-uv

$(RUNTIME): $(UV) pyproject.toml uv.lock
	$(UV) sync --quiet --locked --no-dev --inexact
	@touch $@

$(DEVELOPMENT): $(UV) pyproject.toml uv.lock
	$(UV) sync --quiet --locked
	@touch $@ $(RUNTIME)

$(WEB_INSTALLED): web/package.json web/package-lock.json
	@command -v npm >/dev/null || { echo "Parley's web client is built with Node.js 20 or later (with npm); found none." >&2; exit 1; }
	cd web && npm ci --no-audit --no-fund --no-update-notifier --loglevel=error
	@touch $@

$(LIGHTHOUSE): bench/lighthouse/package.json bench/lighthouse/package-lock.json $(WEB_INSTALLED)
	cd bench/lighthouse && npm ci --no-audit --no-fund --no-update-notifier --loglevel=error
	@touch $@

$(WEB_BUILT): $(WEB_INSTALLED) $(WEB_SOURCES)
	cd web && node_modules/.bin/vite build --logLevel warn
	@touch $@
