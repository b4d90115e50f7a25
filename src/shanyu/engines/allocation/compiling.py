"""How the engine's functions are compiled, and when they are run as plain Python instead.

`outer` functions are called from Python; `inner` ones only from compiled code, so the wrappers that take Python's
arguments apart, which cost more to compile than the functions, are left out. What is compiled is kept on disk.

To compile takes most of a minute on a machine that never did it; the programme of a city's district takes seconds as
plain Python. So `fitting` compiles for large problems only. The result is the same to the last number: it is the
same source, and whole numbers throughout.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from types import FunctionType

import numpy as np
from numba import njit
from numba.core.dispatcher import Dispatcher

outer = njit(cache=True, nogil=True, error_model="numpy", no_cfunc_wrapper=True)
inner = njit(cache=True, nogil=True, error_model="numpy", no_cfunc_wrapper=True, no_cpython_wrapper=True)

SMALL = 20_000
"""Children up to whom nobody waits for the compiler: about ten seconds of plain Python."""

_always: ContextVar[bool] = ContextVar("always_compiled", default=False)


@contextmanager
def compiled() -> Iterator[None]:
    """Inside it `fitting` compiles whatever it is asked for."""
    token = _always.set(True)
    try:
        yield
    finally:
        _always.reset(token)


def fitting(function: Dispatcher, children: int) -> Callable:
    """The `outer` function for a problem with so many children: compiled if it is large, or if that was done before."""
    if children > SMALL or function.signatures or _always.get():
        return function
    return as_python(function)


@cache
def as_python(function: Dispatcher) -> Callable:
    """The `outer` function uncompiled, for the same arguments: arrays, or named tuples of arrays, changed in place."""
    plain = _uncompiled(function, {})

    def call(*given: object) -> object:
        return plain(*map(_viewed, given))

    return call


def _uncompiled(function: Dispatcher, done: dict[Dispatcher, FunctionType]) -> FunctionType:
    """The function as it was written, calling those that it calls in the same way. done: those that were made."""
    if function not in done:
        source = function.py_func
        names: dict[str, object] = {}
        done[function] = FunctionType(source.__code__, names, source.__name__, source.__defaults__)
        for name, value in source.__globals__.items():
            names[name] = _uncompiled(value, done) if isinstance(value, Dispatcher) else value
    return done[function]


def _viewed(value: object) -> object:
    """Arrays of one dimension as memory views: their items are Python's numbers, several times as fast as numpy's."""
    if isinstance(value, np.ndarray):
        return memoryview(value) if value.ndim == 1 else value
    if isinstance(value, tuple):
        return type(value)(*map(_viewed, value))
    return value
