"""The use cases: each takes what a person said and returns a value; nothing here prints or asks.

tracker = Tracker(workspace.find(None, None, os.environ, Path.cwd()), os.environ)
report = tracker.report(Query(date.today()))
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policytrack import lookup
from policytrack.errors import CannotLoad, Finding, Refused, by_place
from policytrack.files import attachments, compiled
from policytrack.files.workspace import Workspace, data_files, guard_store, text_folder, user_folder
from policytrack.model import Catalogue, Indicator, Observation, Plan, Source, Standing, Target
from policytrack.store import Store, StoreInfo, new_id, open_store
from policytrack.text import Lang, Text, counted
from policytrack.watching import Watch, unwatched

if TYPE_CHECKING:  # what only some use cases need is imported by them
    from policytrack.reading.document.accounting import Scan
    from policytrack.reading.document.quotes import Located, Passage
    from policytrack.recording.batch import Batch
    from policytrack.recording.entry import Entry
    from policytrack.recording.proposal import Proposal
    from policytrack.reporting.changes import Change
    from policytrack.reporting.moves import Moved
    from policytrack.reporting.query import Query
    from policytrack.reporting.report import Report
    from policytrack.reporting.vintages import Vintage


class Tracker:
    """One workspace and its store."""

    def __init__(
        self,
        workspace: Workspace,
        environ: Mapping[str, str],
        store: Store | None = None,
        tell: Callable[[Text], None] = lambda _: None,
    ) -> None:
        self.workspace = workspace
        self._tell = tell
        self._cache = user_folder(environ, "cache")
        self._texts = text_folder(workspace, environ)
        self._store = store

    @cached_property
    def store(self) -> Store:
        """The store, opened when first needed."""
        guard_store(self.workspace)
        return self._store or open_store(self.workspace.store_url, self._tell)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The curated data, compiled where the files are unchanged.

        Raises:
            CannotLoad: with every error of the files.
        """
        folder = self.workspace.folder
        files = data_files(folder)
        found = compiled.load(self._cache, folder, files)
        if found is not None:
            return found
        from policytrack.files.catalogue import read_catalogue  # pydantic and PyYAML: only where files have changed

        state = compiled.state_of(files)
        catalogue, findings = read_catalogue(folder)
        errors = [finding for finding in findings if finding.severity == "error"]
        if errors:
            message = Text(
                f"{folder} 的数据有{len(errors)}处错误",
                f"the data in {folder} have {counted(len(errors), 'error')}",
            )
            raise CannotLoad(message, errors)
        compiled.save(self._cache, folder, state, catalogue)
        return catalogue

    # -- looking -------------------------------------------------------------------------------------------

    def targets(self, plan: str | None = None, lead: str | None = None) -> list[Target]:
        """The targets, of one plan or one body's where asked."""
        wanted = self.plan(plan).id if plan else None
        return [
            target
            for target in self.catalogue.targets.values()
            if wanted in {None, target.plan} and (lead is None or any(lead in body for body in target.lead))
        ]

    def target(self, word: str) -> Target:
        """A target by id, prefix or name."""
        return lookup.find_target(self.catalogue, word)

    def indicator(self, word: str) -> Indicator:
        """An indicator by id, prefix or name."""
        return lookup.find_indicator(self.catalogue, word)

    def plan(self, word: str) -> Plan:
        """A plan by id, prefix or title."""
        return lookup.find_plan(self.catalogue, word)

    def source(self, word: str) -> Source:
        """A source by id, prefix or title."""
        return lookup.find_source(self.catalogue, word)

    def find(self, kind: lookup.RecordKind, word: str) -> Any:
        """A record of a kind by id, prefix or name."""
        return lookup.FINDERS[kind](self.catalogue, word)

    def every(self, kind: lookup.RecordKind) -> Iterable[Any]:
        """All records of a kind, as the files have them."""
        known = self.catalogue
        records: dict[lookup.RecordKind, Mapping[str, Any]] = {
            "target": known.targets,
            "indicator": known.indicators,
            "plan": known.plans,
            "source": known.sources,
        }
        return records[kind].values()

    def query(self, query: "Query") -> "Query":
        """A query with its words replaced by ids.

        Raises:
            Refused: a word fits nothing.
        """
        if query.lead is not None and not self.targets(lead=query.lead):
            bodies = {body for target in self.catalogue.targets.values() for body in target.lead}
            close = lookup.nearest(query.lead, bodies)
            hint = Text(f"是不是:{', '.join(close)}?", f"did you mean {', '.join(close)}?") if close else None
            raise Refused(Text(f"没有责任单位 {query.lead!r}", f"no target is led by {query.lead!r}"), hint)
        return query._replace(
            plan=self.plan(query.plan).id if query.plan else None,
            target=self.target(query.target).id if query.target else None,
        )

    def report(self, query: "Query", watch: Watch = unwatched) -> "Report":
        """Assess what the query asks for."""
        from policytrack.reporting.report import build

        asked, recorded = self.query(query), self.store.all()
        return build(self.catalogue, recorded, asked, watch)._replace(changes=self._changes(asked, recorded, watch))

    def report_json(self, query: "Query", watch: Watch = unwatched, *, narrow: bool = False) -> "tuple[bytes, Report]":
        """The report as JSON text in UTF-8, and the report without its rows; `narrow`: escape what is not ASCII."""
        from policytrack.drawing.json_form import report_text

        asked, recorded = self.query(query), self.store.all()
        changes = self._changes(asked, recorded, watch)
        return report_text.write(self.catalogue, recorded, asked, changes, watch, narrow=narrow)

    def vintages(self, report: "Report") -> "list[Vintage]":
        """Every value that a report could see, and how it stands there."""
        from policytrack.reporting.evidence import Evidence
        from policytrack.reporting.vintages import seen

        evidence = Evidence(self.catalogue, self.store.all(), report.query)
        return seen(evidence, [row.target for row in report.rows])

    def _changes(self, query: "Query", recorded: Iterable[Observation], watch: Watch) -> "tuple[Change, ...]":
        if query.since is None:
            return ()
        from policytrack.reporting.changes import since

        return since(self.catalogue, recorded, query, query.since, watch)

    def history(self, word: str | None, today: date) -> list[tuple[Observation, Standing]]:
        """Every vintage of one indicator, or of all, oldest period first; and how it stands."""
        from policytrack.assessing.series.register import Register
        from policytrack.reporting.vintages import history

        chosen = [self.indicator(word)] if word else list(self.catalogue.indicators.values())
        recorded = self.store.of(chosen[0].id) if word else self.store.all()
        return history(Register(self.catalogue, recorded, today), chosen)

    # -- attached texts ------------------------------------------------------------------------------------

    def attach(self, word: str, file: Path) -> tuple[Source, str, Path]:
        """Keep a copy of a source's text; returns the source, the text and where the copy is.

        Raises:
            Refused: there is no such source, or the file is no text.
        """
        source, text = self.source(word), attachments.read_text(file)
        return source, text, attachments.keep(self._texts, source.id, text)

    def verify(self, word: str | None, watch: Watch = unwatched) -> "tuple[list[Located], list[Source], list[Source]]":
        """Where every quote stands in the attached texts; the sources without one; those whose copy has changed.

        Raises:
            Refused: the source that was named has no text attached.
        """
        from policytrack.reading.document import quotes

        chosen = [self.source(word)] if word else list(self.catalogue.sources.values())
        found: list[Located] = []
        without: list[Source] = []
        changed: list[Source] = []
        for source in watch(chosen):
            text = attachments.load(self._texts, source.id)
            if text is None:
                without.append(source)
                continue
            if source.text_sha256 and not attachments.is_of(source, text):
                changed.append(source)
            found += quotes.locate(text, quotes.quotes_of(self.catalogue, source))
        if word and without:
            hint = Text.same(f"policytrack sources attach {without[0].id} FILE")
            raise Refused(Text(f"{without[0].id} 没有附上全文", f"no text is attached to {without[0].id}"), hint)
        return found, without, changed

    def scan(self, word: str, watch: Watch = unwatched) -> "tuple[Scan, Source | None, str]":
        """Every quantity of a file, or of a source's attached text, and what accounts for it; and the text.

        A file whose text is that of a source is accounted for as this source's.

        Raises:
            Refused: it is neither a readable file nor a source with a text attached.
        """
        from policytrack.reading.document import accounting

        file = Path(word)
        if file.is_file():
            text = attachments.read_text(file)
            source = next((one for one in self.catalogue.sources.values() if attachments.is_of(one, text)), None)
            return accounting.scan(text, self.catalogue, source, watch), source, text
        source = self.source(word)
        attached = attachments.load(self._texts, source.id)
        if attached is None:
            hint = Text.same(f"policytrack sources attach {source.id} FILE")
            raise Refused(Text(f"{source.id} 没有附上全文", f"no text is attached to {source.id}"), hint)
        return accounting.scan(attached, self.catalogue, source, watch), source, attached

    def target_context(self, target: Target) -> "Passage | None":
        """Where a target's words stand in the attached text, if there is one and they stand there once."""
        from policytrack.reading.document import quotes

        text = attachments.load(self._texts, target.source.document)
        if text is None or not target.source.quote:
            return None
        places = list(quotes.Folded(text).places(target.source.quote))
        return places[0] if len(places) == 1 else None

    def check(self, watch: Watch = unwatched) -> list[Finding]:
        """Every finding: of the files as they are now, and of the store."""
        from policytrack.checking import rules
        from policytrack.files.catalogue import read_catalogue

        catalogue, findings = read_catalogue(self.workspace.folder)
        if any(finding.severity == "error" for finding in findings):
            return findings
        return by_place([*findings, *rules.run(catalogue, self.store.all(), watch)])

    def store_info(self) -> StoreInfo:
        """What the store holds."""
        return self.store.info()

    def backup(self, file: Path, *, replace: bool = False) -> None:
        """Write a copy of the store to a file.

        Raises:
            Refused: the file is there and may not be replaced, or the engine has a tool of its own for this.
        """
        if file.exists() and not replace:
            zh, en = f"{file} 已存在", f"{file} is there already"
            raise Refused(Text(zh, en), Text("确要覆盖请加 --yes", "add --yes to replace it"))
        self.store.backup(file)

    # -- recording -----------------------------------------------------------------------------------------

    def propose(self, entry: "Entry", by: str, now: datetime) -> "Proposal":
        """Read an actual and work out what storing it would do; nothing is stored yet. `now` is in local time.

        Raises:
            Refused: a name, value, unit, period or date cannot be taken.
        """
        from policytrack.recording.entry import read_entry
        from policytrack.recording.proposal import propose

        indicator = self.indicator(entry.indicator)
        row = read_entry(self.catalogue, indicator, entry, by, now, new_id())
        return propose(self.catalogue, indicator, row, self._recorded(indicator), now.date())

    def moves(self, proposal: "Proposal", today: date) -> "tuple[Moved, ...]":
        """What storing a proposal's row does, or did, to the verdicts that rest on its indicator."""
        if proposal.outcome == "unchanged":
            return ()
        from policytrack.reporting.moves import moves

        indicator = self.catalogue.indicators[proposal.row.indicator]
        return moves(self.catalogue, indicator, proposal.beside, [*proposal.beside, proposal.row], today)

    def record(self, proposal: "Proposal") -> None:
        """Store a proposal's row, unless the store holds it already."""
        if proposal.outcome != "unchanged":
            self.store.add([proposal.row])

    def read_table(
        self, table: Sequence[tuple[int, Sequence[str]]], by: str, now: datetime, watch: Watch = unwatched
    ) -> "Batch":
        """Read many actuals from a table in long form; nothing is stored yet. `now` is in local time.

        Raises:
            Refused: a column is missing, or there is no row.
        """
        from policytrack.recording.table_entries import read_entries

        return read_entries(self.catalogue, table, self.store.all(), by, now, new_id, watch)

    def exported(self, word: str | None, today: date, *, everything: bool, standing_only: bool) -> list[Observation]:
        """What the store recorded, of one indicator or of all, oldest first; retracted rows too.

        `everything`: what the documents state as well. `standing_only`: of each period only the value that counts.
        """
        kept: list[Standing] = ["stands", "part"]
        if standing_only:
            found = [one for one, stands in self.history(word, today) if stands in kept]
        else:
            own = self.catalogue.observations
            chosen = [self.indicator(word).id] if word else list(own)
            found = [one for id_ in chosen for one in own.get(id_, ())]
            found += self.store.of(chosen[0]) if word else self.store.all()
        return found if everything else [one for one in found if one.recorded_at is not None]

    def add(self, batch: "Batch") -> None:
        """Store a table's rows, all or none.

        Raises:
            Refused: a row of it was rejected.
        """
        if batch.rejected:
            raise Refused(Text("有行不能导入,未写入", "rows were rejected, nothing is stored"))
        if batch.rows:
            self.store.add(batch.rows)

    def retract(self, word: str, reason: str, by: str, now: datetime) -> "tuple[Observation, tuple[Moved, ...]]":
        """Withdraw a recorded row, named by a prefix of its id; it stays in the history.

        Raises:
            Refused: no row, several or a withdrawn one fit, or the reason is empty.
        """
        from policytrack.recording.entry import stamp, tidy
        from policytrack.reporting.moves import moves

        why = tidy(reason, "reason")
        if why is None:
            raise Refused(Text("请说明撤回的原因", "say why it is retracted"))
        row = self._row(word.strip().lower())
        indicator = self.catalogue.indicators.get(row.indicator)
        before = self._recorded(indicator) if indicator else []
        self.store.retract(row, why, stamp(now), tidy(by, "by") or "unknown")
        after = [one for one in before if one.id != row.id]
        return row, moves(self.catalogue, indicator, before, after, now.date()) if indicator else ()

    def _row(self, prefix: str) -> Observation:
        rows = self.store.with_prefix(prefix) if prefix else []
        if len(rows) != 1:
            none, several = Text(f"没有记录 {prefix!r}", f"there is no recorded value {prefix!r}"), len(rows)
            many = Text(f"{prefix!r} 对应{several}条记录", f"{prefix!r} fits {several} recorded values")
            raise Refused(
                many if rows else none, Text("policytrack history 列出标识", "`policytrack history` lists the ids")
            )
        gone = rows[0].retraction
        if gone:
            day = gone.recorded_at[:10]
            raise Refused(Text(f"记录 {rows[0].id} 已于 {day} 撤回", f"{rows[0].id} was retracted on {day}"))
        return rows[0]

    def _recorded(self, indicator: Indicator) -> list[Observation]:
        from policytrack.recording.proposal import related

        return [one for name in related(self.catalogue, indicator) for one in self.store.of(name)]


def init(folder: Path, lang: Lang) -> Path:
    """Make a workspace with a commented template and no plan data.

    Raises:
        Refused: there is one already, or the folder cannot be written.
    """
    from policytrack.files import template

    file = folder / "targets.yaml"
    if file.exists() or file.is_symlink() or (folder / "data" / "targets.yaml").exists():
        raise Refused(Text(f"{folder} 中已有 targets.yaml", f"there is a targets.yaml in {folder} already"))
    try:
        (folder / "sources").mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as made:
            made.write(template.TARGETS.to(lang))
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refused(Text(f"无法写入 {folder}:{reason}", f"cannot write {folder}: {reason}")) from error
    return file
