"""Paths in; one warning for all that are too long out."""

from affiche.building.rendering.longpaths import MOST, long_paths


def test_long_paths_are_told_of_once_and_the_longest_by_name():
    longest = "personas/" + "a" * MOST + ".pdf"
    (problem,) = long_paths(("index.html", "b" * (MOST + 1), longest))
    assert (problem.kind, problem.rule) == ("warning", "long-path")
    assert problem.values["count"] == 2 and problem.values["path"] == longest


def test_paths_that_windows_opens_are_not_told_of():
    assert long_paths(("index.html", "b" * MOST)) == ()
