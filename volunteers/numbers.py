"""The unified volunteer number (MZ/T 061): random, with a check digit, never the ID number."""

import re
import secrets

DIGITS = 12


def new_number() -> str:
    """It never begins with 1, so that nobody takes it for a telephone number."""
    body = str(2 + secrets.randbelow(8)) + f"{secrets.randbelow(10 ** (DIGITS - 1)):0{DIGITS - 1}d}"
    return body + check_digit(body)


def check_digit(body: str) -> str:
    """ISO 7064 MOD 11,10: finds every wrong digit and nearly every pair that was swapped."""
    product = 10
    for digit in body:
        total = (product + int(digit)) % 10 or 10
        product = total * 2 % 11
    return str((11 - product) % 10)


def read_number(text: str) -> str | None:
    """The number as it is kept, however it was typed; None where the check digit is wrong."""
    digits = re.sub(r"[\s-]", "", text)
    if not re.fullmatch(rf"\d{{{DIGITS + 1}}}", digits) or check_digit(digits[:-1]) != digits[-1]:
        return None
    return digits


def in_groups(number: str) -> str:
    """4830 2216 7504 9: read aloud without getting lost."""
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))
