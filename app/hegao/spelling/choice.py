"""Which models look for wrong characters: the one that is shipped unless the settings name others."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from hegao.spelling.corrector import Corrector


@dataclass(frozen=True, slots=True)
class SpellingSettings:
    """``model`` is a folder that :mod:`hegao.spelling.train` wrote; ``onnx`` holds a ``model.onnx`` and a ``vocab.txt``.

    The first stands in for the model that is shipped; the second is a further judge of what that one finds.
    ``thorough`` has every sentence read closely, not only the most doubtful ones of a long text.
    """

    model: Path | None = None
    onnx: Path | None = None
    thorough: bool = False


SHIPPED: Final = SpellingSettings()


@cache
def corrector(settings: SpellingSettings) -> "Corrector":
    """The corrector the settings ask for.

    Raises:
        ConfigError: a model is missing or damaged, or onnxruntime is not installed.
    """
    from hegao.spelling.corrector import Corrector
    from hegao.spelling.model import load, shipped

    model = load(settings.model) if settings.model else shipped()
    if settings.onnx is None:
        return Corrector(model, thorough=settings.thorough)
    from hegao.spelling.masked import MaskedModel

    return Corrector(model, second=MaskedModel.load(settings.onnx), thorough=settings.thorough)
