"""What is shown of a person's data where the whole is not needed.

No official pattern exists; these follow common practice: three characters before and four after for numbers,
the first character of a name, an address down to its street.
"""

import re

HIDDEN = "*"
_NUMBERED = r"\d\s,，号弄巷幢栋楼室村"
_ADDRESS = re.compile(
    rf"(?:[^{_NUMBERED}]{{2,7}}?(?:省|自治区))?"
    rf"(?:[^{_NUMBERED}路]{{1,9}}?(?:市|自治州|地区|盟))?"
    rf"(?:[^{_NUMBERED}路]{{1,8}}?(?:(?<![小社园])区|县|旗|(?<![超城夜])市))?"
    rf"(?:[^{_NUMBERED}]{{1,8}}?(?:街道|镇|乡))?"
)


def mask_identity(number: str) -> str:
    """`11010519491231002X` as `110***********002X`; other certificate numbers alike."""
    return _middle_hidden(number)


def mask_mobile(number: str) -> str:
    """`13800001234` as `138****1234`."""
    return _middle_hidden(number)


def mask_email(address: str) -> str:
    """`chen.yu@example.cn` as `c****@example.cn`."""
    local, at, domain = address.rpartition("@")
    return f"{local[:1]}{HIDDEN * 4}{at}{domain}" if at else HIDDEN * 4


def mask_name(name: str) -> str:
    """`张小满` as `张*`: the first character, whatever the length. Nothing for no name."""
    return name[:1] + HIDDEN if name else ""


def mask_address(address: str) -> str:
    """`杭州市拱墅区和睦街道登云路12号3幢501室` as `杭州市拱墅区和睦街道****`.

    What cannot be told apart as a province, city, district or street is hidden, so in doubt too much is.
    """
    return _ADDRESS.match(address).group() + HIDDEN * 4 if address else ""


def _middle_hidden(value: str, before: int = 3, after: int = 4) -> str:
    """The first and last characters, the rest hidden; all of a value too short to hide most of."""
    hidden = len(value) - before - after
    if hidden < 4:
        return HIDDEN * len(value)
    return value[:before] + HIDDEN * hidden + value[-after:]
