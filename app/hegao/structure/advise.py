"""What a draft lacks, says twice or says out of order against the usual outline of its genre."""

from hegao.corpus.store import Store
from hegao.draft.model import Draft
from hegao.draft.recognition import Recognition
from hegao.structure.comparison import Comparison
from hegao.structure.conventions import conventions_of, load_limits
from hegao.structure.model import Advice
from hegao.structure.sections import draft_shape, past_shapes
from hegao.structure.usual import usual_sections


def advise(draft: Draft, recognition: Recognition, store: Store) -> Advice:
    """The usual outline of the draft's genre in the store, beside the draft's own."""
    limits, genre = load_limits(), recognition.genre
    reports = store.documents(genre=genre.name)
    newest = sorted(reports, key=lambda r: (r.date or "", r.id), reverse=True)[: limits.reports]
    enough = len(newest) >= limits.enough
    shapes = past_shapes(store, newest) if enough else ()
    conventions = conventions_of(genre.name)
    usual = usual_sections(shapes, conventions, genre.name, limits)
    shape = draft_shape(draft, recognition)
    compared = Comparison(shape, shapes, usual, genre.name, limits)
    return Advice(
        genre=genre,
        documents=len(newest),
        series=_series(genre.name, len(newest), enough, bool(usual)),
        conventional=not enough,
        usual=usual,
        sections=shape.sections,
        missing=tuple(compared.missing()),
        superfluous=tuple(compared.twice()),
        misplaced=tuple(compared.misplaced()),
    )


def _series(genre: str, documents: int, enough: bool, known: bool) -> str:
    if enough:
        return f"根据往稿库中 {documents} 篇{genre}。"
    if known:
        return f"往稿库中只有 {documents} 篇{genre}，不足以统计，以下按这一文种的通行写法提出；多添加往稿后再看会更准。"
    return f"往稿库中只有 {documents} 篇{genre}，也没有通行写法可以对照；请先添加几篇同类往稿，或更正文种。"
