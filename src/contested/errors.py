"""The errors that contested raises on purpose. Each says where, what was found, and what to do."""

from __future__ import annotations


class ContestedError(Exception):
    """Something the person at the keyboard can mend; the message says how. Exit code 1."""


class SettingsError(ContestedError):
    """A settings or vocabulary file holds a wrong or unknown key; the message names file and line."""


class UsageError(ContestedError):
    """The command was asked for something that it cannot mean. Exit code 2."""


class RejectedReport(ContestedError):
    """One report that could not be read: it is set aside and the rest of the batch goes on.

    `where` is a file, or `file:line`; `reason` says what was found; `remedy` what to do.
    """

    def __init__(self, where: str, reason: str, remedy: str) -> None:
        self.where, self.reason, self.remedy = where, reason, remedy
        super().__init__(f"{where}: {reason}; {remedy}")


class RejectedTable(RejectedReport):
    """A table of places that cannot be read at all; a bad row in it is a `Rejection` and the rest goes on."""


class ReaderUnavailable(RejectedReport):
    """A second reader that cannot be asked at all: with the next report it would go no better."""


class AmbiguousPlace(UsageError):
    """A name that two places of the theatre share equally; the candidates are in the message."""


class UnknownPlace(UsageError):
    """A name that the desk's gazetteer does not hold; suggestions are in the message."""
