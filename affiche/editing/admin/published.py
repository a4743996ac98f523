"""The settings of a site in; the forms that edit its repository from the published site, out.

They are made only when site.yaml names a repository (`admin: {repository: …}`). Source:
decapcms.org, "Backends".
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from affiche.editing import admin
from affiche.editing.admin.called import names
from affiche.editing.admin.decap import config
from affiche.editing.admin.shapes import shapes
from affiche.model import Site
from affiche.model.choices import GitHost, Switch
from affiche.model.settings import Repository
from affiche.words import Words

# host → its own server, and where its programming interface is there.
SERVERS = {
    GitHost.GITHUB: ("https://github.com", "https://api.github.com", "/api/v3"),
    GitHost.GITLAB: ("https://gitlab.com", "https://gitlab.com/api/v4", "/api/v4"),
    GitHost.GITEA: ("https://gitea.com", "https://gitea.com/api/v1", "/api/v1"),
    GitHost.FORGEJO: ("https://codeberg.org", "https://codeberg.org/api/v1", "/api/v1"),
}
ALSO = ("js-yaml.js", "formats.js", "LICENSE-js-yaml.txt")


def files(label: str, site: Site, feedback: Iterable[str], words: Words) -> dict[str, bytes]:
    """Path → bytes of `admin/`; nothing without a repository."""
    settings = site.settings
    repository = settings.admin.repository
    if repository is None:
        return {}
    folder = (repository.folder or label).strip("/")
    made = config(folder, words, settings, feedback, _backend(repository), formats=True)
    if repository.review is Switch.ON and repository.host is not GitHost.GITEA:
        made["publish_mode"] = "editorial_workflow"
    made |= {"site_url": settings.url or "", "display_url": settings.url or ""}
    # These forms are a page that anybody can ask for: what is an opportunity is not told in them.
    known = names(site.touchpoints, {}, words)
    made["affiche"] = {**admin.said(words), "names": known, "shapes": shapes(words)}
    rules = admin.policy(_servers(repository))
    text = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
    return {
        "admin/index.html": admin.page(words, rules, formats=True),
        "admin/config.json": text.encode(),
        **{f"admin/{name}": admin.shipped(name) for name in (*admin.SHIPPED, *ALSO)},
    }


def _backend(repository: Repository) -> dict[str, Any]:
    home, interface, path = SERVERS[repository.host]
    own = (repository.url or "").rstrip("/")
    found: dict[str, Any] = {
        "name": repository.host.value,
        "repo": repository.repo,
        "branch": repository.branch,
        "api_root": f"{own}{path}" if own else interface,
    }
    if repository.host is GitHost.GITHUB:
        return {**found, **({"base_url": repository.auth.rstrip("/")} if repository.auth else {})}
    found |= {"base_url": own or home, "app_id": repository.client or ""}
    return {**found, "auth_type": "pkce"} if repository.host is GitHost.GITLAB else found


def _servers(repository: Repository) -> list[str]:
    """The servers that the page may speak with: those of the repository, nobody else."""
    home, interface, _ = SERVERS[repository.host]
    own = [repository.url] if repository.url else [home, interface]
    if repository.auth:
        own.append(repository.auth)
    if repository.host is GitHost.GITHUB and not repository.url:
        own.append("https://raw.githubusercontent.com")
    return list(dict.fromkeys(admin.host(address) for address in own))
