"""Slips of the pen made by chance in sentences, as tensors; for :mod:`hegao.spelling.teach`, and like it needs PyTorch."""

from typing import Any, Final

import numpy as np
import torch
from torch import Tensor

from hegao.spelling.symbols import BREAK, PARTICLES, START

_CLEAN: Final = 0.2
_SLIPS: Final = (0.012, 0.025, 0.05, 0.1)
"""Shares of the characters that are slips, one drawn for each sentence."""
_WORDS, _SWAPS, _ANYTHING, _PARTICLES = 0.5, 0.05, 0.08, 0.35
"""Of the slips: words, swaps, any character at all; of the particles in a sentence that has such slips."""
_WITH_PARTICLES: Final = 0.15
_COVERED, _COVERED_SHARE = 0.5, 0.15
_TOO_MANY, _TOO_FEW = 0.12, 0.15


class Pen:
    """Makes slips in sentences; all tensors are on ``device``."""

    def __init__(self, lessons: dict[str, Any], characters: str, device: str) -> None:
        self.size = len(characters)
        self.written = torch.from_numpy(lessons["characters"].astype(np.int64)).to(device)
        self.until = torch.from_numpy(lessons["until"].astype(np.float32)).to(device)
        self.keys = torch.from_numpy(lessons["keys"]).to(device)
        self.words = torch.from_numpy(lessons["words"]).to(device)
        counts = np.bincount(lessons["sentences"], minlength=self.size).astype(np.float32)
        self.readable = torch.from_numpy(lessons["until"][:, -1] > 0).to(device)
        self.common = torch.from_numpy(counts**0.5).to(device) * self.readable
        self.particles = torch.tensor([characters.index(c) for c in PARTICLES], device=device)

    def slipped(self, meant: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Sentences as they might be written, what each place should read, and what is missing before it."""
        x, y = meant, meant
        missing = torch.full_like(x, self.size)
        kind = float(torch.rand(()))
        if kind < _TOO_MANY:
            x, y, missing = self._too_many(x)
        elif kind < _TOO_MANY + _TOO_FEW:
            x, y, missing = self._too_few(x, missing)
        return self._covered(self._particles(self._changed(x))), y, missing

    def _changed(self, x: Tensor) -> Tensor:
        rows = len(x)
        rate = torch.tensor(_SLIPS, device=x.device)[torch.randint(len(_SLIPS), (rows, 1), device=x.device)]
        rate = rate * (torch.rand(rows, 1, device=x.device) > _CLEAN)
        x = self._other_words(x, rate * _WORDS)
        chosen = (torch.rand(x.shape, device=x.device) < rate * (1 - _WORDS)) & self.readable[x]
        places = chosen.flatten().nonzero()[:, 0]
        old = x.flatten()[places]
        draw = torch.rand(len(places), 1, device=x.device)
        new = self.written[old, (draw > self.until[old]).sum(1).clamp(max=self.until.shape[1] - 1)]
        anything = torch.rand(len(places), device=x.device) < _ANYTHING
        new = torch.where(
            anything, torch.multinomial(self.common, max(len(places), 1), replacement=True)[: len(new)], new
        )
        flat = x.flatten().clone()
        flat[places] = torch.where(new > 2, new, old)
        return self._swapped(flat.view(x.shape), rate * _SWAPS)

    def _other_words(self, x: Tensor, rate: Tensor) -> Tensor:
        key = x[:, :-1] * self.size + x[:, 1:]
        at = torch.searchsorted(self.keys, key).clamp(max=len(self.keys) - 1)
        chosen = (self.keys[at] == key) & (torch.rand(key.shape, device=x.device) < rate)
        chosen[:, 1:] &= ~chosen[:, :-1]
        row, column = chosen.nonzero(as_tuple=True)
        word = self.words[at[row, column], torch.randint(self.words.shape[1], (len(row),), device=x.device)]
        x = x.clone()
        x[row, column], x[row, column + 1] = word // self.size, word % self.size
        return x

    def _swapped(self, x: Tensor, rate: Tensor) -> Tensor:
        both = self.readable[x[:, :-1]] & self.readable[x[:, 1:]]
        chosen = both & (torch.rand(both.shape, device=x.device) < rate)
        chosen[:, 1:] &= ~chosen[:, :-1]
        row, column = chosen.nonzero(as_tuple=True)
        y = x.clone()
        y[row, column], y[row, column + 1] = x[row, column + 1], x[row, column]
        return y

    def _particles(self, x: Tensor) -> Tensor:
        three = torch.isin(x, self.particles)
        rows = torch.rand(len(x), 1, device=x.device) < _WITH_PARTICLES
        chosen = three & rows & (torch.rand(x.shape, device=x.device) < _PARTICLES)
        return torch.where(chosen, self.particles[torch.randint(3, x.shape, device=x.device)], x)

    def _covered(self, x: Tensor) -> Tensor:
        rows = torch.rand(len(x), 1, device=x.device) < _COVERED
        chosen = (x > START) & rows & (torch.rand(x.shape, device=x.device) < _COVERED_SHARE)
        return torch.where(chosen, torch.full_like(x, self.size), x)

    def _place(self, x: Tensor) -> Tensor:
        """A place in each sentence, behind its first mark."""
        lengths = (x > START).sum(1, keepdim=True)
        return 1 + (torch.rand(len(x), 1, device=x.device) * lengths).long()

    def _too_many(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """One character more in each sentence: the one before it again, its neighbour's, or any."""
        at = self._place(x)
        where = torch.arange(x.shape[1] + 1, device=x.device).expand(len(x), -1)
        source = torch.where(where > at, where - 1, where).clamp(max=x.shape[1] - 1)
        longer = x.gather(1, source)
        anything = torch.multinomial(self.common, len(x), replacement=True)[:, None]
        twice = x.gather(1, at.clamp(max=x.shape[1] - 1))
        extra = torch.where((torch.rand(len(x), 1, device=x.device) < 0.5) & self.readable[twice], twice, anything)
        here = where == at
        return (
            torch.where(here, extra, longer),
            torch.where(here, torch.full_like(longer, self.size), longer),
            (torch.full_like(longer, self.size)),
        )

    def _too_few(self, x: Tensor, missing: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """One character less in each sentence."""
        at = self._place(x)
        lost = x.gather(1, at.clamp(max=x.shape[1] - 1))
        ok = self.readable[lost]
        where = torch.arange(x.shape[1], device=x.device).expand(len(x), -1)
        shorter = x.gather(1, torch.where(ok & (where >= at), where + 1, where).clamp(max=x.shape[1] - 1))
        last = torch.full_like(shorter, BREAK)
        shorter = torch.where(ok & (where == x.shape[1] - 1), last, shorter)
        return shorter, shorter, torch.where(ok & (where == at), lost, missing)
