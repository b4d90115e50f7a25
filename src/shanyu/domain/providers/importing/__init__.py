"""Sites from the spreadsheets that bureaus really keep: `shanyu import-sites`."""

from shanyu.domain.providers.importing.changes import print_changes
from shanyu.domain.providers.importing.run import SiteImportOptions, SiteImportReport, import_sites

__all__ = ["SiteImportOptions", "SiteImportReport", "import_sites", "print_changes"]
