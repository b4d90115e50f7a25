"""A carer's own papers and classes, and nobody else's."""


def test_a_carer_reads_what_to_renew_and_how(cast, signed_in):
    html = signed_in("carer", strong=False).get("/carer/papers/").content.decode()
    assert "健康证明还有 20 天到期（2026年12月11日）" in html
    assert "到疾控中心或指定医院体检" in html


def test_a_carer_sees_the_class_by_name_and_ages_and_no_child(cast, signed_in):
    html = signed_in("carer", strong=False).get("/carer/classes/").content.decode()
    assert "向阳班" in html and "24–36 个月" in html
    assert "陈小丸" not in html


def test_somebody_who_is_no_worker_is_told_so(cast, signed_in):
    assert "还没有您的任职记录" in signed_in("father").get("/carer/papers/").content.decode()


def test_a_visitor_is_asked_to_sign_in(db, client):
    assert client.get("/carer/").status_code == 302


def test_the_pages_speak_english(cast, signed_in):
    client = signed_in("carer")
    client.cookies["django_language"] = "en"
    assert "My papers" in client.get("/carer/papers/").content.decode()
    assert "24–36 months" in client.get("/carer/classes/").content.decode()
