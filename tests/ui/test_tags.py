import re
from pathlib import Path

from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

SOURCES = Path(__file__).resolve().parents[2] / "src" / "shanyu"


class Visit(forms.Form):
    name = forms.CharField(label="姓名", help_text="与户口本一致。")
    when = forms.ChoiceField(label="时间", widget=forms.RadioSelect, choices=[("am", "上午"), ("pm", "下午")])
    agree = forms.BooleanField(label="同意", required=False)


def render(text: str, path: str = "/", **context) -> str:
    request = RequestFactory().get(path)
    return Template("{% load ui %}" + text).render(Context({"request": request, **context})).strip()


def test_a_field_is_joined_to_its_help_and_error():
    html = render("{% field form.name %}", form=Visit({"name": ""}))
    assert re.findall(r'aria-describedby="([^"]+)"', html) == ["id_name_help id_name_error"]
    assert re.findall(r' id="([^"]+)"', html) == ["id_name_help", "id_name_error", "id_name"]
    assert re.findall(r'<label for="([^"]+)"', html) == ["id_name"]
    assert 'aria-invalid="true"' in html


def test_a_field_without_help_or_error_names_neither():
    html = render("{% field form.agree %}", form=Visit())
    assert "aria-describedby" not in html
    assert "aria-invalid" not in html


def test_choices_are_a_fieldset_whose_lines_are_labels():
    html = render("{% field form.when %}", form=Visit())
    assert html.startswith("<fieldset")
    assert re.findall(r'<label class="sy-choice" for="([^"]+)"', html) == ["id_when_0", "id_when_1"]


def test_a_bad_form_lists_its_errors_first_with_links():
    html = render("{% form_fields form %}", form=Visit({}))
    assert re.findall(r'<li><a href="([^"]+)"', html) == ["#id_name", "#id_when_0"]
    assert html.startswith('<div class="sy-errors" role="alert"')


def test_a_state_is_told_by_icon_and_word_in_both_languages():
    text = '{% state_badge "soon" %}'
    with override("zh-hans"):
        assert "即将到期" in render(text)
    with override("en"):
        assert "Expires soon" in render(text)
    shapes = [
        re.search(r"#([a-z-]+)", render('{% state_badge "' + state + '" %}'))[1]
        for state in ("valid", "soon", "due", "invalid", "closed", "info")
    ]
    assert shapes == ["circle-check", "hourglass", "triangle-alert", "octagon-x", "circle-minus", "info"]


def test_a_trust_mark_carries_its_small_print():
    html = render('{% trust_mark "none" "2026-018" %}')
    assert 'data-state="none"' in html
    assert "<small>2026-018</small>" in html


def test_a_chip_puts_its_value_in_and_takes_it_out_and_goes_to_the_first_page():
    assert 'href="?kind=a&amp;kind=b"' in render('{% chip "B" "kind" "b" %}', path="/?kind=a&page=3")
    chosen = render('{% chip "A" "kind" "a" %}', path="/?kind=a&kind=b")
    assert 'href="?kind=b"' in chosen
    assert 'aria-current="true"' in chosen


def test_the_query_changes_only_what_is_named():
    assert render('{% query_with sort="fee" page="" %}', path="/?q=a&page=2") == "?q=a&amp;sort=fee"


def test_pages_keep_the_query():
    page = Paginator(range(166), 20).page(3)
    html = render("{% pagination page %}", path="/?kind=a&page=3", page=page)
    assert re.findall(r'<a href="([^"]+)"', html) == [
        f"?kind=a&amp;page={number}" for number in (2, 1, 2, 3, 4, 9, 4)
    ]
    assert "第 41–60 条，共 166 条" in html


def test_an_icon_is_decoration_unless_it_has_a_label():
    assert 'aria-hidden="true"' in render('{% icon "x" %}')
    assert 'role="img" aria-label="关闭"' in render('{% icon "x" label="关闭" %}')


def test_values_are_escaped():
    assert "<b>" not in render("{% stat label 3 %}", label="<b>")
    assert "<b>" not in render("{% icon name %}", name='"><b>')


def test_every_icon_that_a_template_names_is_in_the_sprite():
    sprite = (SOURCES / "ui" / "static" / "icons.svg").read_text(encoding="utf-8")
    drawn = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    named = {
        name
        for file in SOURCES.rglob("templates/**/*.html")
        for name in re.findall(r'{% icon "([^"]+)"', file.read_text(encoding="utf-8"))
    }
    assert sorted(named - drawn) == []
