# make site    the site and the poster PDFs, out of content/, into site/
# make watch   the same, shown in your browser, again after every save
# make check   every mistake in the content, in seconds, nothing written; ARGS="--pdf": sheets too
# make test    the tests of the program
# make lint    its style and types
# make clean   throw away what was made
#
# Each one sets up what it needs by itself, the first time. More options: make site ARGS="--strict"

.PHONY: site watch check test lint lock clean
.DEFAULT_GOAL := site

site:
	@sh .ci/setup site build.py $(ARGS)

watch:
	@sh .ci/setup site build.py watch --open $(ARGS)

check:
	@sh .ci/setup site build.py check $(ARGS)

test:
	@sh .ci/setup test -m pytest -n auto --dist loadfile $(ARGS)

lint:
	@sh .ci/setup test -m ruff check
	@sh .ci/setup test -m ruff format --check
	@sh .ci/setup test -m mypy

# The locks hold for every system and Python from 3.11. Needs uv; UPGRADE=--upgrade takes newer versions.
UV ?= uv
COMPILE = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-emit-index-url --no-emit-find-links \
	--custom-compile-command "make lock" $(UPGRADE) pyproject.toml

lock:
	$(COMPILE) -o requirements.txt
	$(COMPILE) --extra dev -c requirements.txt -o requirements-dev.txt

clean:
	rm -rf site .affiche .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
