"""Plugins are found one by one; a bad one breaks only itself and is named."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import docx
import pytest
from click.testing import CliRunner

import socplan
from socplan import InputFile, plugins
from socplan.cli import main
from socplan.errors import PluginError, UnknownExporterError
from socplan.exporters.word import guard
from socplan.exporters.word.environment import TemplateEnvironment
from socplan.exporters.word.values import cell_value
from socplan.labels.formats import untypeset
from socplan.plugins import Plugin, Registry, make_manager
from socplan.report import Column, ColumnKind
from socplan.testing import sample_dossier
from tests.building import everything_in
from tests.exporters.word.hostile import package, paragraph

GOOD = """
    from socplan import Exporter, ExportedFile, hookimpl

    def render(report, options):
        return (ExportedFile(name="x.txt", media_type="text/plain", content=report.title.encode()),)

    @hookimpl
    def register_exporters():
        return [Exporter(name="NAME", label="Text", extension=".NAME".lower(), media_type="text/plain", render=render)]
"""
MISSPELT = """
    from socplan import hookimpl

    @hookimpl
    def register_exporter():
        return []
"""
WRONG_SIGNATURE = """
    from socplan import hookimpl

    @hookimpl
    def register_exporters(registry):
        return []
"""
RAISING = """
    from socplan import hookimpl

    @hookimpl
    def register_exporters():
        raise SystemExit(7)
"""
JUNK = """
    from socplan import hookimpl

    @hookimpl
    def register_exporters():
        return [None, "x"]
"""


class Site:
    """A folder of distributions as pip would install them."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def install(self, distribution: str, module: str, source: str, entry: str | None = None) -> None:
        (self.path / f"{module}.py").write_text(dedent(source), "utf-8")
        info = self.path / f"{distribution.replace('-', '_')}-1.2.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.2\n", "utf-8")
        (info / "entry_points.txt").write_text(f"[socplan.plugins]\n{entry or module} = {module}\n", "utf-8")

    def registry(self) -> Registry:
        return Registry(*make_manager())


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    before = set(sys.modules)
    monkeypatch.delenv("SOCPLAN_DISABLE_PLUGINS", raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    plugins.registry.cache_clear()
    yield Site(tmp_path)
    plugins.registry.cache_clear()
    for name in set(sys.modules) - before:
        if str(tmp_path) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


def found(registry: Registry, name: str) -> Plugin:
    return next(plugin for plugin in registry.plugins if plugin.name == name)


def test_a_good_plugin_is_named_with_its_version_and_hooks(site: Site) -> None:
    site.install("socplan-good", "good_plugin", GOOD)
    registry = site.registry()

    plugin = found(registry, "good_plugin")
    assert (plugin.distribution, plugin.version, plugin.problem) == ("socplan-good", "1.2", None)
    assert plugin.hooks == ("register_exporters",)
    assert registry.owner(registry.exporters["NAME"]) == "good_plugin"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("import nothing_of_that_name", "ModuleNotFoundError"),
        ("raise SystemExit(5)", "SystemExit: 5"),
        ("def (", "SyntaxError"),
        (MISSPELT, "register_exporter"),
        (WRONG_SIGNATURE, "registry"),
        (RAISING, "register_exporters failed: SystemExit: 7"),
        (JUNK, "register_exporters offered None, which is no Exporter"),
    ],
    ids=["import error", "exit at import", "syntax error", "misspelt hook", "wrong signature", "raising hook", "junk"],
)
def test_a_bad_plugin_is_named_with_the_reason_and_passed_by(site: Site, source: str, reason: str) -> None:
    site.install("socplan-bad", "bad_plugin", source)
    site.install("socplan-good", "good_plugin", GOOD)
    registry = site.registry()

    problem = found(registry, "bad_plugin").problem
    assert problem is not None
    assert reason in problem
    assert {"csv", "docx", "json", "NAME"} <= set(registry.exporters)


def test_no_plugin_takes_a_name_of_the_core(site: Site) -> None:
    site.install("socplan-thief", "a_thief", GOOD.replace("NAME", "docx"))
    registry = site.registry()

    assert registry.owner(registry.exporters["docx"]) == "socplan"
    assert found(registry, "a_thief").problem == 'the Exporter name "docx" is taken by socplan'


def test_of_two_plugins_that_claim_a_name_both_are_named(site: Site) -> None:
    site.install("socplan-one", "plugin_one", GOOD)
    site.install("socplan-two", "plugin_two", GOOD)
    registry = site.registry()

    assert registry.owner(registry.exporters["NAME"]) == "plugin_one"
    problem = found(registry, "plugin_two").problem
    assert problem == 'the Exporter name "NAME" is taken by plugin plugin_one (socplan-one 1.2)'


def test_two_entry_points_of_one_name_are_told_apart_by_their_distribution(site: Site) -> None:
    site.install("socplan-one", "plugin_one", GOOD, entry="same")
    site.install("socplan-two", "plugin_two", GOOD.replace("NAME", "OTHER"), entry="same")
    registry = site.registry()

    assert {"same", "socplan-two:same"} <= {plugin.name for plugin in registry.plugins}
    assert {"NAME", "OTHER"} <= set(registry.exporters)


def test_a_suffix_of_the_core_stays_with_the_core(site: Site) -> None:
    site.install("socplan-thief", "a_thief", GOOD.replace('".NAME".lower()', '".docx"').replace("NAME", "aaa"))
    registry = site.registry()

    assert registry.exporter_for(Path("x.docx")).name == "docx"
    assert found(registry, "a_thief").problem == 'the Exporter extension ".docx" is taken by socplan'


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("return [Exporter", "return Exporter"),
        ('label="Text"', "label=5"),
        ('extension=".NAME".lower()', 'extension="name"'),
        ('name="NAME"', 'name="můj formát"'),
        ("render=render", 'render=render, options=("width",)'),
        ("@hookimpl", ""),
    ],
)
def test_what_is_offered_wrongly_is_refused_when_it_is_offered(site: Site, wrong: str, right: str) -> None:
    source = GOOD.replace(wrong, right)
    site.install("socplan-bad", "bad_plugin", source.replace("render)]", "render)") if "[" in wrong else source)

    problem = found(site.registry(), "bad_plugin").problem
    assert problem
    assert "\n" not in problem


JUNK_IN_USE = """
    from socplan import Check, ReportKind, hookimpl

    @hookimpl
    def register_reports():
        return [ReportKind(name="nothing", label="Nothing", build=lambda dossier, context: None)]

    @hookimpl
    def register_checks():
        def stop(dossier):
            raise SystemExit(5)
        return [
            Check(name="text", codes=("x",), run=lambda dossier: ["not a finding"]),
            Check(name="stop", codes=("x",), run=stop),
        ]
"""


def test_junk_from_a_plugin_is_blamed_on_it(site: Site) -> None:
    site.install("socplan-junk", "junk_plugin", JUNK_IN_USE)
    dossier = sample_dossier("ukazka")

    failed = [finding.message for finding in socplan.check(dossier) if finding.code == "check-failed"]
    assert len(failed) == 2
    assert all("plugin junk_plugin" in message for message in failed)
    with pytest.raises(
        PluginError, match="plugin junk_plugin: the report nothing failed: TypeError: None is no Report"
    ):
        socplan.build_report("nothing", dossier)


FORMULAS = """
    from socplan import Formula, hookimpl

    def stop(dossier, service, period):
        raise RuntimeError("out of order")

    @hookimpl
    def register_formulas():
        return [
            Formula(name="stopping", label="Stopping", compute=stop),
            Formula(name="junk", label="Junk", compute=lambda dossier, service, period: [1]),
            Formula(name="cost-per-output", label="Thief", compute=stop),
        ]
"""


def test_a_formula_that_fails_is_blamed_on_its_plugin(site: Site) -> None:
    site.install("socplan-sums", "sums_plugin", FORMULAS)
    dossier = sample_dossier("ukazka")

    with pytest.raises(
        PluginError, match="plugin sums_plugin: the formula stopping failed: RuntimeError: out of order"
    ):
        socplan.build_report("benchmark", dossier, formula="stopping")
    with pytest.raises(PluginError, match=r"the formula junk failed: TypeError: \[1\] is no tuple of UnitValue"):
        socplan.build_report("benchmark", dossier, formula="junk")
    assert socplan.build_report("benchmark", dossier, formula="cost-per-output").part("comparison")


def test_no_plugin_takes_the_name_of_a_formula_of_the_core(site: Site) -> None:
    site.install("socplan-sums", "sums_plugin", FORMULAS)

    problem = found(site.registry(), "sums_plugin").problem
    assert problem == 'the Formula name "cost-per-output" is taken by socplan'


READER = """
    from socplan import Reader, hookimpl

    def fail(*args):
        raise RuntimeError("out of order")

    @hookimpl
    def register_readers():
        return [Reader(name="old", label="Old", extension=".old", loads=fail, dumps=fail)]
"""


def test_a_dossier_format_that_fails_is_blamed_on_its_plugin(site: Site, tmp_path: Path) -> None:
    site.install("socplan-old", "old_plugin", READER)
    (tmp_path / "x.old").write_bytes(b"x")

    with pytest.raises(
        PluginError, match="plugin old_plugin: the dossier format old failed: RuntimeError: out of order"
    ):
        socplan.read_file(tmp_path / "x.old")
    with pytest.raises(PluginError, match="plugin old_plugin"):
        socplan.write_file(sample_dossier("olomouc"), tmp_path / "x.old")
    assert (tmp_path / "x.old").read_bytes() == b"x"


NAMING = """
    from socplan import Check, Finding, Grade, hookimpl

    def names(dossier):
        for person in dossier.persons:
            yield Finding(code="tally-approver", grade=Grade.NOTE, place="$", message=f"Approved by {person.name}.")

    @hookimpl
    def register_checks():
        return [Check(name="names", codes=("tally-approver",), run=names)]
"""


def test_what_a_check_says_of_persons_stays_out_of_public_reports(site: Site) -> None:
    import attrs

    site.install("socplan-names", "naming_plugin", NAMING)
    ukazka = sample_dossier("ukazka")
    dossier = attrs.evolve(ukazka, persons=(*ukazka.persons, socplan.Person(id="p", name="Qxyz Wzyx")))

    assert "Qxyz" not in everything_in(socplan.build_report("monitoring", dossier))
    assert "Qxyz" in everything_in(socplan.build_report("monitoring", dossier, audience="internal"))


def test_plugins_can_be_left_out(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.install("socplan-good", "good_plugin", GOOD)
    monkeypatch.setenv("SOCPLAN_DISABLE_PLUGINS", "1")

    assert site.registry().plugins == ()
    with pytest.raises(UnknownExporterError, match=r'No format is called "NAME"\. Known: csv, docx, json\.'):
        site.registry().exporter("NAME")


def test_a_broken_plugin_is_an_error_where_that_is_wanted(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.install("socplan-bad", "bad_plugin", RAISING)
    monkeypatch.setenv("SOCPLAN_STRICT_PLUGINS", "1")

    with pytest.raises(PluginError, match=r"plugin bad_plugin \(socplan-bad 1\.2\): register_exporters failed"):
        plugins.registry()


BROKEN_IN_USE = """
    from socplan import Check, Exporter, ReportKind, hookimpl

    def fail(*args, **options):
        raise RuntimeError("out of order")

    @hookimpl
    def register_exporters():
        return [
            Exporter(name="failing", label="Failing", extension=".failing", media_type="x/y", render=fail),
            Exporter(name="nothing", label="Nothing", extension=".nothing", media_type="x/y", render=lambda r, o: ()),
        ]

    @hookimpl
    def register_reports():
        return [ReportKind(name="failing", label="Failing", build=fail)]

    @hookimpl
    def register_checks():
        return [Check(name="failing", codes=("never",), run=fail)]
"""


def test_a_plugin_that_fails_in_use_is_blamed_by_name(site: Site) -> None:
    site.install("socplan-late", "late_plugin", BROKEN_IN_USE)
    dossier = sample_dossier("ukazka")
    report = socplan.build_report("plan", dossier)

    with pytest.raises(PluginError, match="plugin late_plugin: the format failing failed: RuntimeError: out of order"):
        socplan.render(report, "failing")
    with pytest.raises(PluginError, match="plugin late_plugin: the format nothing has to give a tuple of files"):
        socplan.render(report, "nothing")
    with pytest.raises(PluginError, match="plugin late_plugin: the report failing failed: RuntimeError: out of order"):
        socplan.build_report("failing", dossier)
    failed = [finding for finding in socplan.check(dossier) if finding.code == "check-failed"]
    assert [finding.grade.value for finding in failed] == ["warning"]
    assert "plugin late_plugin failed: RuntimeError: out of order" in failed[0].message


def test_a_plugin_adds_words_but_changes_none_of_the_core(site: Site) -> None:
    site.install(
        "socplan-words",
        "word_plugin",
        """
        from socplan import Labels, hookimpl

        @hookimpl
        def register_labels():
            return [Labels("cs", {"plan.name": "Něco jiného", "kraj.name": "Krajská zpráva"})]
        """,
    )
    registry = site.registry()
    words = socplan.labels.Wording("cs", registry.labels)

    assert words.text("plan.name") == "Plán"
    assert found(registry, "word_plugin").problem == 'labels of the locale "cs": "plan.name" stand in the core already'
    assert words.text("kraj.name") == "Krajská zpráva"


def test_a_language_that_is_not_whole_and_a_label_that_nobody_offers_are_their_plugins_fault(site: Site) -> None:
    site.install(
        "socplan-half",
        "half_plugin",
        """
        from socplan import Labels, ReportKind, hookimpl

        @hookimpl
        def register_labels():
            return [Labels("sk", {"plan.name": "Plán"})]

        @hookimpl
        def register_reports():
            return [ReportKind(name="kraj", label="kraj.name", build=lambda dossier, context: None)]
        """,
    )
    registry = site.registry()
    problem = found(registry, "half_plugin").problem

    assert problem is not None
    assert 'labels of the locale "sk": ' in problem
    assert "labels of the core are missing, such as" in problem
    assert 'the ReportKind "kraj" has the label "kraj.name", which nobody offers' in problem
    with pytest.raises(socplan.SocplanError, match='no labels for the locale "sk"'):
        socplan.labels.Wording("sk", registry.labels)


def test_every_hook_has_one_shape_and_a_sentence() -> None:
    from inspect import signature

    from socplan import hookspecs

    hooks = [value for name, value in vars(hookspecs).items() if name.startswith("register_")]
    assert len(hooks) == 8
    for hook in hooks:
        assert list(signature(hook).parameters) == []
        assert (hook.__doc__ or "").startswith("Offer ")


ENDING = """
    import sys
    from socplan import ExportedFile, Exporter, Formula, Reader, ReportKind, hookimpl

    class Weird(BaseException):
        pass

    def end(*args, **kwargs):
        sys.exit(0)

    def weird(*args, **kwargs):
        raise Weird("strange")

    def interrupt(*args, **kwargs):
        raise KeyboardInterrupt

    def twins(report, options):
        return tuple(ExportedFile(name=name, media_type="x/y", content=b"") for name in ("a.csv", "b.csv", "A.csv"))

    @hookimpl
    def register_exporters():
        made = {"ending": end, "weird": weird, "interrupted": interrupt, "twins": twins}
        return [
            Exporter(name=name, label=name, extension=f".{name}", media_type="x/y", render=render)
            for name, render in made.items()
        ]

    @hookimpl
    def register_reports():
        return [ReportKind(name="ending", label="Ending", build=end)]

    @hookimpl
    def register_readers():
        return [
            Reader(name="ending", label="Ending", extension=".ending", loads=end, dumps=end),
            Reader(name="empty", label="Empty", extension=".empty", loads=lambda *a: None, dumps=lambda d: {}),
        ]
"""


def test_a_plugin_that_ends_the_program_is_blamed_like_one_that_raises(site: Site) -> None:
    site.install("socplan-ending", "ending_plugin", ENDING)
    dossier = sample_dossier("ukazka")
    report = socplan.build_report("plan", dossier)
    blamed: dict[str, Callable[[], object]] = {
        "the format ending failed: SystemExit: 0": lambda: socplan.render(report, "ending"),
        "the format weird failed: Weird: strange": lambda: socplan.render(report, "weird"),
        "the format twins gave two files of the name a.csv": lambda: socplan.render(report, "twins"),
        "the report ending failed: SystemExit: 0": lambda: socplan.build_report("ending", dossier),
        "the dossier format ending failed: SystemExit": lambda: socplan.loads("x", format="ending"),
        "the dossier format empty failed: TypeError: None is no Dossier": lambda: socplan.loads("x", format="empty"),
        "the dossier format empty failed: ValueError: it gave no file": lambda: socplan.dumps(dossier, format="empty"),
    }
    for problem, call in blamed.items():
        with pytest.raises(PluginError, match=f"plugin ending_plugin: {problem}"):
            call()


def test_the_program_does_not_end_well_where_a_plugin_ends_it(site: Site, tmp_path: Path) -> None:
    site.install("socplan-ending", "ending_plugin", ENDING)
    socplan.write_file(sample_dossier("ukazka"), tmp_path / "plan.json")
    output = tmp_path / "plan.ending"
    done = CliRunner().invoke(main, ["report", "plan", str(tmp_path / "plan.json"), "-o", str(output)])

    assert (done.exit_code, output.exists()) == (3, False)
    assert "plugin ending_plugin: the format ending failed: SystemExit: 0" in done.stderr


def test_an_interrupt_is_no_fault_of_a_plugin(site: Site) -> None:
    site.install("socplan-ending", "ending_plugin", ENDING)
    report = socplan.build_report("plan", sample_dossier("ukazka"))

    with pytest.raises(KeyboardInterrupt):
        socplan.render(report, "interrupted")


@pytest.mark.parametrize(
    "where", ["raise Weird('at load')", "@hookimpl\ndef register_checks():\n    raise Weird('hook')"]
)
def test_whatever_a_plugin_raises_when_it_is_loaded_the_others_work(site: Site, where: str) -> None:
    source = f"from socplan import hookimpl\nclass Weird(BaseException):\n    pass\n{where}\n"
    site.install("socplan-weird", "weird_plugin", source)
    (plugin,) = [plugin for plugin in site.registry().plugins if plugin.name == "weird_plugin"]

    assert plugin.problem
    assert "Weird" in plugin.problem


def test_the_registry_pays_for_no_format_before_it_is_used() -> None:
    program = (
        "import sys, socplan.plugins; socplan.plugins.registry(); print(*{n.partition('.')[0] for n in sys.modules})"
    )
    loaded = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout.split()

    assert {"pluggy", "socplan"} <= {*loaded}
    assert not {"docx", "docxtpl", "jinja2", "lxml", "openpyxl"} & {*loaded}


TEMPLATE = """
    from pathlib import Path
    from socplan import Report, ReportKind, hookimpl

    NAMES = "unknown not_applicable yes no open contents page of warning"
    WORDS = {name: name for name in NAMES.split()}

    def build(dossier, context):
        return Report(kind="kraj", locale="cs", audience="public", title=dossier.plan.title, words=WORDS)

    @hookimpl
    def register_reports():
        content = Path(__file__).with_name("kraj.docx").read_bytes()
        return [ReportKind(name="kraj", label="Kraj", build=build, template=content)]
"""


def test_a_plugin_brings_a_word_template_for_its_kind(site: Site, tmp_path: Path) -> None:
    (site.path / "kraj.docx").write_bytes(package(paragraph("Kraj: {{ title }}")))
    site.install("socplan-kraj", "kraj_plugin", TEMPLATE)
    report = socplan.build_report("kraj", sample_dossier("zlin"))

    def first_line(content: bytes) -> str:
        return untypeset(str(docx.Document(io.BytesIO(content)).paragraphs[0].text))

    assert first_line(socplan.render(report, "docx")[0].content) == f"Kraj: {report.title}"
    own = InputFile(name="own.docx", content=package(paragraph("Jinak: {{ title }}")))
    assert first_line(socplan.render(report, "docx", template=own)[0].content) == f"Jinak: {report.title}"
    copy = tmp_path / "copy.docx"
    assert CliRunner().invoke(main, ["template", "kraj", "-o", str(copy)]).exit_code == 0
    assert copy.read_bytes() == (site.path / "kraj.docx").read_bytes()


FILTERS = """
    import os
    import sys
    from socplan import TemplateFilter, hookimpl

    def thousands(value, unit="tis."):
        return f"<{round(value / 1000, 1)}> {unit}"

    def process(value):
        return os.getpid()

    def failing(value):
        sys.exit("no way")

    @hookimpl
    def register_template_filters():
        return [
            TemplateFilter(name="thousands", czech_name="tisice", function=thousands, help="12345 gives 12.3 tis."),
            TemplateFilter(name="process", function=process),
            TemplateFilter(name="failing", function=failing),
        ]
"""


def filled_in(tags: str, **options: bool) -> str:
    """The first line of a document whose template holds tags."""
    report = socplan.build_report("plan", sample_dossier("zlin"))
    own = InputFile(name="own.docx", content=package(paragraph(tags)))
    made = socplan.render(report, "docx", template=own, **options)[0].content
    return untypeset(str(docx.Document(io.BytesIO(made)).paragraphs[0].text))


@pytest.mark.parametrize("trust", [False, True])
def test_filters_of_plugins_fill_in_templates_in_the_process_for_strangers_too(site: Site, trust: bool) -> None:
    site.install("socplan-filters", "filter_plugin", FILTERS)
    options = {"trust_template": trust}

    text = filled_in("{{ 12345 | thousands }}, {{ 800 | tisice('k') }}, {{ word.unknown | upper }}", **options)
    assert text.startswith("<12.3> tis., <0.8> k, ")
    assert (filled_in("{{ 1 | process }}", **options) == str(os.getpid())) is trust


def test_a_value_that_is_not_known_stays_its_word_in_filters_of_plugins(site: Site) -> None:
    site.install("socplan-filters", "filter_plugin", FILTERS)
    environment = TemplateEnvironment(site.registry().filters.values())
    values = {
        "n": cell_value(None, Column("n", "N", ColumnKind.COUNT), socplan.build_report("plan", sample_dossier("zlin")))
    }

    assert environment.from_string("{{ n | thousands }}").render(values) == "neuvedeno"


@pytest.mark.parametrize("trust", [False, True])
@pytest.mark.parametrize(
    ("tag", "raised"), [("{{ 1 | failing }}", "SystemExit: no way"), ("{{ title | tisice }}", "TypeError")]
)
def test_a_filter_that_fails_is_named_with_its_plugin(site: Site, tag: str, raised: str, trust: bool) -> None:
    site.install("socplan-filters", "filter_plugin", FILTERS)

    with pytest.raises(socplan.TemplateError) as caught:
        filled_in(tag, trust_template=trust)
    assert "z doplňku filter_plugin selhal" in str(caught.value)
    assert raised in str(caught.value)


def test_a_filter_that_the_process_for_strangers_cannot_find_is_told(site: Site) -> None:
    site.install("socplan-filters", "filter_plugin", FILTERS)
    site.registry()
    (site.path / "filter_plugin.py").write_text("", "utf-8")
    guard._stop()

    plugins.registry()
    with pytest.raises(socplan.DefectError, match=r"thousands|failing|process"):
        filled_in("{{ 1 | thousands }}")


def test_check_template_and_fields_know_filters_of_plugins(site: Site, tmp_path: Path) -> None:
    template = tmp_path / "own.docx"
    template.write_bytes(package(paragraph("{{ 1 | tisice }} {{ 1 | thousand }}")))

    def problems() -> list[str]:
        plugins.registry.cache_clear()
        result = CliRunner().invoke(main, ["check-template", str(template)])
        return [line.partition('}}": ')[2] for line in result.stderr.splitlines()]

    assert [line.partition(".")[0] for line in problems()] == [
        "no filter is called tisice",
        "no filter is called thousand",
    ]
    site.install("socplan-filters", "filter_plugin", FILTERS)
    assert [line.partition(" Known")[0] for line in problems()] == [
        'no filter is called thousand. Did you mean "thousands"?'
    ]
    listed = CliRunner().invoke(main, ["fields", "plan"]).stdout.splitlines()
    assert any(
        "thousands, tisice" in line and line.endswith("12345 gives 12.3 tis. (filter_plugin)") for line in listed
    )
    assert any("money, penize" in line for line in listed)


@pytest.mark.parametrize(
    ("right", "wrong", "reason"),
    [
        ('name="thousands"', 'name="upper"', 'the TemplateFilter name "upper" is taken by socplan'),
        ('czech_name="tisice"', 'czech_name="penize"', 'the TemplateFilter name "penize" is taken by socplan'),
        ('name="failing"', 'name="tisice"', 'the TemplateFilter name "tisice" is taken by plugin filter_plugin'),
        ("function=process", "function=lambda value: 1", '"process" is not one that a module holds by its name'),
        ("function=process", 'function="process"', "register_template_filters failed"),
        ('name="process"', 'name="Můj filtr"', "register_template_filters failed"),
        ("return [", 'return ["x",', "offered 'x', which is no TemplateFilter"),
    ],
)
def test_a_filter_that_cannot_be_used_is_refused_with_its_plugin(
    site: Site, right: str, wrong: str, reason: str
) -> None:
    site.install("socplan-filters", "filter_plugin", FILTERS.replace(right, wrong))
    registry = site.registry()

    assert reason in (found(registry, "filter_plugin").problem or "")
    # It has all its names or none.
    refused = "thousands" if right.startswith("czech") else "penize" if right == 'name="thousands"' else "upper"
    assert refused not in registry.filters


def test_of_two_plugins_with_a_filter_of_one_name_the_second_is_refused(site: Site) -> None:
    site.install("socplan-a", "a_plugin", FILTERS)
    site.install("socplan-b", "b_plugin", FILTERS.replace('name="thousands", czech', 'name="milia", czech'))
    registry = site.registry()

    assert 'the TemplateFilter name "tisice" is taken by plugin a_plugin' in (found(registry, "b_plugin").problem or "")
    assert "milia" not in registry.filters
    assert registry.filters["thousands"].plugin == "a_plugin"
