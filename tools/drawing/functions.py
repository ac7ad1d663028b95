"""Functions that several figures plot."""

from __future__ import annotations

from collections.abc import Callable
from math import exp

Function = Callable[[float], float]


def sigmoid(z: float) -> float:
    return 1 / (1 + exp(-z)) if z > -700 else 0.0


def relu(z: float) -> float:
    return max(z, 0.0)


def unit(phi: Function, w: float, b: float) -> Function:
    """A neuron with one input."""
    return lambda x: phi(w * x + b)
