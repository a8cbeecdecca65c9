"""The shapes of the data files as the frozen records of the model."""

from policytrack import model
from policytrack.files import schema
from policytrack.period import Period, parse_period
from policytrack.text import Text


def text_of(pair: schema.TextPair) -> Text:
    """A phrase in both languages."""
    return Text(pair.zh, pair.en)


def citation_of(citation: schema.CitationShape) -> model.Citation:
    """The words that set a number, and where they stand."""
    return model.Citation(citation.document, citation.section, citation.quote)


def period_of(written: str) -> Period:
    """A period in its written form, which the schema has read already."""
    period = parse_period(written)
    assert period is not None, "the schema has read it"
    return period


def plan_of(plan: schema.PlanShape) -> model.Plan:
    """A plan."""
    method = model.MethodChoice(plan.method.name, plan.method.on_track, plan.method.progressing)
    return model.Plan(plan.id, text_of(plan.title), text_of(plan.issuer), plan.source, plan.start, plan.end, method)


def indicator_of(shape: schema.IndicatorShape) -> model.Indicator:
    """An indicator."""
    return model.Indicator(
        shape.id,
        text_of(shape.name),
        text_of(shape.definition),
        shape.unit,
        shape.kind,
        shape.desired,
        text_of(shape.scope),
        shape.limit,
        shape.frequency,
        shape.provider,
        shape.release.months_after if shape.release else None,
        shape.growth_of,
    )


def target_of(shape: schema.TargetShape) -> model.Target:
    """A target; its milestones in time."""
    relative = shape.relative
    return model.Target(
        id=shape.id,
        plan=shape.plan,
        indicator=shape.indicator,
        comparator=shape.comparator,
        value=shape.value,
        upper=shape.upper,
        tolerance=shape.tolerance,
        maintain=shape.maintain,
        transform=shape.transform,
        base=shape.base,
        headline=shape.headline,
        nature=shape.nature,
        group=shape.group,
        order=shape.order,
        lead=shape.lead,
        note=shape.note,
        due=period_of(shape.due),
        source=citation_of(shape.source),
        relative=model.Relative(**relative.model_dump()) if relative else None,
        path=tuple(sorted((period_of(period), value) for period, value in shape.path.items())),
        revisions=tuple(revision_of(revision) for revision in shape.revisions),
        related=tuple(model.Relation(relation.target, relation.relation) for relation in shape.related),
    )


def revision_of(shape: schema.RevisionShape) -> model.Revision:
    """A later version of a target."""
    return model.Revision(
        shape.effective,
        citation_of(shape.source),
        shape.reason,
        shape.comparator,
        shape.value,
        shape.upper,
        shape.tolerance,
        period_of(shape.due) if shape.due else None,
    )


def source_of(file: schema.SourceFile) -> model.Source:
    """A document without what it states."""
    return model.Source(
        file.id,
        file.kind,
        text_of(file.title),
        file.publisher,
        file.document_number,
        file.issued,
        file.accessed,
        file.url,
        file.confidence,
        file.part_of,
        text_of(file.note) if file.note else None,
        file.text.sha256 if file.text else None,
        file.text.characters if file.text else None,
        tuple(model.Figure(figure.quote, figure.class_, figure.occurrences) for figure in file.figures),
    )


def observation_of(
    shape: schema.ObservationShape, source: str, number: int, indicator: model.Indicator | None
) -> model.Observation:
    """A value that a document states, in the unit of its indicator (none: it is not known). `number` counts from 0."""
    return model.Observation(
        id=f"{source}#{number + 1}",
        indicator=shape.indicator,
        period=period_of(shape.time_period),
        value=shape.value,
        unit=indicator.unit if indicator else "",
        qualifier=shape.qualifier,
        status=shape.status,
        source=source,
        quote=shape.quote,
        note=shape.note,
        series=shape.series,
        published=shape.published,
        is_break=shape.break_,
        basis=shape.basis,
        internal=shape.internal,
    )
