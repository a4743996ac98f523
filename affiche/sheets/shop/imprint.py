"""What a print shop's file says of itself and of its colours: facts in, its descriptions out.

No clock and no random numbers: the day is the content's, the id a hash of what is painted.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from affiche.sheets.shop.inks import profile_name, srgb_profile

# What a PDF/X has to say of when it was made, when nobody knows.
UNDATED = date(2000, 1, 1)
# What WeasyPrint says of itself.
PDF_UA_LABEL = re.compile(rb"""\s+pdfuaid:part=["']1["']""")


@dataclass(frozen=True)
class Imprint:
    """What a file says of itself. `day` comes from the content, never from the clock."""

    title: str
    language: str
    day: date | None = None


def say_colours(opened: Any, press: bytes | None) -> None:
    """The output intent: what the colours in the file mean, by the ICC profile of its press, or
    sRGB without one.

    Source: ISO 32000-1, 14.11.5; ISO 15930-7, 6.2 for CMYK.
    """
    import pikepdf

    name = profile_name(press) if press else "sRGB IEC61966-2.1"
    stream = opened.make_stream(press or srgb_profile(), N=4 if press else 3)
    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFX if press else pikepdf.Name.GTS_PDFA1,
        OutputConditionIdentifier=pikepdf.String(name),
        Info=pikepdf.String(name),
        DestOutputProfile=stream,
    )
    opened.Root.OutputIntents = pikepdf.Array([opened.make_indirect(intent)])


XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<pdf:Producer>{producer}</pdf:Producer><pdf:Trapped>False</pdf:Trapped>
<xmp:CreateDate>{day}T00:00:00Z</xmp:CreateDate><xmp:ModifyDate>{day}T00:00:00Z</xmp:ModifyDate>
<xmp:MetadataDate>{day}T00:00:00Z</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:{id}</xmpMM:DocumentID><xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>{label}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def say_what(opened: Any, imprint: Imprint, label: str | None) -> None:
    """Title, language, day and label, where PDF/X looks for them. Source: ISO 15930-7, 6.7."""
    import pikepdf

    page = opened.pages[0]
    producer = str(opened.trailer.get("/Info", {}).get("/Producer", "affiche"))
    day = imprint.day or UNDATED
    stamp = f"D:{day:%Y%m%d}000000Z"
    opened.trailer.Info = opened.make_indirect(
        pikepdf.Dictionary(
            Title=pikepdf.String(imprint.title),
            Producer=pikepdf.String(producer),
            CreationDate=pikepdf.String(stamp),
            ModDate=pikepdf.String(stamp),
            Trapped=pikepdf.Name("/False"),
        )
    )
    opened.Root.Lang = pikepdf.String(imprint.language)
    digest = hashlib.blake2b(page.obj.Contents.read_bytes(), digest_size=16).hexdigest()
    said = f"<pdfxid:GTS_PDFXVersion>{label}</pdfxid:GTS_PDFXVersion>" if label else ""
    xmp = XMP.format(
        title=escape(imprint.title), producer=escape(producer), day=day.isoformat(),
        id=f"{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:]}",
        label=said,
    )  # fmt: skip
    stream = opened.make_stream(xmp.encode())
    stream.Type, stream.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    opened.Root.Metadata = stream


def deny_ua(opened: Any) -> None:
    """Take back that the file is PDF/UA."""
    metadata = opened.Root.Metadata
    metadata.write(PDF_UA_LABEL.sub(b"", metadata.read_bytes()))
