# make app    serve hegao on 127.0.0.1:8501
# make test   install what the tests need, then lint, types, import contracts and all tests on up to four cores

PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif

.PHONY: app test check-code tests catalogue benchmarks wheel clean

app: $(VENV)/.installed
	$(BIN)/hegao app --headless

test: check-code tests

check-code: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

tests: $(VENV)/.installed-dev
	./tests/install_programs.sh
	$(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist worksteal

catalogue: $(VENV)/.installed
	$(BIN)/python docs/make_catalogue.py
	$(BIN)/python docs/make_layout.py

benchmarks: $(VENV)/.installed-dev
	$(BIN)/python benchmarks/check_speed.py
	$(BIN)/python benchmarks/layout_speed.py

wheel: $(VENV)/.installed-dev
	$(BIN)/pip wheel --no-deps --wheel-dir dist .

clean:
	rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache

# Debian ships Python without the part that puts pip into a virtual environment; pip itself can.
$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV) 2>/dev/null || { rm -rf $(VENV); $(PYTHON) -m venv --without-pip $(VENV) \
	  && $(PYTHON) -m pip --python $(VENV)/bin/python install --quiet pip; }

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

# pip compiles on one core, and that is half of its work; some files of libraries are templates that do not compile.
$(VENV)/.installed-dev: pyproject.toml | $(VENV)/bin/python
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-compile --editable '.[dev]'
	$(VENV)/bin/python -m compileall -qq -j 0 $(VENV) || true
	touch $@ $(VENV)/.installed
