"""Who holds what: claims, origins, places and a theatre in; control, statuses, events and figures out."""

from contested.reconcile.control import Reckoned, estimate_control, reckon_control
from contested.reconcile.events import group_again, group_events
from contested.reconcile.figures import reconcile_figures
from contested.reconcile.learned import can_read, count_statements, find_pace
from contested.reconcile.moves import weigh_moves
from contested.reconcile.reckoning import Changed, Reckoning, reckon_again
from contested.reconcile.status import status_on

__all__ = [
    "Changed",
    "Reckoned",
    "Reckoning",
    "can_read",
    "count_statements",
    "estimate_control",
    "find_pace",
    "group_again",
    "group_events",
    "reckon_again",
    "reckon_control",
    "reconcile_figures",
    "status_on",
    "weigh_moves",
]
