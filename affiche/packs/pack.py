"""A site and a briefing in; a pack's plan, its files, and its zip, out. The same bytes always.

plan → print its sheets → files → zipped
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from affiche.kept import Store
from affiche.model import Site
from affiche.model.settings import Settings
from affiche.packs import documents, manifest, page, swatches
from affiche.packs.house import House, house
from affiche.packs.page import PackRenderer
from affiche.pages.briefing import agency
from affiche.pages.briefing import pack as briefing_pack
from affiche.pages.briefing.pack import Brief
from affiche.pages.plan import Page, Sheet
from affiche.themes import Theme
from affiche.words import Words, words

# What a zip says of each file: as early as its format can, readable by everyone.
MOMENT = (1980, 1, 1, 0, 0, 0)
MODE = 0o100644
UNIX = 3
# Packed already; a second time only costs time.
PACKED = (".woff2", ".jpg", ".png", ".webp")


@dataclass(frozen=True)
class Pack:
    """One pack, before anything is made. `site` is the projection's, and `sheets` are printed
    from it."""

    id: str
    site: Site
    brief: Brief
    house: House
    theme: Theme
    words: Words
    today: date
    sheets: tuple[Sheet, ...]

    @property
    def folder(self) -> str:
        """What its zip unpacks to."""
        return f"{self.id}-briefing"

    @property
    def expired(self) -> bool:
        """Whether the pack may not be used any more."""
        return self.today >= self.brief.expires


def plan(site: Site, briefing_id: str, theme: Theme, today: date) -> Pack:
    """The pack of a briefing. `site` is the whole one; the pack keeps nothing of it but the
    projection."""
    projection = agency.project(site, briefing_id, today)
    spoken = words(
        projection.site.settings.language, tuple(folder / "locale" for folder in theme.folders)
    )
    brief = briefing_pack.brief(projection, spoken, tuple(site.personas))
    style = house(theme, spoken, projection.site.settings.name or "")
    return Pack(
        id=briefing_id,
        site=projection.site,
        brief=brief,
        house=style,
        theme=theme,
        words=spoken,
        today=today,
        sheets=(
            documents.document(brief, style, today),
            *documents.agency_posters(projection, brief, spoken),
        ),
    )


def files(pack: Pack, printed: Mapping[str, bytes], store: Store | None = None) -> dict[str, bytes]:
    """Every file of the pack, path → bytes. `printed`: path of a sheet → its PDF; what was not
    printed (or held back, and so is empty) is left out, and no page speaks of it. `store`
    remembers what takes long."""
    sheets = {
        documents.pack_name(sheet, pack.id): pdf
        for sheet in pack.sheets
        if (pdf := printed.get(sheet.path))
    }
    sizes = {path: len(content) for path, content in sheets.items()}
    renderer = PackRenderer(pack.theme, pack.site, pack.words, pack.house, store)
    made = {page.PAGE: renderer.page(page.page(pack.brief, pack.house, sizes, pack.today))}
    made |= renderer.assets() | sheets | _style(pack.house)
    made[manifest.RIGHTS] = manifest.rights(pack.brief, pack.house, pack.words)
    made[manifest.MANIFEST] = manifest.manifest(pack.brief, made)
    return dict(sorted(made.items()))


def _style(style: House) -> dict[str, bytes]:
    return {
        f"{page.STYLE}/tokens.json": swatches.tokens_json(style),
        f"{page.STYLE}/colours.ase": swatches.ase(style),
        f"{page.STYLE}/colours.gpl": swatches.gpl(style),
    }


def zipped(held: Mapping[str, bytes], folder: str) -> bytes:
    """The files as a zip, in one folder: sorted, without times, owners or comments."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, content in sorted(held.items()):
            entry = zipfile.ZipInfo(f"{folder}/{path}", MOMENT)
            entry.create_system = UNIX
            entry.external_attr = MODE << 16
            stored = path.endswith(PACKED)
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, compresslevel=None if stored else 6)
    return out.getvalue()


# A server of their own ---------------------------------------------------------------------

ROBOTS = b"User-agent: *\nDisallow: /\n"


def outside(
    packs: Iterable[tuple[Pack, Mapping[str, bytes]]], theme: Theme, settings: Settings
) -> dict[str, bytes]:
    """A site for agencies only: each pack in its own folder with its zip, a list, and word for
    search engines to stay away. Nothing in it comes from anywhere but the packs."""
    made: dict[str, bytes] = {"robots.txt": ROBOTS}
    held = tuple(packs)
    for pack, content in held:
        made |= {f"{pack.id}/{path}": body for path, body in content.items()}
        made[f"{pack.id}/{pack.id}-briefing.zip"] = zipped(content, pack.folder)
    spoken = words(settings.language, tuple(folder / "locale" for folder in theme.folders))
    site = Site(settings=Settings(name=settings.name, language=settings.language))
    renderer = PackRenderer(theme, site, spoken, house(theme, spoken, settings.name or ""))
    made["index.html"] = renderer.page(_list([pack for pack, _ in held], made, settings, spoken))
    return made | renderer.assets()


def _list(
    packs: Iterable[Pack], made: Mapping[str, bytes], settings: Settings, spoken: Words
) -> Page:
    entries = [
        {
            "title": pack.brief.title,
            "deadline": pack.brief.deadline,
            "expires": pack.brief.expires,
            "folder": pack.id,
            "zip": len(made[f"{pack.id}/{pack.id}-briefing.zip"]),
            "pdf": len(made.get(f"{pack.id}/{pack.id}-briefing.pdf", b"")),
        }
        for pack in packs
    ]
    return Page(
        path="index.html",
        template="pack/list.html.j2",
        title=spoken.gettext("Briefings"),
        section="",
        data={"entries": entries, "company": settings.name or ""},
        language=settings.language,
    )
