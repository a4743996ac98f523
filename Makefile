# make site    the site and the poster PDFs, out of content/, into site/
# make watch   the same, shown in your browser, again after every save
# make check   every mistake in the content, in seconds, nothing written; ARGS="--pdf": sheets too
# make new     a starter file: make new KIND=persona NAME="Sanne de Boer" (or journey, briefing, theme)
# make test    the tests of the program
# make lint    its style and types
# make manual  the manual as a site, with pictures of what the program makes now, into manual/
# make clean   throw away what was made
#
# Each one sets up what it needs by itself, the first time. More options: make site ARGS="--strict"

.PHONY: site watch check new test lint lock manual clean
.DEFAULT_GOAL := site

# What messages advise is told in these words.
site watch check new: export AFFICHE_MAKE = 1

site:
	@sh .ci/setup site build.py $(ARGS)

watch:
	@sh .ci/setup site build.py watch --open $(ARGS)

check:
	@sh .ci/setup site build.py check $(ARGS)

# The name goes by way of the environment, so that quotes in it stay what they are.
new: export KIND := $(KIND)
new: export NAME := $(NAME)
new:
	@sh .ci/setup site build.py new $${KIND:+"$$KIND"} $${NAME:+"$$NAME"} $(ARGS)

test:
	@sh .ci/setup test -m pytest -n auto --dist loadfile $(ARGS)

lint:
	@sh .ci/setup test -m ruff check
	@sh .ci/setup test -m ruff format --check
	@sh .ci/setup test -m mypy

manual:
	@sh .ci/setup test -m tests.support.manual_pictures .affiche/pictures
	@sh .ci/setup test build.py manual --pictures .affiche/pictures $(ARGS)

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
