# ruff: noqa: RUF001 - letters that look alike are measured apart
"""The widths of letters on paper, regular and bold: a page is laid out alike on every machine.

The figures are measurements of Carlito (SIL Open Font License), whose letters are as wide as those of Calibri. They are
kept here so that no font of the machine is ever read. ``tools/letter_widths.py`` prints them.
"""

from functools import lru_cache
from typing import Final

__all__ = ["EM", "LINE", "width_of"]

#: The widths are parts of the size of the letters.
EM: Final = 2048
#: The height of a line of single spacing, in the same parts.
LINE: Final = 2500
#: A letter that was not measured comes from another font; it is rather wide.
_UNMEASURED: Final = 1200
#: Each width is followed by the letters that have it; ``␣`` stands for a space.
_REGULAR: Final = (
    "452 ' 463 ␣ 470 ilìíîïĩīĭįıĺļ 490 jĵ 497 ſ 504 ¹ 507 ł 511 ,‘’‚ 516 IÌÍÎÏĨĪĬĮİ 517 .· 540 ľ 548 :; 596 ` "
    "598 ´ 621 () 625 f 627 - 628 [] 629 ¸ 644 {} 653 JĴ 667 !¡ 685 ³ 686 tţț 688 ² 694 °‹› 700 ŧ 708 ť "
    '714 rŕŗř 765 ŀ 791 /\\ 801 sśŝşšș 804 ¨ 807 ¯ 809 zźżž 820 ″ 821 " 824 ª 857 “”„ 861 LĹĻ 865 º '
    "866 cçćĉċčĽ 880 Ł 887 x 925 v 927 yýÿŷ 931 kķĸ 941 FSŚŜŞŠȘ 943 | 949 ?¿ 959 ZŹŻŽ 960 ĳ 964 gĝğġģ "
    "981 aàáâãäåāăą 998 TYÝŢŤŦŶŸȚ 1000 EÈÉÊËĒĔĖĘĚ 1019 eèéêëēĕėęě 1020 #*+<=>^_~¢¤¦§¬±×÷–†•−≈≠≤≥ "
    "1038 $0123456789£¥®‒€ 1046 ◊ 1049 «» 1058 PÞ 1063 X 1064 KĶ 1076 bdhnpquðñùúûüþĥńņňŋũūŭůűų "
    "1080 oßòóôõöōŏő 1084 ø 1091 ħ 1092 CÇĆĈĊČ 1108 ∑ 1112 RŔŖŘ 1114 B 1118 Ŀ 1126 µ 1130 đ 1162 V 1164 ď "
    "1170 Ĳ 1185 AÀÁÂÃÄÅĀĂĄ 1186 ŉ 1200 ¶ 1260 DĎ 1276 HĤ 1279 ÐĐ 1287 Ŋ 1292 GĜĞĠĢ 1303 ¼ 1314 UÙÚÛÜŨŪŬŮŰŲ "
    "1322 NÑŃŅŇ 1344 Ħ 1356 OÒÓÔÕÖŌŎŐ 1359 Ø 1375 ½ 1378 Q 1383 ¾ 1397 & 1414 … 1444 ™ 1464 %wŵ 1563 Æ 1583 æ "
    "1636 m 1709 © 1740 œ 1747 ∞ 1751 M 1775 Œ 1822 WŴ 1831 @ 1854 —←↑→↓ 2099 № 2126 ‰"
)
_BOLD: Final = (
    "463 ␣ 478 ' 503 ilìíîïĩīĭįıĺļ 517 ¹ 523 jĵ 528 ,‘’‚ 529 ſ 540 ł 546 IÌÍÎÏĨĪĬĮİ 547 . 548 · 565 :; 615 ` "
    "616 ´ 621 ¸ 627 -ľ 638 () 648 f 665 [] 667 !¡ 678 JĴ 688 ³ 692 ² 701 ° 704 {} 705 ‹› 710 tţț 726 ŧ "
    "728 rŕŗř 744 ť 799 ¯ 814 zźżž 817 sśŝşšș 835 ″ 849 ¨ 852 ª 857 cçćĉċč 865 ŀ 866 LĹĻ 880 /\\ 881 Ľ 886 Ł "
    '891 º“”„ 898 " 940 F 941 x 949 ?¿ 968 SŚŜŞŠȘ 969 v 970 yýÿŷ 971 gĝğġģ 973 | 979 ZŹŻŽ 983 kķĸ '
    "999 EÈÉÊËĒĔĖĘĚ 1011 aàáâãäåāăą 1014 TŢŤŦȚ 1020 #*+<=>^_~¢¤¦§¬±×÷–†•−≈≠≤≥ 1027 ĳ 1031 eèéêëēĕėęě "
    "1038 $0123456789£¥®‒€ 1064 YÝŶŸ 1084 CÇĆĈĊČ 1090 PÞ 1093 ◊ 1099 bdhnpquðñùúûüþĥńņňŋũūŭůűų 1101 oòóôõöōŏő "
    "1103 «» 1114 ø 1120 KĶ 1121 ħ 1127 ∑ 1128 X 1136 ß 1148 B 1150 Ŀ 1153 RŔŖŘ 1154 µ 1165 đ 1211 V 1222 ď "
    "1224 ¶ 1225 Ĳ 1241 AÀÁÂÃÄÅĀĂĄ 1274 ŉ 1291 DĎ 1292 HĤ 1305 GĜĞĠĢ 1309 ÐĐ 1313 Ŋ 1337 UÙÚÛÜŨŪŬŮŰŲ 1347 ¼Ħ "
    "1349 NÑŃŅŇ 1385 OÒÓÔÕÖŌŎŐ 1394 Ø 1405 Q 1415 ½ 1437 ¾ 1443 & 1457 … 1475 ™ 1493 % 1526 wŵ 1587 æ 1588 Æ "
    "1666 m 1709 © 1716 ∞ 1726 œ 1790 MŒ 1840 @ 1854 —←↑→↓ 1856 WŴ 2142 № 2174 ‰"
)


class _Widths(dict[str, int]):
    """The width of each letter."""

    def __init__(self, measured: str) -> None:
        fields = measured.split(" ")
        super().__init__(
            (letter, int(width)) for width, letters in zip(fields[::2], fields[1::2], strict=True) for letter in letters
        )
        self[" "] = self["\u00a0"] = self["\u202f"] = self.pop("␣")
        self["\u2010"] = self["\u2011"] = self["-"]
        # Invisible: a soft hyphen, and the marks between which nothing breaks.
        self["\u00ad"] = self["\u200b"] = self["\u200d"] = self["\u2060"] = self["\ufeff"] = 0

    def __missing__(self, letter: str) -> int:
        return _UNMEASURED


_TABLES: Final = (_Widths(_REGULAR), _Widths(_BOLD))


@lru_cache(maxsize=20_000)
def width_of(text: str, bold: bool) -> int:
    """The width of a text on one line, in parts of an `EM`."""
    return sum(map(_TABLES[bold].__getitem__, text))
