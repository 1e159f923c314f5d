"""What the plugin says of workbooks that cannot be opened, in Czech and English."""

from typing import Final

from socplan.labels import Labels

__all__ = ["LABELS"]

_AGAIN: Final = "otevřete sešit v Excelu, opravte to a uložte ho znovu"
_CS: Final = {
    "xlsx.sheet": "list {name}",
    "xlsx.too_much": "listy mají dohromady přes {megabytes} MB; tolik tabulky, které lidé vyplňují, nemají",
    "xlsx.merged": "sloučeno je přes {cells} buněk; zrušte sloučení tam, kde nic není",
    "xlsx.missing_part": "tato část chybí: není to sešit Excelu, nebo je poškozený; uložte ho znovu jako .xlsx",
    "xlsx.broken_part": f"tato část sešitu je poškozená; {_AGAIN}",
    "xlsx.broken_cell": f"za touto buňkou je list poškozený; {_AGAIN}",
    "xlsx.damaged_sheet": f"list je poškozený (ne jeho buňky, ale jeho nastavení); {_AGAIN}",
    "xlsx.no_cell": f"taková buňka být nemůže; {_AGAIN}",
    "xlsx.no_style": f"buňka má formát, který v sešitu není; {_AGAIN}",
    "xlsx.no_value": f"„{{value}}“ v této buňce nelze přečíst; {_AGAIN}",
    "xlsx.unreadable": "není čitelný sešit; otevřete ho v Excelu a uložte znovu jako .xlsx",
}
_MEND: Final = "open the workbook in Excel, mend that and save it again"
_EN: Final = {
    "xlsx.sheet": "sheet {name}",
    "xlsx.too_much": "its sheets have more than {megabytes} MB; tables that people fill in never have so much",
    "xlsx.merged": "more than {cells} cells are merged; unmerge those where nothing stands",
    "xlsx.missing_part": "this part is missing: the file is no workbook, or damaged; save it again as .xlsx",
    "xlsx.broken_part": f"this part of the workbook is damaged; {_MEND}",
    "xlsx.broken_cell": f"the sheet is damaged after this cell; {_MEND}",
    "xlsx.damaged_sheet": f"the sheet is damaged (its settings, not its cells); {_MEND}",
    "xlsx.no_cell": f"there can be no such cell; {_MEND}",
    "xlsx.no_style": f"the cell has a format that is not in the workbook; {_MEND}",
    "xlsx.no_value": f'"{{value}}" in this cell cannot be read; {_MEND}',
    "xlsx.unreadable": "no readable workbook; open it in Excel and save it again as .xlsx",
}
LABELS: Final = (Labels("cs", _CS), Labels("en", _EN))
