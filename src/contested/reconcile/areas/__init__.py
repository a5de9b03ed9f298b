"""The ground between the places: controls in; areas of control by day, and findings on the areas that are stated, out."""

from contested.reconcile.areas.history import map_areas
from contested.reconcile.areas.stated import check_areas

__all__ = ["check_areas", "map_areas"]
