"""Who holds what: claims, origins, places and a theatre in; control, statuses, events and figures out."""

from contested.reconcile.control import estimate_control
from contested.reconcile.events import group_events
from contested.reconcile.figures import reconcile_figures
from contested.reconcile.moves import weigh_moves
from contested.reconcile.status import status_on

__all__ = ["estimate_control", "group_events", "reconcile_figures", "status_on", "weigh_moves"]
