"""Passwords that are tried first by whoever guesses (NIST SP 800-63B: values commonly used)."""

from __future__ import annotations

from models.values.text import fold

_LEAST_SIGNS, _LEAST_LETTERS = 4, 4
# What people take when they are asked for a password; without marks, spaces and digits around it.
_COMMON = frozenset({
    "password", "passw0rd", "matkhau", "matma", "admin", "administrator", "quantri", "root",
    "user", "guest", "test", "welcome", "letmein", "changeme", "secret", "login", "dangnhap",
    "iloveyou", "anhyeuem", "emyeuanh", "qwerty", "azerty",
    "hethong", "sohoa", "vietnam", "tayninh", "longan", "hanoi", "saigon", "hochiminh", "ubnd",
})  # fmt: skip
# The alphabet, and keys that lie beside each other.
_RUNS = (
    "01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm",
    "1q2w3e4r5t6y7u8i9o0p", "qazwsxedcrfvtgbyhnujmikolp",
)  # fmt: skip


def is_easily_guessed(password: str, login: str) -> bool:
    """Whether a password is one of those that are tried first, whatever its length.

    These bear the login; are few signs, or some again and again; are nothing but digits, such as a
    telephone number or a day of birth, or a common word with digits around it; or keys in a row.
    """
    signs = "".join(char for char in fold(password) if char.isalnum())
    word = signs.strip("0123456789")
    return (
        fold(login) in fold(password)
        or len(set(signs)) < _LEAST_SIGNS
        or signs in (signs + signs)[1:-1]
        or len(word) < _LEAST_LETTERS
        or word in _COMMON
        or _is_run(signs)
        or _is_run(word)
    )


def _is_run(text: str) -> bool:
    return any(text in run or text in run[::-1] for run in _RUNS)
