"""Training of the digit net; the one module that needs PyTorch (`pip install torch`).

Specimens are made as they are needed, in a process of their own for each core, so none is seen
twice. The same seed gives the same specimens; sums of floats differ a little between machines.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from extractors.ocr.handwriting.net import HEIGHT, SYMBOLS
from extractors.ocr.handwriting.specimens import Hands, Specimen, make_specimen


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

    specimens: int = 300_000
    batch: int = 64
    rate: float = 2e-3
    workers: int = 2
    seed: int = 1


class Net(nn.Module):
    """Convolutions that fold the strip's height away, then some along its width."""

    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for into, out, size, pool in (
            (1, 16, 5, (2, 2)), (16, 32, 3, (2, 1)), (32, 48, 3, (2, 1)), (48, 64, 3, None),
            (64, 64, 3, None),
        ):  # fmt: skip
            layers += [nn.Conv2d(into, out, size, padding=size // 2, bias=False)]
            layers += [nn.BatchNorm2d(out), nn.ReLU()]
            if pool:
                layers += [nn.MaxPool2d(pool)]
        for into, kernel in ((64, (HEIGHT // 8, 3)), (96, (1, 5)), (96, (1, 5))):
            layers += [nn.Conv2d(into, 96, kernel, padding=(0, kernel[1] // 2), bias=False)]
            layers += [nn.BatchNorm2d(96), nn.ReLU(), nn.Dropout(0.1)]
        layers += [nn.Conv2d(96, len(SYMBOLS), (1, 1))]
        self.layers = nn.Sequential(*layers)

    def forward(self, ink: Tensor) -> Tensor:
        """(N, 1, HEIGHT, W) ink from 0 to 1 to (N, W / 2, symbols) logarithms."""
        columns: Tensor = self.layers(ink)[:, :, 0]
        return torch.log_softmax(columns.permute(0, 2, 1), dim=2)


# So many batches are made at once and sorted by width, so that little is filled up with paper.
_SORTED = 8


class _Stream(IterableDataset[list[Specimen]]):
    """Batches without end, others in every process."""

    def __init__(self, hands: Hands, seed: int, batch: int) -> None:
        self.hands, self.seed, self.batch = hands, seed, batch

    def __iter__(self) -> Iterator[list[Specimen]]:
        worker = get_worker_info()
        rng = np.random.default_rng((self.seed, worker.id if worker else 0))
        while True:
            made = [make_specimen(rng, self.hands) for _ in range(_SORTED * self.batch)]
            made.sort(key=lambda specimen: specimen.pixels.shape[1])
            for i in rng.permutation(_SORTED):
                yield made[i * self.batch : (i + 1) * self.batch]


def _collate(specimens: Sequence[Specimen]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Ink, widths in steps, symbols one after another, and how many each specimen has."""
    widths = [s.pixels.shape[1] for s in specimens]
    # Few different widths: the convolutions are prepared anew for each.
    wide = -(-max(widths) // 32) * 32
    ink = np.zeros((len(specimens), 1, HEIGHT, wide), np.float32)
    for row, specimen in zip(ink, specimens, strict=True):
        row[0, :, : specimen.pixels.shape[1]] = (255 - specimen.pixels.astype(np.float32)) / 255
    symbols = [SYMBOLS.index(c) for s in specimens for c in s.text]
    return (
        torch.from_numpy(ink),
        torch.full((len(specimens),), wide // 2),
        torch.tensor(symbols, dtype=torch.long),
        torch.tensor([len(s.text) for s in specimens]),
    )


def train(hands: Hands, plan: Plan, told: Callable[[int, float], None]) -> bytes:
    """Train a net; the bytes of its ONNX file.

    Args:
        hands: What specimens are made from.
        plan: How long and how.
        told: Is told the steps made and the mean loss since it was told last, every 200 steps.
    """
    torch.manual_seed(plan.seed)
    net = Net().to(memory_format=torch.channels_last)
    steps = plan.specimens // plan.batch
    optimizer = torch.optim.AdamW(net.parameters(), plan.rate, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, plan.rate, total_steps=steps)
    loader = DataLoader(
        _Stream(hands, plan.seed, plan.batch), None, num_workers=plan.workers, collate_fn=_collate
    )
    losses: list[float] = []
    for step, (ink, widths, symbols, lengths) in zip(range(1, steps + 1), loader, strict=False):
        loss = nn.functional.ctc_loss(
            net(ink).permute(1, 0, 2), symbols, widths, lengths, zero_infinity=True
        )
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
        net, (torch.zeros(1, 1, HEIGHT, 256),), file, dynamo=False, opset_version=17,
        input_names=["ink"], output_names=["logs"],
        dynamic_axes={"ink": {0: "n", 3: "w"}, "logs": {0: "n", 1: "t"}},
    )  # fmt: skip
    return file.getvalue()
