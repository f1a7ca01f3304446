"""Opens the project's small nets, which onnxruntime runs in one thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import ErrorCode, SohoaError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

# Least severity of what the runtime says (it warns of missing graphics cards).
_ERRORS = 3


def open_net(path: Path, name: str, *, keeps_memory: bool = True) -> InferenceSession:
    """The net of one weights file.

    Args:
        path: An ONNX file.
        name: What `sohoa train` calls the nets of its kind: "digits", "seals".
        keeps_memory: Memory of one run is kept for the next, which large layers should not do.

    Raises:
        SohoaError: `engine_missing`.
    """
    if not path.is_file():
        raise SohoaError(
            ErrorCode.ENGINE_MISSING,
            f"The {name.removesuffix('s')} net {path} is missing.",
            f"Install the project again, or make it with `sohoa train {name}`.",
        )
    # Loading takes a tenth of a second, which few processes need to spend.
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = _ERRORS
    options.enable_cpu_mem_arena = keeps_memory
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
