"""The classes of a site beside each other: who is there, who comes and goes, who could come, and moving up."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from shanyu.domain.enrolment.actions import move_up
from shanyu.domain.enrolment.queries import BoardClass, ClassOutlook, Comer, class_board, could_come
from shanyu.domain.enrolment.queries.places import BoardPlace
from shanyu.domain.providers.kinds import AgeBand
from shanyu.domain.providers.queries import office_classes, office_site
from shanyu.domain.providers.queries.office import OfficeClass
from shanyu.faces.provider.enrolment_forms import MoveForm
from shanyu.faces.provider.frame import address, shown
from shanyu.kernel.clock import today
from shanyu.ui.handling import accepted, done
from shanyu.ui.pages import page

#: So many families stand beside a class; the waiting list has all of them.
FEW = 5


@dataclass(frozen=True)
class Card:
    """One child on the board. `goes`: its place in the class ends; `moves`: another place of it begins then."""

    place: BoardPlace
    goes: date | None
    moves: bool


@dataclass(frozen=True)
class Column:
    """A class with its children, its rule, the places to come, and who could come."""

    board: BoardClass
    rules: OfficeClass | None
    there: list[Card]
    coming: list[Card]
    comers: list[Comer]
    more: int

    @property
    def free_later(self) -> list:
        return [one for one in self.board.free if one.on > today()]


@page("GET", "POST", verb="enrolment.class_board", changes="enrolment.move_up")
def board(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """The board; a move is handed in by the form below it, which a drag or the keyboard fills in."""
    found = class_board(request.actor, site_id)
    site = office_site(request.actor, site_id).site
    given = request.POST if request.method == "POST" else None
    form = MoveForm(given, board=found, initial={"starts_on": today()})

    def move(data: dict) -> object:
        return move_up(request.actor, UUID(data.pop("case")), **data)

    if form.is_bound and accepted(form, move):
        return done(request, _("升班已安排。原来的托位从那天起空出。"), address("board", site))
    rules = {one.care_class.pk: one for one in office_classes(request.actor, site)}
    outlooks = {one.care_class.pk: one for one in could_come(request.actor, site)}
    context = {
        "columns": _columns(found, rules, outlooks),
        "form": form,
        "movable": len(form.fields["case"].choices) > 1 and len(found) > 1,
    }
    status = 422 if form.is_bound else 200
    return shown(request, "provider/enrolment/board.html", context, site=site, tab="board", status=status)


def _columns(
    found: list[BoardClass], rules: dict[int, OfficeClass], outlooks: dict[int, ClassOutlook]
) -> list[Column]:
    moving = {
        (place.placement.case_id, place.begins)
        for one in found
        for place in one.places
        if place.placement.state == "planned"
    }
    columns = []
    ages = list(AgeBand.values)
    for one in sorted(found, key=lambda one: (ages.index(one.care_class.band), one.care_class.name)):
        cards = [_card(place, moving) for place in one.places]
        comers = outlooks[one.care_class.pk].comers if one.care_class.pk in outlooks else []
        columns.append(
            Column(
                board=one,
                rules=rules.get(one.care_class.pk),
                there=[card for card in cards if card.place.placement.state == "current"],
                coming=[card for card in cards if card.place.placement.state != "current"],
                comers=comers[:FEW],
                more=max(0, len(comers) - FEW),
            )
        )
    return columns


def _card(place: BoardPlace, moving: set[tuple[int, date]]) -> Card:
    moves = place.ends is not None and (place.placement.case_id, place.ends) in moving
    return Card(place, place.ends, moves)
