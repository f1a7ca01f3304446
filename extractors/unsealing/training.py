"""Training of the seal net; needs PyTorch (`pip install torch`), which nothing else does.

Specimens are made as they are needed and none is seen twice. The same seed gives the same
specimens; sums of floats differ a little between machines.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from extractors.unsealing.net import shown
from extractors.unsealing.specimens import COLUMNS, ROWS, make_specimen


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how the net is trained.

    Attributes:
        specimens: So many are made and seen once.
        batch: So many at a time.
        rate: Highest learning rate.
        workers: Processes that make specimens.
        seed: Of specimens and first weights.
    """

    specimens: int = 60_000
    batch: int = 16
    rate: float = 3e-3
    workers: int = 1
    seed: int = 1


def _convolve(into: int, out: int) -> nn.Sequential:
    layers: list[nn.Module] = []
    for first, last in ((into, out), (out, out)):
        layers += [nn.Conv2d(first, last, 3, padding=1, bias=False), nn.BatchNorm2d(last)]
        layers += [nn.ReLU()]
    return nn.Sequential(*layers)


class Net(nn.Module):
    """A small U-Net (Ronneberger et al. 2015) over cells of 2 x 2 pixels."""

    def __init__(self) -> None:
        super().__init__()
        widths = (24, 32, 48, 64)
        self.cells = nn.PixelUnshuffle(2)
        self.down = nn.ModuleList(
            _convolve(into, out) for into, out in zip((12, *widths), widths, strict=False)
        )
        self.up = nn.ModuleList(
            _convolve(deep + side, side)
            for deep, side in zip(widths[:0:-1], widths[-2::-1], strict=True)
        )
        self.out = nn.Sequential(nn.Conv2d(widths[0], 4, 1), nn.PixelShuffle(2))

    def forward(self, ink: Tensor) -> Tensor:
        """(N, 3, H, W) of `net.shown` to (N, 1, H, W) logits of print."""
        x = self.cells(ink)
        sides: list[Tensor] = []
        for i, layer in enumerate(self.down):
            x = layer(x if i == 0 else nn.functional.max_pool2d(x, 2))
            sides.append(x)
        for layer, side in zip(self.up, sides[-2::-1], strict=True):
            x = layer(torch.cat([nn.functional.interpolate(x, scale_factor=2.0), side], 1))
        logits: Tensor = self.out(x)
        return logits


class _Chances(nn.Module):
    """The net as it is stored: its answer as probabilities."""

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.net = net

    def forward(self, ink: Tensor) -> Tensor:
        return torch.sigmoid(self.net(ink))


class _Stream(IterableDataset[tuple[Tensor, Tensor]]):
    """Batches without end, others in every process."""

    def __init__(self, faces: Sequence[Path], seed: int, batch: int) -> None:
        self.faces, self.seed, self.batch = faces, seed, batch

    def __iter__(self) -> Iterator[tuple[Tensor, Tensor]]:
        worker = get_worker_info()
        rng = np.random.default_rng((self.seed, worker.id if worker else 0))
        while True:
            made = [make_specimen(rng, self.faces) for _ in range(self.batch)]
            seen = np.stack([shown(s.grey, s.seal) for s in made])
            right = np.stack([s.print for s in made]).astype(np.float32)
            yield torch.from_numpy(seen), torch.from_numpy(right)[:, None]


def train(faces: Sequence[Path], plan: Plan, told: Callable[[int, float], None]) -> bytes:
    """Train a net on specimens in these fonts of print; the bytes of its ONNX file.

    Args:
        faces: Font files.
        plan: How long and how.
        told: Is told the steps made and the mean loss since it was told last, every 200 steps.
    """
    torch.manual_seed(plan.seed)
    net = Net().to(memory_format=torch.channels_last)
    steps = plan.specimens // plan.batch
    optimizer = torch.optim.AdamW(net.parameters(), plan.rate, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, plan.rate, total_steps=steps)
    loader = DataLoader(_Stream(faces, plan.seed, plan.batch), None, num_workers=plan.workers)
    losses: list[float] = []
    for step, (seen, right) in zip(range(1, steps + 1), loader, strict=False):
        # Only ink can be wiped out: what paper is held for does not matter.
        weight = (seen[:, :1] > 0.12).float()
        loss = nn.functional.binary_cross_entropy_with_logits(
            net(seen.contiguous(memory_format=torch.channels_last)), right, weight, reduction="sum"
        ) / weight.sum().clamp(min=1)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
        if step % 200 == 0 or step == steps:
            told(step, float(np.mean(losses)))
            losses.clear()
    return _export(net)


def _export(net: Net) -> bytes:
    net.eval()
    file = io.BytesIO()
    torch.onnx.export(
        _Chances(net), (torch.zeros(1, 3, ROWS, COLUMNS),), file, dynamo=False, opset_version=17,
        input_names=["ink"], output_names=["print"],
        dynamic_axes={"ink": {0: "n", 2: "h", 3: "w"}, "print": {0: "n", 2: "h", 3: "w"}},
    )  # fmt: skip
    return file.getvalue()
