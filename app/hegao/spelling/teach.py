"""Teach the network: ``python -m hegao.spelling.teach LESSONS --to FOLDER --minutes 8``; needs PyTorch and a GPU.

Each sentence is shown with slips of the pen made by chance, other ones every time it comes up: single characters,
words of two, neighbours swapped, 的地得, a character too many or too few, and characters covered up, from which the
network learns the language (Wu et al., "Rethinking Masked Language Modeling for Chinese Spelling Correction", 2023).
It shall say at each place what was meant, and which character, if any, is missing before it.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, scaled_dot_product_attention

from hegao.spelling.network import Network as Written
from hegao.spelling.pen import Pen
from hegao.spelling.symbols import BREAK, RESERVED, START, Alphabet

LONGEST: Final = 192
_STEP: Final = 8
_BATCH: Final = 1 << 17
_RATE: Final = 1.5e-3
_WARM: Final = 0.03


@dataclass(frozen=True)
class Shape:
    """The size of the network: symbols it reads, width, layers, heads."""

    symbols: int
    width: int = 384
    layers: int = 6
    heads: int = 6


class Network(nn.Module):
    """A transformer encoder (RMS norms before each part, rotary places, squared ReLU) with two outputs a place."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        w = shape.width
        self.embedding = nn.Embedding(shape.symbols + 1, w)
        nn.init.normal_(self.embedding.weight, std=0.02)
        self.norms = nn.Parameter(torch.ones(2 * shape.layers + 2, w))
        self.attention_in = nn.ParameterList([_matrix(w, 3 * w) for _ in range(shape.layers)])
        self.attention_out = nn.ParameterList([_matrix(w, w, 0.3) for _ in range(shape.layers)])
        self.inner = nn.ParameterList([_matrix(w, 4 * w) for _ in range(shape.layers)])
        self.outer = nn.ParameterList([_matrix(4 * w, w, 0.3) for _ in range(shape.layers)])
        self.missing = _matrix(w, w)
        self.bias = nn.Parameter(torch.zeros(2, shape.symbols + 1))
        half = w // shape.heads // 2
        angles = torch.outer(torch.arange(LONGEST + 16).float(), 10_000.0 ** (-torch.arange(half) / half))
        self.register_buffer("cos", angles.cos(), persistent=False)
        self.register_buffer("sin", angles.sin(), persistent=False)

    def forward(self, numbers: Tensor) -> tuple[Tensor, Tensor]:
        """For symbols (batch, length) the hidden rows for what is meant, and for what is missing before."""
        x = self.embedding(numbers) * self.shape.width**0.5
        for layer in range(self.shape.layers):
            x = x + self._attended(_norm(x, self.norms[2 * layer]), layer)
            inner = torch.relu(_norm(x, self.norms[2 * layer + 1]) @ self.inner[layer])
            x = x + (inner * inner) @ self.outer[layer]
        x = _norm(x, self.norms[-2])
        return x, _norm(x @ self.missing, self.norms[-1])

    def scores(self, rows: Tensor, head: int) -> Tensor:
        """Scores of every symbol, and of the one beyond them, for hidden rows."""
        return rows @ self.embedding.weight.T + self.bias[head]

    def _attended(self, x: Tensor, layer: int) -> Tensor:
        batch, length, width = x.shape
        heads = self.shape.heads
        q, k, v = (x @ self.attention_in[layer]).view(batch, length, 3, heads, width // heads).permute(2, 0, 3, 1, 4)
        y = scaled_dot_product_attention(self._turned(q), self._turned(k), v)
        return y.transpose(1, 2).reshape(batch, length, width) @ self.attention_out[layer]

    def _turned(self, x: Tensor) -> Tensor:
        cos, sin = self.cos[: x.shape[2]].to(x.dtype), self.sin[: x.shape[2]].to(x.dtype)
        a, b = x.chunk(2, dim=-1)
        return torch.cat([a * cos - b * sin, a * sin + b * cos], dim=-1)


def _matrix(rows: int, columns: int, scale: float = 1.0) -> nn.Parameter:
    return nn.Parameter(torch.randn(rows, columns) * scale * rows**-0.5)


def _norm(x: Tensor, weight: Tensor) -> Tensor:
    return (x.float() * torch.rsqrt(x.float().pow(2).mean(-1, keepdim=True) + 1e-6)).to(x.dtype) * weight.to(x.dtype)


class Batches:
    """Sentences of about one length at a time, in an order drawn anew each round."""

    def __init__(self, sentences: np.ndarray, device: str) -> None:
        begins = _cut(sentences)
        lengths = np.minimum(np.diff(np.append(begins, len(sentences))), LONGEST - _STEP)
        self._stream = torch.from_numpy(np.append(sentences, np.zeros(LONGEST, np.uint16)).astype(np.int32)).to(device)
        size = (lengths + _STEP) // _STEP * _STEP
        self._groups = {int(n): (begins[size == n], lengths[size == n]) for n in np.unique(size)}
        self._chance = np.random.default_rng(1)

    def __iter__(self) -> Iterator[Tensor]:
        """Without end: (batch, length) symbols, each row ending in at least one ``BREAK``."""
        while True:
            parts = []
            for size, (begins, lengths) in self._groups.items():
                order = self._chance.permutation(len(begins))
                rows = _BATCH // size
                parts += [(size, begins[p], lengths[p]) for p in np.split(order, range(rows, len(order), rows))]
            for at in self._chance.permutation(len(parts)):
                yield self._rows(*parts[at])

    def _rows(self, size: int, begins: np.ndarray, lengths: np.ndarray) -> Tensor:
        device = self._stream.device
        within = torch.arange(size, device=device)
        rows = self._stream[torch.from_numpy(begins).to(device)[:, None] + within].long()
        return torch.where(within < torch.from_numpy(lengths).to(device)[:, None], rows, BREAK)


def _cut(sentences: np.ndarray) -> np.ndarray:
    """Where pieces begin: at each mark, and in long sentences every so many characters."""
    marks = np.flatnonzero(sentences == START)
    lengths = np.diff(np.append(marks, len(sentences)))
    most = LONGEST - _STEP
    more = [
        np.arange(begin + most, begin + length, most)
        for begin, length in zip(marks, lengths, strict=True)
        if length > most
    ]
    return np.sort(np.concatenate([marks, *more]))


def loss_of(network: Network, pen: Pen, meant: Tensor) -> Tensor:
    """Cross entropy of what is meant, and of what is missing, over all places but the padding."""
    x, y, missing = pen.slipped(meant)
    rows, gaps = (part.flatten(0, 1) for part in network(x))
    real = ((x > BREAK) | (y > BREAK)).flatten()
    y, missing, changed = y.flatten(), missing.flatten(), (x != y).flatten()
    first = _sampled(network, 0, rows, y, real & changed, real & ~changed, 0.25)
    lacking = missing != pen.size
    return first + _sampled(network, 1, gaps, missing, real & lacking, real & ~lacking, 0.1)


def _sampled(
    network: Network, head: int, rows: Tensor, wanted: Tensor, all_of: Tensor, some: Tensor, share: float
) -> Tensor:
    """Mean cross entropy over two sets of places, the second by a sample: its places are many and easy."""
    drawn = some & (torch.rand(some.shape, device=some.device) < share)
    chosen = (all_of | drawn).nonzero()[:, 0]
    each = cross_entropy(network.scores(rows[chosen], head).float(), wanted[chosen], reduction="none")
    return (each * torch.where(drawn[chosen], 1 / share, 1.0)).sum() / (all_of | some).sum()


def teach(folder: Path, characters: str, seconds: float, device: str, shape: dict[str, int], fast: bool) -> Network:
    """The network after so many seconds of lessons.

    Raises:
        OSError: the folder holds no lessons.
    """
    lessons = dict(np.load(folder / "lessons.npz"))
    torch.manual_seed(0)
    pen, batches = Pen(lessons, characters, device), Batches(lessons["sentences"], device)
    network = Network(Shape(len(characters), **shape)).to(device)
    optimizer = torch.optim.AdamW(_groups(network), lr=_RATE, betas=(0.9, 0.98))
    if fast:
        network.compile(dynamic=True)
        for meant, _ in zip(batches, range(4), strict=False):  # what has to be compiled shall not count as lessons
            with torch.autocast(device, dtype=torch.bfloat16):
                loss_of(network, pen, meant).backward()
    begin, seen, shown = time.monotonic(), 0, 0.0
    average = None
    for step, meant in enumerate(batches):
        done = (time.monotonic() - begin) / seconds
        if done >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = _RATE * min(done / _WARM + 0.02, 1.0) * max(1 - done, 0.0)
        with torch.autocast(device, dtype=torch.bfloat16):
            loss = loss_of(network, pen, meant)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        seen += meant.numel()
        value = loss.detach()
        average = value if average is None else average * 0.98 + value * 0.02
        if done - shown > 0.02 or step < 3:
            shown = done
            passed = time.monotonic() - begin
            sys.stdout.write(
                f"{passed:6.0f} s  step {step}  {seen / passed / 1e6:.2f} M/s  loss {float(average):.4f}\n"
            )
            sys.stdout.flush()
    return network


def _groups(network: Network) -> list[dict[str, Any]]:
    matrices = [p for p in network.parameters() if p.ndim == 2 and p.shape[0] > 64]
    others = [p for p in network.parameters() if not (p.ndim == 2 and p.shape[0] > 64)]
    return [{"params": matrices, "weight_decay": 0.05}, {"params": others, "weight_decay": 0.0}]


def export(network: Network, characters: str, folder: Path) -> None:
    """Write what :class:`hegao.spelling.network.Network` reads; it does not ask what is missing."""
    weights = {name: value.detach().float().cpu().numpy() for name, value in network.state_dict().items()}
    del weights["missing"]
    Written(Alphabet(characters), weights).save(folder)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="hegao.spelling.teach", description=__doc__)
    parser.add_argument("lessons", type=Path, help="folder made by hegao.spelling.lessons")
    parser.add_argument("--to", type=Path, required=True, help="folder of the network")
    parser.add_argument("--minutes", type=float, default=8.0)
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--width", type=int, default=384)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--heads", type=int, default=6)
    parser.add_argument("--plain", action="store_true", help="do not compile")
    o = parser.parse_args(arguments)
    shape = {"width": o.width, "layers": o.layers, "heads": o.heads}
    characters = RESERVED + (o.lessons / "characters.txt").read_text(encoding="utf-8")
    export(teach(o.lessons, characters, o.minutes * 60, o.device, shape, not o.plain), characters, o.to)


if __name__ == "__main__":
    main()
