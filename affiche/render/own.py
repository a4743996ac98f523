"""A finished page or sheet and a theme's own style sheets in; the same with them at the end of its
head, out.

They are put there here and not by a template, so that none can lose them: a page that lays out its
own head still wears what the house style says for everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape

from affiche.render.style import properties, with_addresses
from affiche.themes import Theme

HEAD_ENDS = "</head>"


def linked(html: str, addresses: Iterable[str]) -> str:
    """A page, with a link to each style sheet."""
    links = [f'<link rel="stylesheet" href="{escape(address)}">\n' for address in addresses]
    return html.replace(HEAD_ENDS, f"{''.join(links)}{HEAD_ENDS}", 1)


def written(
    html: str, sheets: Mapping[str, bytes], theme: Theme, address: Callable[[str], str]
) -> str:
    """A sheet, with the rules of these style sheets, by name, themselves; they may use the tokens
    as var(--accent), as on pages.

    `address` is where a static file of the theme is found from the sheet.
    """
    rules = [with_addresses(sheet, name, address).decode() for name, sheet in sheets.items()]
    if not rules:
        return html
    # `</style` in a remark would end the element; for CSS `<\\/` is the same.
    css = "\n".join([properties(theme), *rules]).replace("</", "<\\/")
    return html.replace(HEAD_ENDS, f"<style>\n{css}\n</style>\n{HEAD_ENDS}", 1)
