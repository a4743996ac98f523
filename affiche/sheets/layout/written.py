"""An opened PDF in, its bytes out: the same for the same content, with no clock and no chance."""

from __future__ import annotations

import io
from typing import Any


def written(opened: Any, **more: Any) -> bytes:
    """The bytes of a pikepdf document; `more` is what else its `save` is to know."""
    import pikepdf

    out = io.BytesIO()
    opened.save(
        out,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        fix_metadata_version=False,
        **more,
    )
    return out.getvalue()
