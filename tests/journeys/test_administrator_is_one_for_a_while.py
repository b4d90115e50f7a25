"""Nobody is administrator all day: a period with a reason, seen on every page, ended by hand."""

from playwright.sync_api import expect

from tests.journeys.authority_pages import Officer
from tests.journeys.visitor import visitor


def test_an_administration_begins_with_a_reason_shows_itself_and_ends(browser, city):
    with visitor(browser, city, Officer, size="desk", as_="jiang") as administrator:
        answer = administrator.page.goto(f"{city.url}/authority/people/")
        assert answer.status in {403, 404}
        administrator.go("/authority/administration/")
        administrator.page.get_by_label("为什么需要管理权限").fill("新来的站长需要一个角色")
        administrator.page.get_by_text("30 分钟", exact=True).click()
        administrator.press("开始管理时段")
        expect(administrator.banner()).to_contain_text("还剩 30 分钟")
        administrator.go("/authority/people/")
        expect(administrator.page.get_by_role("heading", level=1, name="账号与角色")).to_be_visible()
        expect(administrator.banner()).to_be_visible()
        administrator.banner().get_by_role("link", name="结束").click()
        administrator.press("现在结束")
        expect(administrator.banner()).to_have_count(0)
        answer = administrator.page.goto(f"{city.url}/authority/people/")
        assert answer.status in {403, 404}
