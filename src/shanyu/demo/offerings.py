"""What is offered: activities, courses, trainings and visits, with their words in both languages."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Offering:
    """One sort of session. Ages in completed months; `appeal` is how many families ask for a place, per place."""

    key: str
    kind: str
    title: str
    title_en: str
    summary: str
    summary_en: str
    ages: tuple[int, int]
    places: int
    minutes: int
    drawing: str
    appeal: float
    unit: str = "child"
    bring: str = ""
    bring_en: str = ""


_OFFERINGS = (
    Offering("music", "activity", "亲子音乐", "Music together",
             "敲一敲、摇一摇，跟着老师唱三首童谣。不会唱也没关系。",
             "Tap, shake and sing three rhymes with a teacher. No need to carry a tune.",
             (6, 35), 8, 60, "toys", 1.5, "child", "防滑袜", "Non-slip socks"),
    Offering("stories", "activity", "绘本故事会", "Picture-book stories",
             "一起读两本绘本，再挑一本带回家。", "Two picture books together, and one to take home.",
             (12, 47), 12, 45, "reading", 0.9),
    Offering("crawl", "activity", "宝宝爬行比赛", "Crawling morning",
             "地垫铺好，宝宝随便爬。家长之间聊聊睡觉和辅食。",
             "Mats are out and babies crawl as they please, while parents talk of sleep and first foods.",
             (6, 14), 10, 60, "playroom", 0.7, "child", "换洗衣服、隔汗巾", "A change of clothes, a towel"),
    Offering("clay", "activity", "小手捏泥巴", "Clay for small hands",
             "和一团泥、捏一只碗，洗手台就在旁边。", "Knead clay and shape a bowl; the sink is close by.",
             (24, 59), 10, 60, "hands", 1.1, "child", "不怕脏的衣服", "Clothes that may get dirty"),
    Offering("garden", "activity", "阳台小菜园", "A garden on the balcony",
             "每家种一盆小青菜，带回家看它长大。", "Each family plants a pot of greens and takes it home.",
             (18, 71), 8, 60, "garden", 0.6, "family"),
    Offering("food", "course", "辅食怎么加", "First foods",
             "从第一口米粉说到家常饭，现场做三样。",
             "From the first spoon of cereal to the family table; three dishes are made.",
             (4, 18), 14, 90, "meal", 0.8, "family"),
    Offering("sleep", "course", "宝宝的睡眠", "How babies sleep",
             "夜醒、抱睡、小睡，一个一个说。", "Night waking, falling asleep in arms, naps: one after the other.",
             (0, 24), 14, 90, "nap", 1.25, "family"),
    Offering("talk", "course", "孩子说话晚不晚", "When children begin to talk",
             "几月该会什么、什么时候要看医生。", "What to expect by when, and when to see a doctor.",
             (10, 36), 16, 90, "health", 0.7, "family"),
    Offering("firstaid", "training", "家庭急救实操", "First aid at home, hands on",
             "海姆立克、心肺复苏、烫伤处理，每个人都上手。",
             "Choking, resuscitation, scalds: everybody practises.",
             (0, 71), 16, 120, "health", 1.3, "family"),
    Offering("minding", "training", "隔代照护课", "For grandparents who mind",
             "给带孩子的爷爷奶奶：喂养、安全、陪玩。", "Feeding, safety and play, for grandparents.",
             (0, 47), 16, 90, "classroom", 0.6, "family"),
    Offering("mend", "activity", "修一件旧玩具", "Mend an old toy",
             "跟着文物修复老师，用浆糊和棉线修好一件旧玩具。",
             "With a conservator, mend an old toy with paste and thread.",
             (24, 71), 10, 90, "toys", 1.2, "family"),
    Offering("doctor", "activity", "小医生课堂", "Little doctors",
             "戴上听诊器，给布娃娃量体温、打预防针。",
             "Put on a stethoscope; take a doll's temperature and vaccinate it.",
             (30, 71), 12, 60, "health", 1.2),
    Offering("radish", "activity", "拔萝卜认节气", "Radishes and the seasons",
             "认一认今天是什么节气，拔萝卜、喂母鸡。", "What season is it today? Pull radishes and feed the hens.",
             (24, 71), 20, 120, "outdoor", 0.9, "family", "雨鞋、水壶", "Rubber boots, a bottle of water"),
    Offering("bases", "training", "托育实训开放日", "Open day of the training rooms",
             "在实训室里学换尿布、抱睡、观察记录。",
             "Changing, settling and keeping notes, learned in the training rooms.",
             (0, 47), 16, 120, "classroom", 0.5, "family"),
    Offering("tales", "activity", "周末故事屋", "Weekend story room",
             "馆员讲一个老故事，孩子演一遍。", "A librarian tells an old story and the children act it.",
             (24, 71), 15, 60, "reading", 0.9),
    Offering("open_day", "activity", "托育园开放日", "Open morning at the nursery",
             "上半天托育班的课，吃一顿点心。", "Half a morning in a class, and a snack.",
             (10, 35), 6, 90, "classroom", 0.8, "family"),
    Offering("checkup", "checkup", "入托体检", "Entry check-up",
             "入托前的体检：身高体重、血红蛋白、视力听力，当天出报告。",
             "The check-up before the first day: growth, blood, sight and hearing; the report is ready the same day.",
             (1, 83), 10, 90, "health", 0.4, "child", "预防接种证、户口簿", "Vaccination book, household register"),
    Offering("visit", "visit", "参观托育园", "A visit to the nursery",
             "园长带您看教室、厨房和户外，回答您的问题。",
             "The head shows you rooms, kitchen and garden, and answers questions.",
             (0, 35), 3, 45, "classroom", 0.5, "family"),
)  # fmt: skip

CATALOGUE = {offering.key: offering for offering in _OFFERINGS}
"""Every offering by its key."""

PARTNERS_OFFERING = {
    "museum": "mend", "hospital": "doctor", "library": "tales", "school": "bases", "farm": "radish",
}  # fmt: skip

BY_HOST = {
    "demonstration": ("music", "stories", "crawl", "clay", "garden"),
    "basic": ("stories", "crawl", "garden", "clay"),
    "guidance_centre": ("food", "sleep", "firstaid", "talk", "minding"),
    "nursery": ("open_day",),
    "health_centre": ("checkup",),
}
"""What each sort of host offers."""

WORDS = (
    (5, "老师记得每个孩子的名字，小家伙回家唱了一路。", ""),
    (5, "时间刚好，孩子不累，大人也聊上了。", "more"),
    (5, "终于等到名额，值得等。", "more"),
    (4, "内容好，就是教室有点热。", ""),
    (4, "希望多开几场周末的，平时要上班。", "weekend"),
    (4, "奶奶带去的，说老师讲得慢、听得懂。", ""),
    (4, "材料准备得很齐，走的时候还能带一份回家。", ""),
    (3, "人有点多，孩子不太敢上前。", "smaller"),
    (3, "开始晚了十五分钟，孩子有点等不及。", ""),
    (3, "对一岁的孩子难了一点，可以再分小一些的班。", "younger"),
    (2, "停车不好找，绕了二十分钟。", ""),
    (2, "和介绍的不太一样，主要是大人在听。", ""),
)
"""What families say, with the stars that go with it and the wish they tap, if any."""
