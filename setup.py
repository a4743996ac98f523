"""What a wheel holds beside the package: house styles and manuals, which stand at the top here.

Everything else about the package is in pyproject.toml. Build with `pip wheel .`: `python -m build`
would find our build.py.
"""

from setuptools import find_packages, setup

SHIPPED = {"affiche.shipped.themes": "themes", "affiche.shipped.docs": "docs"}

setup(
    # Discovery refuses a folder with content/, themes/ and site/ beside the package: it is named.
    packages=[*find_packages(include=["affiche", "affiche.*"]), *SHIPPED],
    package_dir=SHIPPED,
    package_data={name: ["**/*", "**/.*"] for name in SHIPPED},
)
