# run, test, check and bench work on a fresh clone: each makes the virtual environment first.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
ARGS ?=
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --no-input

.PHONY: run test check fuzz bench chaos follow-dockerfile audit pictures format clean

run: $(VENV)/.installed
	@$(BIN)/naparnik playground $(ARGS)

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n auto $(ARGS)

check: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fuzz: $(VENV)/.installed-dev
	$(BIN)/python -m tests.fuzz $(ARGS)

bench: $(VENV)/.installed-dev
	$(BIN)/python -m bench $(ARGS)

chaos: $(VENV)/.installed-dev
	$(BIN)/python -m chaos $(ARGS)

follow-dockerfile: $(VENV)/.installed-dev
	$(BIN)/python -m tests.deployment.follow_dockerfile

audit:
	@$(PYTHON) tests/deployment/audit_dependencies.py

pictures: $(VENV)/.installed-dev
	$(BIN)/python -m docs.pictures.take $(ARGS)

format: $(VENV)/.installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

$(VENV)/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Naparnik needs Python 3.11 or newer. Name one: make PYTHON=python3.11" >&2; exit 1; }
	@echo "Installing into $(VENV) (once; about a minute)"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed tests/requirements.lock
	@echo "Installing what tests and checks need"
	@$(PIP) --require-hashes -r tests/requirements.lock
	@touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache *.egg-info
