"""What the sites say of themselves: short, plain, and each a little different. Chinese and English in pairs."""

import numpy as np

from shanyu.demo.model import Page, Picture

Pair = tuple[str, str]

OPENINGS: dict[str, tuple[Pair, ...]] = {
    "nursery": (
        (
            "{name}在{road}边的一栋小楼里，门口有一棵老桂花树。",
            "{name_en} is in a small building on {road_en}, with an old osmanthus tree at the gate.",
        ),
        (
            "{name}由{community}的老会所改建，孩子进门先换鞋、洗手、找到自己的小柜子。",
            "{name_en} moved into the neighbourhood's old club house. Children change shoes, wash hands and find "
            "their own cubby as they come in.",
        ),
        (
            "我们在{road}照护三岁以下的孩子，每个班都有固定的老师。",
            "We care for children under three on {road_en}, and every class keeps its carers.",
        ),
        (
            "{name}不大，孩子们很快就认得每一位老师，也认得厨房的张阿姨。",
            "{name_en} is not large: children soon know every carer by name, and the cook too.",
        ),
    ),
    "kindergarten": (
        (
            "{name}的托班在一楼东侧，有自己的门、自己的院子和午睡室。",
            "The nursery class of {name_en} has its own door, yard and nap room on the ground floor.",
        ),
        (
            "{name}从两岁开始收托，升入小班时教室换了，老师和伙伴还熟悉。",
            "{name_en} takes children from the age of two; when they move up, the faces stay familiar.",
        ),
    ),
    "home_based": (
        (
            "这是一个普通的家，最多照护五个孩子，客厅铺了软垫，阳台改成了小花园。",
            "This is an ordinary home for at most five children: mats in the living room, pots on the balcony.",
        ),
        (
            "{name}就在{community}里，每天的节奏和家里一样：吃饭、午睡、下楼散步。",
            "{name_en} is on the estate, and the day runs as it does at home: meals, a nap, a walk downstairs.",
        ),
    ),
    "station_demonstration": (
        (
            "示范型成长驿站，有活动室、阅读角和照护区，可以预约每次不超过一小时的临时照护。",
            "A demonstration growth station with a playroom, a reading corner and a care room, where an hour of "
            "drop-in care can be booked.",
        ),
        (
            "带孩子来玩、来听课，或者临时有事托一个小时，都可以提前预约。",
            "Come to play, to learn, or for an hour's care when something comes up; book ahead.",
        ),
    ),
    "station_basic": (
        (
            "基础型成长驿站，滑梯、积木和绘本都是孩子够得着的高度，大人可以坐下来聊聊。",
            "A basic growth station. Slide, blocks and books are at a child's height, and adults can sit and talk.",
        ),
        (
            "楼下走几步就到的小驿站，没有入托的孩子也可以来。",
            "A small station a few steps from home, open also to children who are not enrolled anywhere.",
        ),
    ),
    "guidance_centre": (
        (
            "为全区的照护机构和家庭提供指导：课程、培训、上门咨询，也帮助新机构办好备案。",
            "Guidance for every site and family of the district: courses, training, home visits, and help with filing.",
        ),
    ),
    "health_centre": (
        (
            "儿童保健门诊提供体检、发育筛查和养育咨询，可以预约固定的医生。",
            "The child-health clinic offers check-ups, screening and advice, and you can book the same doctor again.",
        ),
    ),
    "custody_station": (
        (
            "由街道办的爱心托管站，假期里孩子们来写作业、读书、做手工，优先照顾有困难的家庭。",
            "A custody station run by the sub-district: homework, reading and crafts in the holidays, with families in "
            "difficulty first.",
        ),
        (
            "每班一位班主任和一名志愿者，上午写作业，下午读书、运动、学安全。",
            "Each class has a leader and a volunteer: homework in the morning, books, sport and safety after noon.",
        ),
    ),
    "school": (
        (
            "学校在自己的教室里办课后和暑期托管，以看护为主，不上新课。",
            "After-school and summer care in the school's own rooms: minding comes first and no lessons are taught.",
        ),
    ),
}

DETAILS: dict[str, tuple[Pair, ...]] = {
    "care": (
        (
            "天气好的时候，每天在院子里两个小时以上。",
            "On fair days the children are out in the yard for more than two hours.",
        ),
        (
            "午睡室靠北，安静，窗帘拉上后正好。",
            "The nap room faces north, quiet and dim once the curtains are drawn.",
        ),
        ("活动区朝南，上午满屋阳光。", "The play area faces south and is full of light all morning."),
        (
            "孩子自己端碗、自己擦桌子，慢一点没关系。",
            "Children carry their own bowls and wipe the table; slow is fine.",
        ),
        (
            "每周三下午有家长开放时间，不用预约也可以来看看。",
            "Wednesday afternoons are open to parents, without booking.",
        ),
        (
            "新来的孩子头三天由家人陪着，慢慢认识老师。",
            "For the first three days a parent stays while child and carer get to know each other.",
        ),
        (
            "我们每天写下孩子吃了什么、睡了多久、对什么感兴趣。",
            "We write down what each child ate, how long they slept and what caught their interest.",
        ),
        (
            "来接孩子的老人可以在门口的长椅上歇一歇，有热水。",
            "Grandparents who come to collect find a bench and hot water at the door.",
        ),
    ),
    "custody": (
        (
            "放学后老师把孩子从校门口接过来。",
            "After class a teacher walks the children over from the school gate.",
        ),
        ("作业先写完，再去操场跑一跑。", "Homework first, then a run outside."),
        ("每天有一段安静的读书时间。", "There is a quiet hour for reading every day."),
        (
            "接送都有登记，换人来接要提前说。",
            "Every arrival and collection is written down; tell us if somebody else comes.",
        ),
    ),
    "open": (
        ("每周开放六天，周一休息。", "Open six days a week, closed on Mondays."),
        ("玩具每天消毒，绘本可以借回家。", "Toys are cleaned every day, and picture books can be borrowed."),
        (
            "门口没有台阶，婴儿车和轮椅都能进来。",
            "There is no step at the door: prams and wheelchairs come straight in.",
        ),
        (
            "场地和社区的老年活动室相邻，常有爷爷奶奶来讲故事。",
            "Next door is the elders' room, and grandparents often come to tell stories.",
        ),
    ),
}

MEALS: tuple[Pair, ...] = (
    (
        "两餐两点，食谱每周更换并公布；过敏的孩子单独备餐。",
        "Two meals and two snacks from a published menu that changes weekly; allergies are cooked for apart.",
    ),
    (
        "自有厨房现做，少盐少糖，菜切成孩子一口的大小。",
        "Cooked here with little salt and sugar, in bites a child can manage.",
    ),
    (
        "由有许可的配餐单位送餐，到园复热，每餐留样。",
        "Delivered by a licensed kitchen, reheated on arrival, with a sample of every meal kept.",
    ),
)
HOME_MEALS: Pair = (
    "和家里一样的两餐两点，每周的菜单提前发给家长。",
    "Two meals and two snacks as at home; the week's menu goes to parents ahead.",
)
CAMERAS: Pair = (
    "活动区和出入口有监控，录像保存九十天以上；盥洗、更衣和哺乳的地方没有摄像头。查看录像需要登记。",
    "Play areas and entrances have cameras and recordings are kept for more than ninety days. There is none where "
    "children wash, change or are nursed. Viewing is written down.",
)

DRAWINGS: dict[str, Pair] = {
    "playroom": ("活动室，地上铺着软垫", "The playroom with its soft mats"),
    "reading": ("阅读角", "The reading corner"),
    "garden": ("院子里的小菜地", "The vegetable bed in the yard"),
    "nap": ("午睡室", "The nap room"),
    "meal": ("今天的午饭", "Today's lunch"),
    "hands": ("大手牵小手", "A big hand and a small one"),
    "toys": ("积木和木头小车", "Blocks and a wooden cart"),
    "kitchen": ("厨房", "The kitchen"),
    "washroom": ("孩子高度的洗手池", "Basins at a child's height"),
    "station": ("驿站的门口", "The station's front"),
    "classroom": ("托管教室", "The custody classroom"),
    "health": ("儿童保健门诊", "The child-health clinic"),
    "canal": ("门外的运河", "The canal outside"),
    "outdoor": ("户外活动场地", "The outdoor play area"),
}
ALBUMS: dict[str, tuple[str, ...]] = {
    "nursery": (
        "playroom",
        "reading",
        "garden",
        "nap",
        "meal",
        "toys",
        "kitchen",
        "washroom",
        "outdoor",
        "hands",
    ),
    "kindergarten": ("outdoor", "playroom", "nap", "washroom", "meal", "reading"),
    "home_based": ("hands", "toys", "meal", "reading"),
    "station": ("station", "reading", "toys", "canal", "playroom"),
    "guidance_centre": ("hands", "reading", "playroom"),
    "health_centre": ("health", "hands"),
    "custody_station": ("classroom", "reading", "outdoor", "canal"),
    "school": ("classroom", "outdoor", "reading"),
}
CARE = ("nursery", "kindergarten", "home_based")
CUSTODY = ("custody_station", "school")


def page(draw: np.random.Generator, kind: str, grade: str, facts: dict[str, str]) -> Page:
    """A site's page. `facts`: name, name_en, road, road_en, community."""
    openings = OPENINGS[f"{kind}_{grade}" if grade else kind]
    opening = openings[draw.integers(len(openings))]
    details = DETAILS["care" if kind in CARE else "custody" if kind in CUSTODY else "open"]
    picks = draw.permutation(len(details))[: 3 if kind in CARE else 2]
    parts = [opening, *(details[index] for index in picks)] if kind != "health_centre" else [opening]
    meals = MEALS[draw.integers(len(MEALS))] if kind in CARE else ("", "")
    if kind == "home_based":
        meals = HOME_MEALS
    return Page(
        "".join(part[0] for part in parts).format(**facts),
        " ".join(part[1] for part in parts).format(**facts),
        *meals,
        *(CAMERAS if kind in CARE or grade == "demonstration" else ("", "")),
    )


def pictures(draw: np.random.Generator, kind: str) -> tuple[Picture, ...]:
    """Pictures of a site: its kind's first drawing, and some of the others."""
    first, *others = ALBUMS[kind]
    count = min(len(others), 4 if kind in CARE else 2)
    chosen = [first, *(others[index] for index in sorted(draw.permutation(len(others))[:count]))]
    return tuple(Picture(name, *DRAWINGS[name]) for name in chosen)
