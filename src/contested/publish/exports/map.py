"""A still map of who holds what on a day, fit for a newspaper, as SVG or, where the file is called so, PNG.

What it shows is drawn in `publish/picture/`. PNG needs resvg (`contested[exports]`) and fonts.
"""

from __future__ import annotations

from pathlib import Path

from contested.model import Account
from contested.publish.exports import Export, ExportSettings, Written, beside, write_pieces
from contested.theatres import Theatre

SVG, PNG = "svg", "png"


def write_map(account: Account, theatre: Theatre, settings: ExportSettings, path: Path) -> Written:
    """Places that others lie on are left out: a picture cannot be zoomed."""
    from contested.publish.picture.draw import WIDTH, draw_picture
    from contested.publish.picture.raster import make_png

    picture = draw_picture(account, theatre, settings)
    if path.suffix.lower() == f".{PNG}":
        png = make_png(picture.svg, settings.view.width if settings.view else int(WIDTH))
        with beside(path) as part:
            part.write_bytes(png)
    else:
        write_pieces([picture.svg], path)
    return Written(picture.places, "place", picture.crowded, "no room on the map")


EXPORT = Export("map", SVG, write_map, areas=True, forms=(SVG, PNG))
