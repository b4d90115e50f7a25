"""How the engine's functions are compiled: once, when first called, and kept on disk.

`outer` functions are called from Python; `inner` ones only from compiled code, so the wrappers that take Python's
arguments apart, which cost more to compile than the functions, are left out.
"""

from numba import njit

outer = njit(cache=True, nogil=True, error_model="numpy", no_cfunc_wrapper=True)
inner = njit(cache=True, nogil=True, error_model="numpy", no_cfunc_wrapper=True, no_cpython_wrapper=True)
