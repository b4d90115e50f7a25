"""What the import commands say when a file cannot be read, or may not be."""

import io

import click
import pytest
from django.utils import translation
from rich.console import Console

from shanyu.runtime import imports
from tests.domain.providers.importing.sheets import row, write_csv


@pytest.fixture
def screen():
    return Console(file=io.StringIO(), width=200)


@pytest.mark.django_db
def test_a_sheet_that_cannot_be_read_ends_the_command_with_its_reason_in_its_language(screen, tmp_path):
    (tmp_path / "sites.pdf").touch()
    with pytest.raises(click.ClickException, match=r"\.pdf files cannot be read"):
        imports.sites(screen, tmp_path / "sites.pdf", "en")
    with pytest.raises(click.ClickException, match="不能读取"):
        imports.sites(screen, tmp_path / "sites.pdf", "zh-hans")
    assert translation.get_language() == "zh-hans"


@pytest.mark.django_db
def test_regions_that_cannot_be_read_end_the_command_in_the_same_way(screen, tmp_path):
    (tmp_path / "a.geojson").write_text("no", encoding="utf-8")
    with pytest.raises(click.ClickException, match="GeoJSON"):
        imports.regions(screen, (tmp_path / "a.geojson",), "en")


def test_good_rows_are_counted_and_the_report_is_named(cast, screen, tmp_path):
    assert imports.sites(screen, write_csv(tmp_path / "a.csv", [row(1)]), "en", dry_run=True)
    told = screen.file.getvalue()
    assert "Rows read  1" in told
    assert "a-import-report.xlsx" in told
    assert told.endswith("Nothing was changed: this was a dry run.\n")
