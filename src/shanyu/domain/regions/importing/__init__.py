"""Regions from files: GeoJSON, CSV, XLSX and OpenStreetMap extracts; the engine of `shanyu import-regions`."""

from shanyu.domain.regions.importing.outcome import FileOutcome, ImportReport, RegionImportOptions
from shanyu.domain.regions.importing.run import import_regions

__all__ = ["FileOutcome", "ImportReport", "RegionImportOptions", "import_regions"]
