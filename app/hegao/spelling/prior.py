"""How common slips are in a text, which decides what a doubtful one is worth.

Certainties hold where as many sentences are faulty as among the pairs that taught them. How many are in a text is
estimated from what is found in it, and the certainties follow (Saerens, Latinne and Decaestecker, 2002).
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

_BELIEF: Final = 20
"""So many sentences' worth the share among the pairs is believed in before anything is seen of a text."""
_ROUNDS: Final = 50


def shift(worst: Sequence[float], sentences: int, usual: float) -> float:
    """What to add to the log odds of every slip in a text.

    ``worst`` are the log odds of the likeliest slip of each sentence that has one, of ``sentences`` in all; ``usual``
    is the share of faulty sentences for which they hold.
    """
    odds, share = np.array(worst, dtype=np.float64), usual
    for _ in range(_ROUNDS):
        moved = _log_odds(share) - _log_odds(usual)
        share = float(((1 / (1 + np.exp(-odds - moved))).sum() + _BELIEF * usual) / (sentences + _BELIEF))
    return _log_odds(share) - _log_odds(usual)


def _log_odds(share: float) -> float:
    return float(np.log(share / (1 - share)))
