"""Two colours in, the contrast between them out."""

from __future__ import annotations

# WCAG 2.2, success criterion 1.4.3: 4.5 : 1 for text, 3 : 1 for large text.
AA = 4.5
AA_LARGE = 3.0


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours "#RRGGBB", 1 to 21.

    Source: WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    """
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    """Relative luminance. Source: WCAG 2.2, definition of relative luminance."""
    channels = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
