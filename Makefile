# Two commands do everything on a machine with Python 3.11 or later and make:
#   make gate   install what is needed, and judge the shipped rules on the shipped vignettes
#   make test   install the development tools too, and run every check of the project

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PACKAGES := triage vignettes evaluation reports

.PHONY: help gate test test-browser load bench-analysis lock examples clean

help:
	@sed -n '/^# Two/,/^$$/s/^# \{0,1\}//p' Makefile

gate: $(VENV)/.installed
	@$(BIN)/triage gate

test: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/pytest --numprocesses auto --dist loadfile

# Installs are stamped: a second run installs nothing. The locked versions carry hashes and name no
# server; the project itself is installed in place, so that edited rules and code count at once.
$(VENV)/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'Python 3.11 or later is needed; name one with make PYTHON=/path/to/python'; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation \
	  --config-settings editable_mode=compat --editable .
	$(BIN)/python -m compileall -q $(PACKAGES)
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-dev.lock
	@touch $@

# Reports in a real browser: accessibility, filters by keyboard, print, nothing fetched. Installs
# what drives it, and Debian's chromium where there is none and apt-get may be used.
test-browser: $(VENV)/.installed-browser
	@command -v chromium || command -v chromium-browser || command -v google-chrome || \
	  { command -v apt-get && [ "$$(id -u)" = 0 ] && apt-get update -q && \
	    apt-get install --yes -q chromium; } || \
	  { echo 'No browser: install chromium, or name one in TRIAGE_CHROMIUM'; [ "$$TRIAGE_CHROMIUM" ]; }
	$(BIN)/pytest tests/browser

$(VENV)/.installed-browser: requirements-browser.lock $(VENV)/.installed-dev
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-browser.lock
	@touch $@

# Renew the locked versions. Needs uv, which nothing else here does.
lock:
	uv pip compile pyproject.toml --group build --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate --no-emit-index-url --upgrade \
	  --output-file requirements.lock
	uv pip compile pyproject.toml --group build --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate --no-emit-index-url --upgrade \
	  --constraint requirements.lock --output-file requirements-dev.lock
	uv pip compile pyproject.toml --group browser --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate --no-emit-index-url --upgrade \
	  --constraint requirements-dev.lock --output-file requirements-browser.lock

# Write what README and docs show anew, and the rule book; look at what changed before you commit.
examples: $(VENV)/.installed-dev
	$(BIN)/triage rules --book > docs/rule-book.md
	$(BIN)/python -m tests.examples

# 100,000 requests to an engine in another process: time, and memory that must not grow; and a
# million random patients, none of whom may change outside of the lines of a difference.
load: $(VENV)/.installed-dev
	$(BIN)/python -m tests.load
	$(BIN)/python -m tests.evaluation.kit.difference

# Proofs, differences and mutation by the number of rules; writes docs/performance.md. Takes long.
bench-analysis: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks.analysis

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
