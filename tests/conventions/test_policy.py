"""Every verb × role against the policy table, and every URL × method × role against the verbs."""

from collections.abc import Callable
from copy import copy
from functools import cache

import pytest
from django.contrib import auth
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.backends.django import Template
from django.test import Client

from shanyu.kernel.door import Actor, Grant, OutOfReach, Role, SignInNeeded, StepUpNeeded
from shanyu.kernel.door.deeds import told
from shanyu.kernel.door.policy import row_of, rows
from shanyu.kernel.door.verbs import _reach, resolve, verbs
from shanyu.ui import errors, pages
from shanyu.ui.actors import STRONG
from tests.conventions.urls import Address, addresses, key_of, subject, week_published

ALL = sorted(verbs())
PEOPLE = [
    "nobody", "stranger", "father", "grandmother", "head", "carer", "boss", "keeper", "expert", "officer",
    "city_officer", "auditor", "administrator",
]  # fmt: skip


def acting_as(role: Role) -> Actor:
    """Somebody with this one role over nothing that exists."""
    if role == Role.PUBLIC:
        return Actor()
    if role == Role.SYSTEM:
        return Actor(system=True, assurance=2)
    duty = role == Role.ADMINISTRATOR_ON_DUTY
    granted = Role.ADMINISTRATOR if duty else role
    grants = () if role == Role.MEMBER else (Grant(granted, "platform"),)
    return Actor(account_id=0, granted=grants, assurance=2, on_duty=duty)


def test_every_verb_has_a_policy_row_and_every_row_a_verb():
    assert sorted(row.verb for row in rows()) == ALL


#: Marks by which a page asks whether anything is new: they tell nothing of anybody, twice a minute.
MARKS = ["care.day_mark"]


def test_only_open_data_and_marks_go_without_an_audit_event():
    unsaid = [name for name in ALL if not verbs()[name].audited and Role.PUBLIC not in row_of(name).who]
    assert unsaid == MARKS


def test_every_verb_that_leaves_an_audit_event_has_words_for_people():
    """And no words are left of verbs that are gone."""
    assert {name for name in ALL if verbs()[name].audited} == told()


def test_nothing_that_changes_the_world_is_open_to_everybody_but_what_must_be():
    open_to_all = [name for name in ALL if verbs()[name].changes and Role.PUBLIC in row_of(name).who]
    # Signing up; a device of the floor with the PIN of its carer; and what the secret of a letter opens.
    assert open_to_all == [
        "booking.answer_by_link",
        "care.unlock",
        "messaging.stop_mails",
        "people.confirm_email",
        "people.sign_up",
        "stations.register_guest",
    ]


@pytest.mark.parametrize("name", ALL)
def test_a_verb_lets_in_exactly_the_roles_of_its_row(name):
    row, verb = row_of(name), verbs()[name]
    for role in Role:
        actor = acting_as(role)
        allowed = bool(set(row.who) & actor.roles)
        if allowed:
            assert _reach(verb, actor) is not None
        else:
            expected = OutOfReach if actor.signed_in or actor.system else SignInNeeded
            with pytest.raises(expected):
                _reach(verb, actor)


@pytest.mark.parametrize("name", [n for n in ALL if not row_of(n).who.keys() & {Role.PUBLIC, Role.MEMBER}])
def test_a_strong_role_without_its_second_factor_is_asked_for_it(name):
    row, verb = row_of(name), verbs()[name]
    for role in row.who:
        weak = Actor(account_id=0, granted=(Grant(role, "platform"),), assurance=1)
        if role in weak.withheld:
            with pytest.raises(StepUpNeeded):
                _reach(verb, weak)


def test_every_view_declares_its_verb():
    assert [address.route for address in addresses() if address.page is None] == []


def test_every_declared_verb_exists():
    declared = {verb for address in addresses() for verb in (address.page.verb, address.page.changes)}
    assert sorted(declared - set(ALL)) == []


def client_of(cast, name: str) -> Client:
    client = Client()
    if name != "nobody":
        client.force_login(getattr(cast, name))
        session = client.session
        session[STRONG] = True
        session.save()
    return client


def expected(address: Address, verb_name: str, actor: Actor, row) -> set[int]:
    """The statuses that the policy table promises for this actor and this row."""
    verb = verbs()[verb_name]
    reach = row_of(verb_name).reach(actor)
    if reach is None:
        return {404} if actor.signed_in else ({401} if address.route.startswith("api/") else {302})
    if row is not None and verb.on is not None and isinstance(row, verb.on):
        try:
            resolve(verb.on, row, reach)
        except OutOfReach:
            return {404}
    return ANSWERS | ({404} if names_more_than(address, row) else set())


#: A page, a step on, or a designed refusal of an empty form.
ANSWERS = {200, 201, 204, 302, 303, 400, 409, 422}


def names_more_than(address: Address, row) -> bool:
    """Whether the address names something beside the subject that the cast does not have (a picture, a secret)."""
    return len(address.converters) > (1 if row is not None else 0)


def ask(client: Client, method: str, path: str):
    """One request after which nothing has happened: neither in the database nor in the visitor's cookies."""
    cookies = copy(client.cookies)
    with transaction.atomic():
        answer = client.generic(method, path)
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer


#: No worker runs beside these tests, so the health page says 503; nobody came from a single sign-on.
ALSO: dict[str, set[int]] = {"socialaccount_login_error": {401}, "healthz": {503}}


def path_of(address: Address, subjects: Callable[[type[Model]], Model | None]) -> tuple[str, object]:
    """The address filled with the cast's row that its verb is about, and that row."""
    model = address.verb.on
    row = subjects(model) if model is not None and address.converters else None
    values = {name: key_of(row, converter) for name, converter in address.converters.items()}
    return address.path(values), row


def promise(address: Address, method: str, actor: Actor, row) -> set[int]:
    """By the verb that opens the page; a change also by its own verb, and either may be asked first."""
    opens = expected(address, address.page.verb, actor, row)
    if method == "GET":
        return opens
    changes = expected(address, address.page.changes, actor, row)
    return changes if opens >= ANSWERS else changes | opens


def surprises(address: Address, subjects, client: Client, actor: Actor) -> list[str]:
    """Where the answers differ from what the policy table promises this person."""
    found = []
    path, row = path_of(address, subjects)
    if of_api(address):
        actor = Actor()  # The API knows keys, not a browser's session.
    for method in address.page.methods:
        answer = ask(client, method, path)
        promised = promise(address, method, actor, row) | ALSO.get(address.name, set())
        if address.borrowed and promised >= ANSWERS:
            promised = promised | {404, 405}
        if answer.status_code not in promised:
            found.append(f"{method} {address.name} {path}: {answer.status_code}")
        if "Content-Security-Policy" not in answer.headers:
            found.append(f"{method} {address.name} {path}: no content security policy")
    return found


def of_api(address: Address) -> bool:
    return address.route.startswith("api/")


def asked_by(name: str) -> list[Address]:
    """Every address; those of the API, which know no session, only by somebody without one and somebody with one."""
    return [one for one in addresses() if name in {"nobody", "boss"} or not of_api(one)]


@pytest.fixture
def bare_problems(monkeypatch):
    """A page of a problem says its status and nothing else: drawing thousands of them would cost more than asking."""
    monkeypatch.setattr(errors, "_problem", lambda _request, status: HttpResponse(status=status))


#: The templates that the walk has drawn in this run.
DRAWN: set[str] = set()


@pytest.fixture
def each_template_once(monkeypatch):
    """A page is drawn for the first person who may see it: the door is what this walk is about."""
    draw = Template.render

    def render(template: Template, context: dict | None = None, request: HttpRequest | None = None) -> str:
        if request is None or template.template.name not in DRAWN:
            DRAWN.add(template.template.name)
            return draw(template, context, request)
        return ""

    monkeypatch.setattr(Template, "render", render)


@pytest.fixture
def known_person(monkeypatch):
    """Who somebody is and what they may is asked once, of the product itself, and not for every address."""
    ask_actor, ask_account = pages.actor_of, auth.get_user
    actors, accounts = {}, {}

    def actor_of(request: HttpRequest) -> Actor:
        key = request.session.session_key
        if key not in actors:
            actors[key] = ask_actor(request)
        return actors[key]

    def get_user(request: HttpRequest) -> object:
        key = request.session.session_key
        if key not in accounts:
            accounts[key] = ask_account(request)
        return copy(accounts[key])  # for a form may write into it

    monkeypatch.setattr(pages, "actor_of", actor_of)
    monkeypatch.setattr(auth, "get_user", get_user)


@pytest.mark.usefixtures("bare_problems", "each_template_once", "known_person")
@pytest.mark.parametrize("name", PEOPLE)
def test_every_address_answers_a_person_as_the_policy_table_says(name, cast):
    week_published(cast)
    client, actor = client_of(cast, name), Actor() if name == "nobody" else cast.actor(name)
    subjects = cache(lambda model: subject(model, cast))
    assert [line for address in asked_by(name) for line in surprises(address, subjects, client, actor)] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [a for a in addresses() if not a.borrowed and not a.converters],
    ids=lambda address: address.name,
)
def test_an_address_refuses_methods_that_it_does_not_declare(address):
    for method in {"GET", "POST", "PUT", "DELETE"} - set(address.page.methods):
        assert Client().generic(method, address.path({})).status_code == 405, method
