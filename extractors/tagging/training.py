"""Training of the tagger's net; needs PyTorch (`pip install torch`), which nothing else does.

The same papers and seed give the same net, but for sums of floats that differ between machines.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from extractors.tagging.net import MOST, OTHER, PLACES, RELATIONS, TABLES, Example, relations

# Sizes of what is known of a word, by `TABLES`; of its place; of its paper's type.
WORDS, PLACE, TYPE = (64, 32, 32, 32), 32, 32
WIDTH, LAYERS, HEADS, DROPPED = 128, 3, 4, 0.1
# Words further apart in reading order than this are only before or after; each looks at so many
# neighbours in order.
FAR, NEIGHBOURS = 12, 5
# Words are kept back one by one at one of these rates, and others throughout the paper, so that
# the net learns to do with the rest: it will meet words that it has never seen, and misread ones.
KEPT_BACK, NEVER_SEEN, SHAPES_KEPT_BACK = (0.0, 0.05, 0.15, 0.3), (0.0, 0.05, 0.15), 0.03
# Papers lie a little aside, in shares of the page.
SHIFTED = 0.015
# Papers of like length are taken together, from so many batches.
POOL = 20


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how the net is trained.

    Attributes:
        rounds: Each paper is seen so often.
        batch: So many at a time.
        rate: Highest learning rate.
        seed: Of first weights, order and what is kept back.
    """

    rounds: int = 2
    batch: int = 16
    rate: float = 2e-3
    seed: int = 1


class _Layer(nn.Module):
    """Attention that is told how words stand to each other, and a little convolution in order."""

    def __init__(self) -> None:
        super().__init__()
        self.before = nn.LayerNorm(WIDTH)
        self.beside = nn.Conv1d(
            WIDTH, WIDTH, NEIGHBOURS, padding=NEIGHBOURS // 2, groups=WIDTH
        )  # fmt: skip
        self.ask = nn.Linear(WIDTH, 3 * WIDTH)
        self.answer = nn.Linear(WIDTH, WIDTH)
        self.think = nn.Sequential(
            nn.LayerNorm(WIDTH), nn.Linear(WIDTH, 2 * WIDTH), nn.GELU(), nn.Linear(2 * WIDTH, WIDTH)
        )
        self.drop = nn.Dropout(DROPPED)

    def forward(self, x: Tensor, bias: Tensor, there: Tensor) -> Tensor:
        """(B, N, WIDTH) words with (B, HEADS, N, N) of each other, (B, N, 1) of the paper."""
        y = self.before(x)
        y = y + self.beside((y * there).transpose(1, 2)).transpose(1, 2)
        parts = self.ask(y).unflatten(-1, (3, HEADS, WIDTH // HEADS)).permute(2, 0, 3, 1, 4)
        found = nn.functional.scaled_dot_product_attention(*parts, attn_mask=bias)
        x = x + self.drop(self.answer(found.transpose(1, 2).flatten(2)))
        thought: Tensor = x + self.drop(self.think(x))
        return thought


class Net(nn.Module):
    """The net, which says (B, N, fields) logits."""

    def __init__(self, fields: int, types: int) -> None:
        super().__init__()
        self.words = nn.ModuleList(
            nn.Embedding(size, width, padding_idx=0)
            for size, width in zip(TABLES, WORDS, strict=True)
        )
        self.paper = nn.Embedding(types, TYPE)
        self.place = nn.Linear(3 * PLACES, PLACE)
        self.into = nn.Linear(sum(WORDS) + PLACE + TYPE, WIDTH)
        self.relation = nn.Embedding(RELATIONS, LAYERS * HEADS)
        self.distance = nn.Embedding(2 * FAR + 1, LAYERS * HEADS)
        nn.init.zeros_(self.relation.weight)
        nn.init.zeros_(self.distance.weight)
        self.layers = nn.ModuleList(_Layer() for _ in range(LAYERS))
        self.drop = nn.Dropout(DROPPED)
        self.out = nn.Sequential(nn.LayerNorm(WIDTH), nn.Linear(WIDTH, fields))

    def forward(
        self, words: Tensor, places: Tensor, kind: Tensor, relation: Tensor, there: Tensor
    ) -> Tensor:
        """What `net.Known` holds of papers of a type (B,), and (B, N) which words there are."""
        angles = places * (2 * torch.pi)
        place = self.place(torch.cat([places, angles.sin(), angles.cos()], -1))
        said = [table(words[..., i]) for i, table in enumerate(self.words)]
        of_type = self.paper(kind)[:, None].expand(-1, words.shape[1], -1)
        x = self.drop(self.into(torch.cat([*said, place, of_type], -1)))
        order = torch.arange(words.shape[1])
        apart = (order[None] - order[:, None]).clamp(-FAR, FAR) + FAR
        bias = (self.relation(relation) + self.distance(apart)[None]).permute(0, 3, 1, 2)
        nobody = (~there)[:, None, None, :] * -1e4
        for i, layer in enumerate(self.layers):
            own = bias[:, i * HEADS : (i + 1) * HEADS] + nobody
            x = layer(x, own, there[..., None])
        logits: Tensor = self.out(x)
        return logits


class _Stored(nn.Module):
    """The net as it is stored: one paper at a time."""

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.net = net

    def forward(self, words: Tensor, places: Tensor, kind: Tensor, relation: Tensor) -> Tensor:
        there = torch.ones_like(words[..., 0], dtype=torch.bool)
        found: Tensor = self.net(words, places, kind, relation, there)
        return found


def train(seen: Sequence[Example], plan: Plan, told: Callable[[int, float], None]) -> bytes:
    """Train a net on papers whose words are known; the bytes of its ONNX file.

    Args:
        seen: The papers.
        plan: How long and how.
        told: Is told the steps made and the mean loss since it was told last, every 200 steps.

    Raises:
        ValueError: There is nothing to learn from.
    """
    if not seen:
        raise ValueError("no papers")
    types: dict[str, list[str]] = {}
    for name in sorted({item.type for item in seen}):
        found = {x for item in seen if item.type == name for x in item.fields}
        types[name] = sorted(found - {OTHER})
    fields = [OTHER, *sorted({name for own in types.values() for name in own})]
    papers = _Papers(seen, types, fields, np.random.default_rng(plan.seed))
    torch.manual_seed(plan.seed)
    net = Net(len(fields), len(types))
    steps = max(1, plan.rounds * len(seen) // plan.batch)
    optimizer = torch.optim.AdamW(net.parameters(), plan.rate, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, plan.rate, total_steps=steps + 1, pct_start=0.1
    )
    losses: list[float] = []
    for step, (given, right, own) in zip(
        range(1, steps + 1), papers.batches(plan.batch), strict=False
    ):
        # A paper has only the fields of its type.
        logits = net(*given) + own[:, None]
        loss = nn.functional.cross_entropy(logits.flatten(0, 1), right.flatten(), ignore_index=-1)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 2.0)
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
        if step % 200 == 0 or step == steps:
            told(step, float(np.mean(losses)))
            losses.clear()
    return _export(net, {"types": types, "fields": fields})


Batch = tuple[tuple[Tensor, ...], Tensor, Tensor]


class _Papers:
    """Papers as batches, without end."""

    def __init__(
        self, seen: Sequence[Example], types: Mapping[str, Sequence[str]], fields: Sequence[str],
        random: np.random.Generator,
    ) -> None:  # fmt: skip
        self._seen, self._random = seen, random
        self._types = {name: i for i, name in enumerate(types)}
        self._fields = {name: i for i, name in enumerate(fields)}
        self._own = np.full((len(types), len(fields)), -1e4, np.float32)
        for i, own in enumerate(types.values()):
            self._own[i, [self._fields[name] for name in (OTHER, *own)]] = 0

    def batches(self, size: int) -> Iterator[Batch]:
        """Papers of like length together."""
        while True:
            order = self._random.permutation(len(self._seen))
            for start in range(0, len(order), size * POOL):
                pool = sorted(order[start : start + size * POOL], key=self._length)
                parts = [pool[i : i + size] for i in range(0, len(pool), size)]
                for i in self._random.permutation(len(parts)):
                    yield self._batch([self._seen[k] for k in parts[i]])

    def _length(self, number: int) -> int:
        return len(self._seen[number].fields)

    def _batch(self, papers: Sequence[Example]) -> Batch:
        longest = min(MOST, max(len(paper.fields) for paper in papers))
        shape = (len(papers), longest)
        words, places = np.zeros((*shape, len(TABLES)), np.int64), np.zeros((*shape, PLACES))
        related = np.full((*shape, longest), RELATIONS - 1, np.int64)
        right, there = np.full(shape, -1, np.int64), np.zeros(shape, bool)
        kinds = np.array([self._types[paper.type] for paper in papers])
        for i, paper in enumerate(papers):
            size = min(longest, len(paper.fields))
            start = int(self._random.integers(0, len(paper.fields) - size + 1))
            known = paper.known.part(start, start + size)
            words[i, :size] = self._kept_back(known.words)
            places[i, :size] = known.places
            places[i, :size, :3] += self._random.normal(0, SHIFTED, 3)
            related[i, :size, :size] = relations(known.boxes)
            right[i, :size] = [self._fields[x] for x in paper.fields[start : start + size]]
            there[i, :size] = True
        given = (words, places.astype(np.float32), kinds, related, there)
        own = torch.from_numpy(self._own[kinds])
        return tuple(map(torch.from_numpy, given)), torch.from_numpy(right), own

    def _kept_back(self, words: NDArray[np.int64]) -> NDArray[np.int64]:
        """The words without some; of half of these not even how they begin and end is known."""
        random, found, count = self._random, words.copy(), len(words)
        known = np.unique(words[:, 0])
        unseen = known[random.random(len(known)) < random.choice(NEVER_SEEN)]
        gone = (random.random(count) < random.choice(KEPT_BACK)) | np.isin(words[:, 0], unseen)
        found[gone, 0] = 0
        found[gone & (random.random(count) < 0.5), 1:3] = 0
        found[random.random(count) < SHAPES_KEPT_BACK, 3] = 0
        return found


def _export(net: Net, taught: Mapping[str, object]) -> bytes:
    import onnx

    net.eval()
    file, size = io.BytesIO(), 7
    given = (
        torch.ones(1, size, len(TABLES), dtype=torch.long), torch.zeros(1, size, PLACES),
        torch.zeros(1, dtype=torch.long), torch.zeros(1, size, size, dtype=torch.long),
    )  # fmt: skip
    names = ["words", "places", "type", "relations"]
    torch.onnx.export(
        _Stored(net), given, file, dynamo=False, opset_version=17, input_names=names,
        output_names=["logits"],
        dynamic_axes={"words": {1: "n"}, "places": {1: "n"}, "relations": {1: "n", 2: "n"},
                      "logits": {1: "n"}},
    )  # fmt: skip
    model = onnx.load_from_string(file.getvalue())
    onnx.helper.set_model_props(model, {"taught": json.dumps(taught)})
    return bytes(model.SerializeToString())
