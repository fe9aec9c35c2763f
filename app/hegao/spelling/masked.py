"""A further judge: a BERT model for Chinese spelling in ONNX format, which says how well a character fits its place."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from hegao.errors import ConfigError
from hegao.spelling.symbols import LONG

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_MODEL: Final = "model.onnx"
_VOCABULARY: Final = "vocab.txt"
_UNKNOWN, _FIRST, _LAST = "[UNK]", "[CLS]", "[SEP]"
_MOST: Final = 5.0
"""Log odds that this judge may add or take away: it has its say, not the last word."""


@dataclass(frozen=True, slots=True)
class MaskedModel:
    """A session whose first output gives each token of a sentence a score for every token of the vocabulary."""

    session: Any
    tokens: "Mapping[str, int]"

    @classmethod
    def load(cls, folder: Path) -> "MaskedModel":
        """The model in ``folder``, with its vocabulary beside it.

        Raises:
            ConfigError: onnxruntime is not installed, a file is missing, or one is damaged.
        """
        try:
            import onnxruntime
        except ImportError as error:
            raise ConfigError("要用 ONNX 用字模型，请先安装：pip install 'hegao[csc]'。") from error
        try:
            lines = (folder / _VOCABULARY).read_text(encoding="utf-8").splitlines()
            session = onnxruntime.InferenceSession(str(folder / _MODEL), providers=["CPUExecutionProvider"])
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"读不到 {folder} 里的 {_MODEL} 或 {_VOCABULARY}，请检查设置 spelling.onnx。") from error
        except Exception as error:  # onnxruntime's own errors share no base below Exception
            raise ConfigError(f"{folder / _MODEL} 不是有效的 ONNX 模型，请检查设置 spelling.onnx。") from error
        tokens = {line: number for number, line in enumerate(lines)}
        if not {_UNKNOWN, _FIRST, _LAST} <= tokens.keys():
            raise ConfigError(f"{folder / _VOCABULARY} 缺少 {_UNKNOWN}、{_FIRST} 或 {_LAST}，请换成模型自带的词表。")
        return cls(session, tokens)

    def log_odds(self, sentence: str, changes: "Sequence[tuple[int, str]]") -> list[float]:
        """For each place and replacement how much better (natural log) what is new fits than what is written.

        Of several characters it is the mean; no more than ``_MOST`` to either side.

        Raises:
            ConfigError: the model does not take what a BERT model takes, or gives something else.
        """
        scores = self._scores(sentence[:LONG])
        return [self._odds(sentence, scores, start, new) for start, new in changes]

    def _odds(self, sentence: str, scores: NDArray[np.float32], start: int, new: str) -> float:
        differences = [
            float(scores[at + 1, self._token(wanted)] - scores[at + 1, self._token(sentence[at])])
            for at, wanted in enumerate(new, start)
            if wanted != sentence[at]
        ]
        return float(np.clip(np.mean(differences), -_MOST, _MOST)) if differences else 0.0

    def _token(self, character: str) -> int:
        return self.tokens.get(character, self.tokens[_UNKNOWN])

    def _scores(self, sentence: str) -> NDArray[np.float32]:
        numbers = [self.tokens[_FIRST], *map(self._token, sentence), self.tokens[_LAST]]
        ids = np.array([numbers], dtype=np.int64)
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        try:
            asked = {item.name: given[item.name] for item in self.session.get_inputs()}
            scores: NDArray[np.float32] = self.session.run(None, asked)[0][0]
        except Exception as error:  # onnxruntime's own errors share no base below Exception
            raise ConfigError("设置 spelling.onnx 的模型不是 BERT 一类的中文纠错模型，请换一个。") from error
        if scores.shape != (len(numbers), len(self.tokens)):
            raise ConfigError("设置 spelling.onnx 的模型与词表大小不符，请换成模型自带的词表。")
        return scores
