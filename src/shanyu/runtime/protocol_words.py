"""What the check of a protocol says, in both languages. It runs without Django, so its words are not in a catalogue."""

SAYS: dict[str, dict[str, str]] = {
    "zh-hans": {
        "computing": "正在只凭这份文件重新计算……（第一次运行要先准备半分钟左右）",
        "wrong": "共 {count} 处不对。这份协议不成立。",
        "holds": (
            "{programme}：规则“{rules}”，{applications} 份申请，{classes} 个班，录取 {placed} 人。这份协议成立。"
        ),
        "again": "种子、抽签、各班排队、结果和录取线，都只凭文件重新算过。",
        "announcement": "公告指纹",
        "applications": "名单指纹",
        "noted": "与您记下的一致",
        "compare": "请与抽签之前公布的核对",
        "too_large": "{name} 比任何协议都大，没有读取。",
        "unreadable": "{name} 读不出来：{why}。",
        "not_text": "{name} 不是 UTF-8 文字；协议是一份 JSON 文件。",
        "broken": "{name} 不完整：JSON 在第 {line} 行第 {column} 列断了或写错了。请重新下载。",
        "twice": "{name} 里“{key}”在同一处写了两次，可能让人读出两种内容；没有核验。",
        "too_deep": "{name} 嵌套太深，不会是一份协议。",
    },
    "en": {
        "computing": "Computing everything again from this file alone… (the first run prepares for half a minute)",
        "wrong": "{count} findings. This protocol does not hold.",
        "holds": (
            "{programme}: rules {rules}, {applications} applications, {classes} classes, {placed} placed. "
            "This protocol holds."
        ),
        "again": "Seed, lottery, lines, result and cut-offs were computed again from the document alone.",
        "announcement": "announcement",
        "applications": "applications",
        "noted": "as you noted it",
        "compare": "compare it with the one published before the draw",
        "too_large": "{name} is larger than any protocol; nothing was read.",
        "unreadable": "{name} cannot be read: {why}.",
        "not_text": "{name} is not text in UTF-8; a protocol is a JSON file.",
        "broken": (
            "{name} is not whole: the JSON breaks off or is wrong at line {line}, column {column}. "
            "Load it once more."
        ),
        "twice": "{name} names “{key}” twice in one place and could be read in two ways; nothing was checked.",
        "too_deep": "{name} is nested too deeply to be a protocol.",
    },
}

FINDINGS: dict[str, dict[str, str]] = {
    "zh-hans": {
        "damaged": "文件不是一份完整的协议。",
        "digest": "指纹与内容不符：签发之后改动过。",
        "promise": "与抽签之前公布的指纹不符：换过了。",
        "lottery": "抽签顺序不是由种子、公开数字和名单得出的。",
        "line": "排队顺序不是由规则和抽签得出的。",
        "result": "结果不是由规则得出的。",
        "unknown": "名单或班级里没有。",
        "twice": "得了不止一个名额。",
        "not_wished": "得到了没有填过的班级。",
        "not_entitled": "得到了不能去的班级。",
        "closed": "被安排到已经停开的班级。",
        "over_capacity": "人数超过名额。",
        "below_minimum": "人数不够开班，却开了班。",
        "over_room": "有一个年龄段超过名额。",
        "over_staff": "老师不够。",
        "siblings": "多孩家庭没有得到所要的安排。",
        "passed_over": "排在前面，班级也收得下，却没有录取。",
    },
    "en": {
        "damaged": "The file is not a whole protocol.",
        "digest": "The digest does not fit the content: it was changed after it was signed off.",
        "promise": "It is not what was published before the draw.",
        "lottery": "The order is not the one that seed, public value and list give.",
        "line": "The line is not the one that rules and lottery give.",
        "result": "This is not what the rules give.",
        "unknown": "There is no such application or class.",
        "twice": "It has more than one place.",
        "not_wished": "It has a place that it did not ask for.",
        "not_entitled": "It has a place where it may not come.",
        "closed": "It has a place in a class that is not held.",
        "over_capacity": "There are more children than places.",
        "below_minimum": "The class is held with too few children.",
        "over_room": "An age band has more children than places.",
        "over_staff": "There are too few carers.",
        "siblings": "A family did not get what it asked for its children.",
        "passed_over": "It stands before others and would be taken, and has no place.",
    },
}
