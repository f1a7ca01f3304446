"""Work that threads ask for at the same moment, done in one go by one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock
from typing import Generic, TypeVar

from models.errors import SohoaError

Asked = TypeVar("Asked")
Told = TypeVar("Told")


class _Waiting(Generic[Asked, Told]):
    """What a thread asks for and, when it wakes up, is told; or it is its turn to work."""

    __slots__ = ("asked", "error", "is_done", "told", "wakes")

    def __init__(self, asked: Asked) -> None:
        self.asked, self.is_done = asked, False
        self.told: Told
        self.error: Exception | None = RuntimeError("who worked for it was stopped")
        self.wakes = Lock()
        self.wakes.acquire()

    def answer(self) -> Told:
        if self.error is not None:
            raise self.error
        return self.told


class Together(Generic[Asked, Told]):
    """Does for all that wait what each would do alone: one question to the database, one commit.

    Who comes while nobody works begins at once, with what it asks for itself; what others ask for
    meanwhile is done next, by the first of them. Work must not ask for more of its own kind.

    Args:
        work: Told for each what it asked for, in the order of the asked.
    """

    def __init__(self, work: Callable[[Sequence[Asked]], Sequence[Told]]) -> None:
        self._work = work
        self._lock = Lock()
        self._waiting: list[_Waiting[Asked, Told]] = []
        self._is_working = False

    def do(self, asked: Asked) -> Told:
        """What `work` has for it.

        Raises:
            Exception: What `work` raises: for all when it is a `SohoaError`; else each is done
                alone, for what is wrong with one is no fault of the others.
        """
        mine = _Waiting[Asked, Told](asked)
        with self._lock:
            self._waiting.append(mine)
            is_my_turn = not self._is_working
            self._is_working = True
        if not is_my_turn:
            mine.wakes.acquire()
        if not mine.is_done:
            self._work_off()
        return mine.answer()

    def _work_off(self) -> None:
        with self._lock:
            taken, self._waiting = self._waiting, []
        try:
            self._do_all(taken)
        finally:
            with self._lock:
                following = self._waiting[:1]
                self._is_working = bool(following)
            for each in taken:
                each.is_done = True
            for each in (*following, *taken):
                each.wakes.release()

    def _do_all(self, taken: Sequence[_Waiting[Asked, Told]]) -> None:
        try:
            told = self._work([each.asked for each in taken])
        except SohoaError as error:
            for each in taken:
                each.error = error
        except Exception as error:
            if len(taken) == 1:
                taken[0].error = error
                return
            for each in taken:
                self._do_all([each])
        else:
            for each, answer in zip(taken, told, strict=True):
                each.told, each.error = answer, None
