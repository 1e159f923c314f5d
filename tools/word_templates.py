"""Makes the Word templates that socplan ships, from one set of styles.

Run it after changing a style or an outline, look at the documents, and commit what it wrote::

    python tools/word_templates.py

A test holds the committed templates against this file.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from socplan.archives import zipped
from socplan.exporters.word.beside import TEXT_WIDTH
from socplan.exporters.word.cards import COLUMNS

TARGET = Path(__file__).parent.parent / "src" / "socplan" / "exporters" / "word" / "templates"

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

DARK, GREY, RULE = "262626", "595959", "BFBFBF"
ACCENT = "00507A"
ALERT = "C44E00"


def paragraph_style(
    identifier: str,
    name: str,
    *,
    based_on: str | None = "Normal",
    following: str | None = None,
    paragraph: str = "",
    run: str = "",
    default: bool = False,
) -> str:
    """A paragraph style; ``paragraph`` and ``run`` are the properties in the order of the schema."""
    return (
        f'<w:style w:type="paragraph" {"w:default=" + chr(34) + "1" + chr(34) + " " if default else ""}'
        f'w:styleId="{identifier}"><w:name w:val="{name}"/>'
        + (f'<w:basedOn w:val="{based_on}"/>' if based_on and not default else "")
        + (f'<w:next w:val="{following}"/>' if following else "")
        + "<w:qFormat/>"
        + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
        + (f"<w:rPr>{run}</w:rPr>" if run else "")
        + "</w:style>"
    )


def spacing(before: int, after: int, line: int | None = None) -> str:
    """Space above and below, and between lines (240 is single)."""
    between = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{between}/>'


def tabs(*stops: int) -> str:
    """Where tabs stop."""
    elements = (f'<w:tab w:val="left" w:pos="{stop}"/>' for stop in stops)
    return f"<w:tabs>{''.join(elements)}</w:tabs>"


def font(size: float, *, colour: str | None = None, theme: str | None = None, bold: bool = False) -> str:
    """Weight, colour and size of letters; ``theme`` follows the colours of the theme."""
    weight = "<w:b/>" if bold else ""
    if theme:
        weight += f'<w:color w:val="{ACCENT}" w:themeColor="{theme}"/>'
    elif colour:
        weight += f'<w:color w:val="{colour}"/>'
    return f'{weight}<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'


def heading(level: int, size: float, before: int, after: int, *, accent: bool) -> str:
    """A heading style; it stays with what follows it."""
    look = font(size, theme="accent1", bold=True) if accent else font(size, colour=DARK, bold=True)
    return paragraph_style(
        f"Heading{level}",
        f"heading {level}",
        following="BodyText",
        paragraph=f'<w:keepNext/><w:keepLines/>{spacing(before, after, 252)}<w:outlineLvl w:val="{level - 1}"/>',
        run=look,
    )


def side_rule(colour: str, size: int) -> str:
    """A rule at the left of a paragraph; one in the accent follows the theme."""
    theme = ' w:themeColor="accent1"' if colour == ACCENT else ""
    return f'<w:pBdr><w:left w:val="single" w:sz="{size}" w:space="10" w:color="{colour}"{theme}/></w:pBdr>'


STYLES = (
    f'<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"'
    ' w:eastAsiaTheme="minorEastAsia" w:cstheme="minorBidi"/><w:sz w:val="21"/><w:szCs w:val="21"/>'
    '<w:lang w:val="cs-CZ" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    + paragraph_style(
        "Normal", "Normal", paragraph=spacing(0, 120, 276), run=f'<w:color w:val="{DARK}"/>', default=True
    )
    + '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
    '<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
    "</w:tblPr></w:style>"
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:semiHidden/></w:style>'
    + paragraph_style(
        "Title",
        "Title",
        following="Subtitle",
        paragraph=f"<w:keepNext/><w:keepLines/>{spacing(0, 160, 240)}",
        run=font(25, theme="accent1", bold=True),
    )
    + paragraph_style(
        "Subtitle",
        "Subtitle",
        following="BodyText",
        paragraph=f"<w:keepLines/>{spacing(0, 200, 252)}",
        run=font(14, colour=GREY),
    )
    + heading(1, 16, 440, 120, accent=True)
    + heading(2, 13, 320, 80, accent=True)
    + heading(3, 11, 260, 60, accent=False)
    + heading(4, 10.5, 200, 40, accent=False)
    + paragraph_style("BodyText", "Body Text")
    + paragraph_style(
        "SocplanCover", "Socplan Cover", paragraph=f"<w:keepNext/>{spacing(0, 120)}", run=font(14, colour=GREY)
    )
    + paragraph_style(
        "SocplanFact",
        "Socplan Fact",
        paragraph=f'<w:tabs><w:tab w:val="left" w:pos="2400"/></w:tabs>{spacing(0, 20, 252)}<w:ind w:left="2400" w:hanging="2400"/>',
    )
    + paragraph_style(
        "SocplanLead",
        "Socplan Lead",
        following="BodyText",
        paragraph=f'<w:keepLines/>{side_rule(ACCENT, 24)}{spacing(120, 160, 288)}<w:ind w:left="240"/>',
        run=font(12),
    )
    + paragraph_style(
        "SocplanWarning",
        "Socplan Warning",
        following="BodyText",
        paragraph=f'<w:keepLines/>{side_rule(ALERT, 24)}{spacing(120, 160)}<w:ind w:left="240"/>',
    )
    + paragraph_style("SocplanNote", "Socplan Note", paragraph=spacing(60, 60, 252), run=font(9, colour=GREY))
    # As low as a line can be: the space below it is dropped where a page ends, so that no page is begun for it.
    + paragraph_style(
        "SocplanGap",
        "Socplan Gap",
        paragraph='<w:spacing w:before="0" w:after="280" w:line="20" w:lineRule="exact"/>',
        run=font(1),
    )
    + paragraph_style("ListBullet", "List Bullet", paragraph=f'<w:numPr><w:numId w:val="1"/></w:numPr>{spacing(0, 60)}')
    + paragraph_style("ListNumber", "List Number", paragraph=f'<w:numPr><w:numId w:val="2"/></w:numPr>{spacing(0, 60)}')
    + paragraph_style(
        "Caption",
        "caption",
        following="BodyText",
        paragraph=f"<w:keepNext/><w:keepLines/>{spacing(220, 80)}",
        run=font(10, colour=DARK, bold=True),
    )
    + paragraph_style(
        "SocplanPageBreak", "Socplan Page Break", paragraph=f"<w:pageBreakBefore/>{spacing(0, 0, 240)}", run=font(1)
    )
    + paragraph_style(
        "SocplanResolutionBody",
        "Socplan Resolution Body",
        following="ListNumber",
        paragraph=f"<w:keepNext/><w:keepLines/>{spacing(160, 80)}",
        run="<w:b/>",
    )
    # The line for a signature, with room above, and who signs below it; a single one beside the place and the day.
    + paragraph_style(
        "SocplanSignature",
        "Socplan Signature",
        paragraph=f"<w:keepNext/><w:keepLines/>{tabs(TEXT_WIDTH // 2)}{spacing(480, 20, 240)}",
    )
    + paragraph_style(
        "SocplanSigned", "Socplan Signed", paragraph=f"<w:keepLines/>{tabs(TEXT_WIDTH // 2)}{spacing(0, 0, 252)}"
    )
    + paragraph_style("FootnoteText", "footnote text", paragraph=spacing(0, 0, 240), run=font(9, colour=GREY))
    # Column widths are chosen for whole words, which both programs part at the same places only without hyphenation.
    + paragraph_style(
        "SocplanCell", "Socplan Cell", paragraph=f"<w:suppressAutoHyphens/>{spacing(40, 40, 240)}", run=font(9.5)
    )
    + paragraph_style(
        "SocplanCellNumber", "Socplan Cell Number", based_on="SocplanCell", paragraph='<w:jc w:val="right"/>'
    )
    + paragraph_style(
        "SocplanCellHead", "Socplan Cell Head", based_on="SocplanCell", paragraph="<w:keepNext/>", run="<w:b/>"
    )
    + paragraph_style(
        "SocplanCellHeadNumber",
        "Socplan Cell Head Number",
        based_on="SocplanCellHead",
        paragraph='<w:jc w:val="right"/>',
    )
    # A table that finds no room even over the whole width has smaller letters.
    + "".join(
        paragraph_style(f"Socplan{name}Small", f"Socplan {label} Small", based_on=f"Socplan{name}", run=font(9))
        for name, label in (
            ("Cell", "Cell"),
            ("CellNumber", "Cell Number"),
            ("CellHead", "Cell Head"),
            ("CellHeadNumber", "Cell Head Number"),
        )
    )
    # A card: its title on a tint, and its lines below.
    + paragraph_style(
        "SocplanCardTitle",
        "Socplan Card Title",
        following="SocplanCard",
        paragraph='<w:keepNext/><w:keepLines/><w:shd w:val="clear" w:color="auto" w:fill="EEF3F6"/>'
        f"{spacing(90, 20, 240)}",
        run=font(10.5, theme="accent1", bold=True),
    )
    + paragraph_style(
        "SocplanCard",
        "Socplan Card",
        paragraph=f"<w:keepLines/>{tabs(*COLUMNS[2:])}{spacing(0, 0, 240)}"
        f'<w:ind w:left="{COLUMNS[1]}" w:hanging="{COLUMNS[1]}"/>',
        run=font(9.5),
    )
    # An index: two names on a line, and the label above them.
    + paragraph_style(
        "SocplanLabel",
        "Socplan Label",
        following="SocplanIndex",
        paragraph=f"<w:keepNext/><w:keepLines/>{spacing(80, 20, 240)}",
        run=font(9, bold=True),
    )
    + paragraph_style(
        "SocplanIndex",
        "Socplan Index",
        paragraph=f"<w:keepLines/>{tabs(TEXT_WIDTH // 2)}{spacing(0, 20, 240)}",
        run=font(9),
    )
    + paragraph_style("SocplanLogo", "Socplan Logo", paragraph=f"<w:keepNext/>{spacing(0, 240, 240)}")
    + paragraph_style("SocplanDrawing", "Socplan Drawing", paragraph=f'{spacing(80, 240, 240)}<w:jc w:val="center"/>')
    + paragraph_style(
        "SocplanBox",
        "Socplan Box",
        paragraph=f'<w:suppressAutoHyphens/>{spacing(0, 0, 240)}<w:jc w:val="center"/>',
        run=font(8),
    )
    + paragraph_style("SocplanBoxLabel", "Socplan Box Label", based_on="SocplanBox", paragraph='<w:jc w:val="left"/>')
    + paragraph_style(
        "TOCHeading",
        "TOC Heading",
        following="BodyText",
        paragraph=f"<w:keepNext/>{spacing(360, 120)}",
        run=font(13, theme="accent1", bold=True),
    )
    + "".join(
        paragraph_style(
            f"TOC{level}",
            f"toc {level}",
            paragraph=f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{TEXT_WIDTH}"/></w:tabs>'
            f'{spacing(40 if level == 1 else 0, 0, 240)}<w:ind w:left="{indent}"/>',
            run=font(10 if level == 1 else 9.5),
        )
        for level, indent in ((1, 0), (2, 240))
    )
    + paragraph_style(
        "Header",
        "header",
        paragraph=f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="{RULE}"/></w:pBdr>'
        f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>{spacing(0, 0, 240)}',
        run=font(9, colour=GREY),
    )
    + paragraph_style(
        "HeaderTop",
        "Socplan Header Top",
        paragraph=f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>{spacing(0, 0, 240)}',
        run=font(9, colour=GREY),
    )
    + paragraph_style("Footer", "footer", paragraph=f'{spacing(0, 0)}<w:jc w:val="right"/>', run=font(9, colour=GREY))
    + '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:qFormat/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Emphasis"><w:name w:val="Emphasis"/><w:qFormat/><w:rPr><w:i/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr>'
    '<w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="SocplanUnknown"><w:name w:val="Socplan Unknown"/><w:qFormat/><w:rPr>'
    f'<w:color w:val="{GREY}"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr>'
    f'<w:color w:val="{ACCENT}" w:themeColor="hyperlink"/><w:u w:val="single"/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="SocplanTable"><w:name w:val="Socplan Table"/><w:basedOn w:val="TableNormal"/>'
    "<w:qFormat/><w:tblPr><w:tblBorders>"
    '<w:top w:val="single" w:sz="8" w:space="0" w:color="404040"/>'
    '<w:bottom w:val="single" w:sz="8" w:space="0" w:color="404040"/>'
    f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/></w:tblBorders>'
    '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
    f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{ACCENT}" w:themeColor="accent1"/></w:tcBorders>'
    '<w:shd w:val="clear" w:color="auto" w:fill="EEF3F6" w:themeFill="background2"/><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr></w:style>'
    "</w:styles>"
)

NUMBERING = (
    f"<w:numbering {W}>"
    + "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{kind}"/><w:pStyle w:val="{style}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="360" w:hanging="280"/></w:pPr></w:lvl></w:abstractNum>'
        for number, kind, style, text in ((1, "bullet", "ListBullet", "•"), (2, "decimal", "ListNumber", "%1."))
    )
    + '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    "</w:numbering>"
)

SETTINGS = (
    f'<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/><w:autoHyphenation/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode"'
    ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="cs-CZ"/>'
    '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1"'
    ' w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" w:accent6="accent6"'
    ' w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/><w:decimalSymbol w:val=","/>'
    '<w:listSeparator w:val=";"/></w:settings>'
)


def colour(name: str, value: str) -> str:
    """One colour of the theme."""
    return f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>'


FILLS = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>' * 3
LINES = "".join(
    f'<a:ln w="{width}"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill><a:prstDash val="solid"/></a:ln>'
    for width in (6350, 12700, 19050)
)
THEME = (
    f'<a:theme {A} name="socplan"><a:themeElements><a:clrScheme name="socplan">'
    + colour("dk1", "000000")
    + colour("lt1", "FFFFFF")
    + colour("dk2", DARK)
    + colour("lt2", "EEF3F6")
    + "".join(
        colour(f"accent{number}", value)
        for number, value in enumerate((ACCENT, "3A93C9", "757575", ALERT, "5B4A8A", "2F6F4F"), start=1)
    )
    + colour("hlink", ACCENT)
    + colour("folHlink", "5B4A8A")
    + '</a:clrScheme><a:fontScheme name="socplan">'
    + "".join(
        f'<a:{kind}Font><a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/></a:{kind}Font>'
        for kind in ("major", "minor")
    )
    + f'</a:fontScheme><a:fmtScheme name="socplan"><a:fillStyleLst>{FILLS}</a:fillStyleLst><a:lnStyleLst>{LINES}</a:lnStyleLst>'
    f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
    f"<a:bgFillStyleLst>{FILLS}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
)


def paragraph(style: str, text: str) -> str:
    """A paragraph of the outline; ``**label**`` at its start is set in the style Strong, ``→`` is a tab."""
    runs = ""
    if text.startswith("**"):
        label, text = text[2:].split("**", 1)
        runs = f'<w:r><w:rPr><w:rStyle w:val="Strong"/></w:rPr><w:t xml:space="preserve">{label}</w:t></w:r>'
    for place, piece in enumerate(text.split("→")):
        runs += "<w:r><w:tab/></w:r>" if place else ""
        runs += f'<w:r><w:t xml:space="preserve">{piece}</w:t></w:r>' if piece else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def tag(text: str) -> str:
    """A paragraph that holds a tag of the template alone."""
    return paragraph("BodyText", text)


def field(name: str) -> str:
    """A field that Word fills in: the number of the page, or of all pages."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {name} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


TITLE = (
    paragraph("Title", "{{ title }}")
    + tag("{%p if subtitle %}")
    + paragraph("Subtitle", "{{ subtitle }}")
    + tag("{%p endif %}")
)
FACTS = (
    tag("{%p for item in facts %}")
    + paragraph("SocplanFact", "**{{ item.label }}**→{{ item.value }}")
    + tag("{%p endfor %}")
)
LOGO = tag("{%p if logo %}") + paragraph("SocplanLogo", "{{ logo }}") + tag("{%p endif %}")
MAP = tag("{%p if map %}") + paragraph("SocplanDrawing", "{{ map }}") + tag("{%p endif %}")
#: Which version it is, which the head of pages says from the second page on.
VERSION = (
    tag("{%p if head.version %}")
    + paragraph("SocplanFact", "**{{ word.version }}**→{{ head.version }}")
    + tag("{%p endif %}")
)
#: A long document has a cover: whose it is, what it is, its title, who approved it, and the answer, which fills its
#: page; where there is no answer, its contents.
PAGE_BREAK = paragraph("SocplanPageBreak", "") + tag("{%p endif %}")
COVER_TOP = (
    tag("{%p if has_cover %}")
    + paragraph("SocplanCover", "{{ head.authority }}{% if 'cover' in word %} · {{ word.cover }}{% endif %}")
    + tag("{%p endif %}")
)
COVER_END = tag("{%p if has_cover and 'summary' not in part %}") + PAGE_BREAK
CONTENTS_IF_LONG = tag("{%p if is_long %}") + tag("{{p contents }}") + tag("{%p endif %}")
LISTS_IF_LONG = tag("{%p if has_lists %}") + tag("{{p tables }}") + tag("{{p figures }}") + tag("{%p endif %}")

#: The answer comes first, even before the list of contents; a kind without a summary begins with its first part.
ANSWER_FIRST = (
    LOGO
    + COVER_TOP
    + TITLE
    + FACTS
    + VERSION
    + MAP
    + tag("{%p if 'summary' in part %}")
    + tag("{{p part.summary }}")
    + tag("{%p endif %}")
    + CONTENTS_IF_LONG
    + COVER_END
    + tag("{%p for key, block in part.items() %}")
    + tag("{%p if key != 'summary' %}")
    + tag("{{p block }}")
    + tag("{%p endif %}")
    + tag("{%p endfor %}")
    + LISTS_IF_LONG
)

#: What each template prints, in order; "report" is that of every kind without one of its own.
OUTLINES = {"report": ANSWER_FIRST}

#: Whose document it is and of which day, and below it what it is.
HEADER = (
    f"<w:hdr {W}>"
    + tag("{%p if head.authority or head.version or head.day %}")
    + paragraph(
        "HeaderTop",
        "{{ head.authority }}→{{ head.version }}{% if head.version and head.day %} · {% endif %}"
        "{% if head.day %}{{ word.as_of }} {{ head.day }}{% endif %}",
    )
    + tag("{%p endif %}")
    + paragraph("Header", "{{ head.title }}")
    + "</w:hdr>"
)
FIRST_HEADER = f'<w:hdr {W}><w:p><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr></w:p></w:hdr>'
FOOTER = (
    f'<w:ftr {W}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
    '<w:r><w:t xml:space="preserve">{{ word.page }} </w:t></w:r>'
    + field("PAGE")
    + '<w:r><w:t xml:space="preserve"> {{ word.of }} </w:t></w:r>'
    + field("NUMPAGES")
    + "</w:p></w:ftr>"
)

SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId10"/><w:headerReference w:type="first" r:id="rId11"/>'
    '<w:footerReference w:type="default" r:id="rId12"/><w:footerReference w:type="first" r:id="rId13"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1418" w:bottom="1304" w:left="1418" w:header="680"'
    ' w:footer="624" w:gutter="0"/><w:cols w:space="708"/><w:titlePg/></w:sectPr>'
)

PARTS = (
    ("styles", "styles", STYLES),
    ("numbering", "numbering", NUMBERING),
    ("settings", "settings", SETTINGS),
    ("theme/theme1", "theme", THEME),
    ("header1", "header", HEADER),
    ("header2", "header", FIRST_HEADER),
    ("footer1", "footer", FOOTER),
    ("footer2", "footer", FOOTER),
)
IDENTIFIERS = {"header1": "rId10", "header2": "rId11", "footer1": "rId12", "footer2": "rId13"}


def package(outline: str) -> Mapping[str, bytes]:
    """The members of a template with that outline."""
    overrides = f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>'
    relationships = ""
    for number, (name, kind, _) in enumerate(PARTS, start=1):
        media = "application/vnd.openxmlformats-officedocument.theme+xml" if kind == "theme" else f"{WORD}.{kind}+xml"
        overrides += f'<Override PartName="/word/{name}.xml" ContentType="{media}"/>'
        identifier = IDENTIFIERS.get(name, f"rId{number}")
        relationships += f'<Relationship Id="{identifier}" Type="{RELATIONSHIP}/{kind}" Target="{name}.xml"/>'
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    members = {
        "[Content_Types].xml": f'<Types xmlns="{types}"><Default Extension="rels" ContentType="application/'
        f'vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{overrides}'
        f'<Override PartName="/docProps/core.xml" ContentType="{core}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{rels}"><Relationship Id="rId1" Type="{RELATIONSHIP}/officeDocument"'
        ' Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/'
        'relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
        "docProps/core.xml": '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>socplan</dc:title>'
        "<dc:language>cs-CZ</dc:language></cp:coreProperties>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{rels}">{relationships}</Relationships>',
        "word/document.xml": f"<w:document {W} {R}><w:body>{outline}{SECTION}</w:body></w:document>",
    }
    members |= {f"word/{name}.xml": content for name, _, content in PARTS}
    return {name: (XML + content).encode("utf-8") for name, content in members.items()}


def templates() -> dict[str, bytes]:
    """Every template by its file name."""
    return {f"{name}.docx": zipped(package(outline)) for name, outline in OUTLINES.items()}


def main() -> None:
    """Write the templates where socplan looks for them."""
    for name, content in templates().items():
        (TARGET / name).write_bytes(content)


if __name__ == "__main__":
    main()
