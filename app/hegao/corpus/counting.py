"""How much a store holds, and of what: counted inside a transaction that the store has opened."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, Connection, func, select

from hegao.corpus.records import Series, Statistics
from hegao.corpus.schema import documents, paragraphs


def count(connection: Connection) -> Statistics:
    """How many reports, paragraphs and characters there are, and how many reports of each genre, year and origin."""
    total, characters = connection.execute(
        select(func.count(), func.coalesce(func.sum(documents.c.characters), 0)).select_from(documents)
    ).one()
    texts = connection.scalar(select(func.count()).select_from(paragraphs)) or 0
    genres, years, origins = (
        _counts(connection, column) for column in (documents.c.genre, documents.c.year, documents.c.origin)
    )
    return Statistics(total, texts, int(characters), genres, years, origins)


def count_series(connection: Connection) -> tuple[Series, ...]:
    """The series with their years, those with most reports first, then by name."""
    columns = (documents.c.series, documents.c.year, documents.c.genre, documents.c.place)
    query = select(*columns, func.count().label("number")).where(documents.c.series.is_not(None))
    years: dict[str, dict[int | None, int]] = {}
    genres: dict[str, dict[str, int]] = {}
    places: dict[str, str | None] = {}
    for name, year, genre, place, number in connection.execute(query.group_by(*columns)):
        own, kinds = years.setdefault(name, {}), genres.setdefault(name, {})
        own[year] = own.get(year, 0) + number
        kinds[genre] = kinds.get(genre, 0) + number
        places[name] = place or places.get(name)
    found = (
        Series(
            name,
            max(genres[name].items(), key=lambda item: (item[1], item[0]))[0],
            places[name],
            sum(own.values()),
            dict(sorted(own.items(), key=lambda item: item[0] or 0)),
        )
        for name, own in years.items()
    )
    return tuple(sorted(found, key=lambda series: (-series.documents, series.name)))


def _counts(connection: Connection, column: Column[Any]) -> Mapping[Any, int]:
    """How many documents have each value of a column, the most frequent first."""
    rows = connection.execute(select(column, func.count()).group_by(column)).all()
    # Ordered here: databases disagree on how texts, and where unknown values, are sorted.
    return dict(sorted(((v, n) for v, n in rows), key=lambda row: (-row[1], row[0] is not None, row[0] or 0)))
