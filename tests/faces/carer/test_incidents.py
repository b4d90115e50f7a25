"""Incidents on the floor, in the office, at home and at the authority: one story through every face."""

from uuid import uuid4

from django.urls import reverse

from shanyu.domain.protection.actions import note_illness
from shanyu.domain.protection.jobs import count_site
from shanyu.domain.protection.models import HarmReport, Illness, Incident, Suspension
from shanyu.kernel.clock import local, now
from tests.cast import TODAY, Cast
from tests.domain.health.making import picture
from tests.domain.protection.making import an_incident, in_care, many


def typed(cast: Cast, **facts: object) -> dict:
    given = {
        "mark": str(uuid4()),
        "children": [str(cast.daughter.public_id)],
        "kind": "fall",
        "severity": "3",
        "happened_at": f"{local(now()):%Y-%m-%dT%H:%M}",
        "what": "从滑梯上摔下来，下巴破了。",
    }
    return given | facts


def test_a_carer_needs_four_taps_and_a_few_words(cast, signed_in):
    in_care(cast.daughter, cast.bamboo.classes.get(), cast.father)
    carer = signed_in("carer")
    page = carer.get(reverse("carer:new_incident", args=[cast.bamboo.public_id])).content.decode()
    # Child, what, how grave, and the button: everything else is words or has an answer.
    assert [page.count(f'name="{name}"') for name in ("children", "kind", "severity")] == [1, 11, 4]
    assert f'value="{local(now()):%Y-%m-%dT%H:%M}"' in page
    answer = carer.post(reverse("carer:new_incident", args=[cast.bamboo.public_id]), typed(cast))
    one = Incident.objects.get()
    assert answer.url == reverse("carer:incident", args=[one.public_id])
    assert "陈小丸" in carer.get(answer.url).content.decode()


def test_what_is_wrong_stays_on_the_page_with_what_was_typed(cast, signed_in):
    in_care(cast.daughter, cast.bamboo.classes.get(), cast.father)
    answer = signed_in("carer").post(
        reverse("carer:new_incident", args=[cast.bamboo.public_id]), typed(cast, kind="", what="写了一半")
    )
    assert answer.status_code == 422
    assert "写了一半" in answer.content.decode()


def test_the_head_reports_and_closes_and_the_officer_reads_no_name(cast, signed_in):
    one = an_incident(cast, severity=3)
    head, url = signed_in("head"), reverse("provider:incident", args=[one.public_id])
    assert head.post(url, {"do": "close", "close-outcome": "healed"}).status_code == 422
    told = {
        "do": "tell", "tell-mark": str(uuid4()), "tell-way": "phone", "tell-at": f"{local(now()):%Y-%m-%dT%H:%M}",
        "tell-whom": f"{cast.daughter.public_id} {cast.father.public_id}",
    }  # fmt: skip
    assert head.post(url, told).status_code == 302
    assert head.post(url, {"do": "report"}).status_code == 302
    assert head.post(url, {"do": "close", "close-outcome": "healed"}).status_code == 302
    officer = signed_in("officer")
    pages = [
        officer.get(reverse("authority:protection")).content.decode(),
        officer.get(reverse("authority:incident", args=[one.public_id])).content.decode(),
    ]
    assert all("陈小丸" not in page and "小竹林托育园" in page for page in pages)
    unmask = reverse("authority:unmask_incident", args=[one.public_id])
    assert officer.post(unmask, {"reason": ""}).status_code == 422
    assert "陈小丸" in officer.post(unmask, {"reason": "safety"}).content.decode()


def test_a_father_reads_it_and_says_so(cast, signed_in):
    one = an_incident(cast)
    father, url = signed_in("father"), reverse("family:incident", args=[one.public_id])
    assert "已知道" in father.get(url).content.decode()
    father.post(url)
    assert "看过请告诉机构" not in father.get(url).content.decode()
    assert signed_in("grandmother").get(url).status_code == 404


def test_a_report_of_harm_shows_nowhere_but_to_its_sender_and_the_officers(cast, signed_in):
    carer = signed_in("carer")
    form = {
        "mark": str(uuid4()), "kind": "hurt", "whom": "向阳班的一个孩子", "what": "看到同事打了孩子的手。",
        "site": str(cast.bamboo.pk), "shielded": "on",
    }  # fmt: skip
    answer = carer.post(reverse("account:report_harm"), form)
    report = HarmReport.objects.get()
    assert answer.url == reverse("account:harm_receipt", args=[report.public_id])
    number = f"{report.number[:5]}-{report.number[5:]}"
    receipt = carer.get(answer.url)
    assert number in receipt.content.decode()
    assert receipt["Cache-Control"] == "private, no-store"
    hidden = [reverse("account:harm_receipt", args=[report.public_id]),
              reverse("authority:harm_report", args=[report.public_id]), reverse("authority:harm")]  # fmt: skip
    shown = [
        reverse("account:notices"), reverse("account:report_harm"), reverse("provider:home"),
        reverse("provider:site", args=[cast.bamboo.public_id]),
        reverse("provider:history", args=[cast.bamboo.public_id]),
        reverse("provider:incidents", args=[cast.bamboo.public_id]),
        reverse("provider:illness", args=[cast.bamboo.public_id]),
    ]  # fmt: skip
    for who in ("head", "boss", "keeper"):
        client = signed_in(who)
        assert [client.get(url).status_code for url in hidden] == [404] * 3
        for url in shown:
            page = client.get(url).content.decode()
            assert number not in page and "强制报告" not in page, (who, url)
    officer = signed_in("officer")
    assert number in officer.get(reverse("authority:harm")).content.decode()
    url = reverse("authority:harm_report", args=[report.public_id])
    assert "周老师" not in officer.get(url).content.decode()
    assert officer.post(url, {"do": "take"}).status_code == 302
    assert "周老师" in officer.get(url).content.decode()
    assert officer.post(url, {"do": "step", "step-words": "已到园查看监控。"}).status_code == 302
    assert officer.post(url, {"do": "close", "close-words": ""}).status_code == 422
    assert "已到园查看监控。" in officer.get(url).content.decode()


def test_illness_from_the_family_to_the_closed_class_and_back(cast, signed_in):
    where = cast.bamboo.classes.get()
    in_care(cast.daughter, where, cast.father)
    [other] = many(cast, where, 1)
    father, head = signed_in("father"), signed_in("head")
    prefix = cast.daughter.pk
    ill = {f"{prefix}-site": str(cast.bamboo.public_id), f"{prefix}-disease": "hfmd", f"{prefix}-confirmed": "on",
           f"{prefix}-onset_on": f"{TODAY}"}  # fmt: skip
    assert father.post(reverse("family:note_illness", args=[cast.daughter.public_id]), ill).status_code == 302
    note_illness(cast.actor("head"), other, site=cast.bamboo.public_id, disease="hfmd")
    count_site(cast.bamboo.pk)
    board = reverse("provider:illness", args=[cast.bamboo.public_id])
    assert "停班并通知家长" in head.get(board).content.decode()
    decide = reverse("provider:decide_suspension", args=[Suspension.objects.get().public_id])
    assert head.post(decide, {"do": "close", "site": str(cast.bamboo.public_id)}).url == board
    home = father.get(reverse("family:protection")).content.decode()
    assert "停班：" in home and "小朋友" not in home
    one = Illness.objects.get(child=cast.daughter)
    father.post(reverse("family:hand_in_proof", args=[one.public_id]), {"file": picture()})
    [proof] = one.proofs.all()
    assert father.get(reverse("family:return_proof", args=[proof.public_id])).status_code == 200
    assert head.get(reverse("provider:proof_file", args=[proof.public_id])).status_code == 200
    check = reverse("provider:check_proof", args=[proof.public_id])
    head.post(check, {"do": "accept", "returns_on": f"{TODAY}", "site": str(cast.bamboo.public_id)})
    one.refresh_from_db()
    assert one.state == "cleared"


def test_the_log_of_disinfection_takes_an_entry_and_is_given_out_as_a_file(cast, signed_in):
    head, room = signed_in("head"), cast.bamboo.rooms.get(use="living")
    url = reverse("provider:disinfection", args=[cast.bamboo.public_id])
    entry = {"mark": str(uuid4()), "room": room.pk, "thing": "toys", "agent": "steam"}
    assert head.post(url, entry).status_code == 302
    assert head.post(url, entry | {"mark": str(uuid4()), "thing": ""}).status_code == 422
    assert "蒸汽或煮沸" in head.get(url).content.decode()
    file = head.get(reverse("provider:disinfection_export", args=[cast.bamboo.public_id]))
    assert "玩具教具" in b"".join(file.streaming_content).decode("utf-8-sig")
