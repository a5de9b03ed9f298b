"""A desk's account as a folder of files that opens in any browser, also without a server or a network.

`write_site` is the door; what the files hold is described in `docs/reference/site.md`.
"""

from contested.publish.site.settings import SiteSettings, StatusOn
from contested.publish.site.write import write_site

__all__ = ["SiteSettings", "StatusOn", "write_site"]
