"""Why an address was not fetched: its kind for the program, its words for a person."""

from __future__ import annotations

from typing import Literal

from contested.errors import RejectedReport

# `refused`: the address is not for this program (where it leads, how it is spelt). `robots`: the site's rules keep it out.
# `wall`: only who logs in, pays or consents is let in. `gone`: nothing is there. `busy`: the server answers with an error or
# not in time. `network`: there was no way to it; `away`: nor to anybody else. `broken`: what came is no answer. `large`: it broke a limit.
Kind = Literal["refused", "robots", "wall", "gone", "busy", "network", "away", "broken", "large"]
# With these another try may go better.
PASSING = ("busy", "network", "away", "broken")


class FetchError(RejectedReport):
    """An address that was not fetched. `retry_after` are the seconds that the server asks to be left alone; `status` is its
    answer's, where there was one."""

    def __init__(
        self,
        where: str,
        kind: Kind,
        reason: str,
        remedy: str,
        retry_after: float | None = None,
        status: int | None = None,
    ) -> None:
        super().__init__(where, reason, remedy)
        self.kind: Kind = kind
        self.retry_after, self.status = retry_after, status

    @property
    def passes(self) -> bool:
        """Whether another try may go better."""
        return self.kind in PASSING
