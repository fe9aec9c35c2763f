"""Numerals in every script an official draft uses, to integers and back."""

import math
import re
import unicodedata
from decimal import Decimal
from typing import Final

from hegao.text.characters import fold_width

CHINESE_CLASS: Final = "零〇○一二两三四五六七八九十百千万亿廿卅"
"""The inside of a character class that matches the characters of an ordinary Chinese numeral."""

_DIGITS: Final = {
    **{c: i for i, c in enumerate("零一二三四五六七八九")},
    **{c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")},
    "〇": 0,
    "○": 0,
    "两": 2,
    "幺": 1,
}
_UNITS: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS: Final = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_TENS: Final = {"廿": "二十", "卅": "三十"}
_ROMAN: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ROMAN_FORM = re.compile(r"M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_ARABIC = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_MIXED = re.compile(r"(\d+(?:\.\d+)?)|(\D)")


def to_int(numeral: str) -> int:
    """The value of a numeral that fills the whole of ``numeral``.

    Reads 十二, 一百零三, 两千, 廿三, 二〇二四, 壹拾, 12, １２, 1,200, 3万5千, 1.5亿, ⑫, ⑴, ㈠, Ⅳ and IV.

    Raises:
        ValueError: it is no numeral, or not a whole number.
    """
    text = fold_width(numeral.strip())
    if not text:
        raise ValueError("an empty numeral")
    for code, tens in _TENS.items():
        text = text.replace(code, tens)
    if _ARABIC.fullmatch(text):
        return _whole(Decimal(text.replace(",", "")), numeral)
    if len(text) == 1 and text not in _DIGITS and text not in _UNITS:
        return _single(text, numeral)
    if _ROMAN_FORM.fullmatch(text):
        return _roman(text)
    if len(text) > 1 and all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    return _whole(_positional(text, numeral), numeral)


def percent(share: float) -> str:
    """A share, 0 to 1, in whole per cent, rounded down: only the whole is 100%."""
    return f"{math.floor(share * 100 + 1e-9)}%"


def to_chinese(value: int) -> str:
    """A whole number in ordinary Chinese numerals: 12 gives 十二, 103 gives 一百零三.

    Raises:
        ValueError: it is negative or needs more than 亿 squared.
    """
    if not 0 <= value < 10**16:
        raise ValueError(f"{value} cannot be written")
    if value == 0:
        return "零"
    for name, size in (("亿", 10**8), ("万", 10**4)):
        if value >= size:
            high, low = divmod(value, size)
            gap = "零" if 0 < low < size // 10 else ""
            return to_chinese(high) + name + gap + (_below_myriad(low) if low < 10**4 else to_chinese(low))
    written = _below_myriad(value)
    return written[1:] if written.startswith("一十") else written


def circled(value: int) -> str:
    """The circled numeral of 1 to 50.

    Raises:
        ValueError: there is no such character.
    """
    for first, start, end in ((1, 0x2460, 0x2473), (21, 0x3251, 0x325F), (36, 0x32B1, 0x32BF)):
        if first <= value <= first + end - start:
            return chr(start + value - first)
    raise ValueError(f"no circled numeral for {value}")


def _below_myriad(value: int) -> str:
    """Digits with their units, 零 for a gap; empty for 0."""
    out = ""
    for name, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, value = divmod(value, size)
        if digit:
            out += "零一二三四五六七八九"[digit] + name
        elif out and value and not out.endswith("零"):
            out += "零"
    return out


def _single(character: str, numeral: str) -> int:
    """A character that is a numeral by itself: ①, ⑴, ⒈, ㈠, Ⅳ, 5, V."""
    if character in _ROMAN:
        return _ROMAN[character]
    try:
        return _whole(Decimal(str(unicodedata.numeric(character))), numeral)
    except ValueError:
        raise ValueError(f"not a numeral: {numeral}") from None


def _roman(text: str) -> int:
    values = [_ROMAN[c] for c in text]
    following = [*values[1:], 0]
    return sum(-v if v < f else v for v, f in zip(values, following, strict=True))


def _positional(text: str, numeral: str) -> Decimal:
    """A numeral with 十百千万亿, its digits Chinese or Arabic."""
    total, section, digit = Decimal(0), Decimal(0), None
    last = None
    for match in _MIXED.finditer(text):
        number, character = match.groups()
        if number or character in _DIGITS:
            if digit not in (None, 0):
                raise ValueError(f"not a numeral: {numeral}")
            digit = Decimal(number) if number else Decimal(_DIGITS[character])
        elif character in _UNITS:
            section += (1 if digit in (None, 0) else digit) * _UNITS[character]
            digit = None
        elif character in _MYRIADS and last is not None:
            section += digit or 0
            size = _MYRIADS[character]
            total = (total + section) * size if size == 10**8 else total + section * size
            section, digit = Decimal(0), None
        else:
            raise ValueError(f"not a numeral: {numeral}")
        last = number or character
    return total + section + (digit or 0)


def _whole(value: Decimal, numeral: str) -> int:
    if value != value.to_integral_value():
        raise ValueError(f"not a whole number: {numeral}")
    return int(value)
