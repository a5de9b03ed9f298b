"""English verb forms from a base: `capture` → captures, captured, capturing, with what each form is."""

from __future__ import annotations

from typing import Literal

Form = Literal["base", "s", "past", "participle", "pastpart", "ing", "noun", "state", "passive", "any"]
VOWELS = "aeiou"


def english_forms(base: str, irregular: dict[str, list[str]]) -> dict[str, Form]:
    """Forms of an English verb (one word). `irregular` maps a base to [past, participle].

    A past that is also the participle is `pastpart`: only its sentence says which it is.
    """
    if base == "have":
        return {"have": "base", "has": "s", "had": "pastpart", "having": "ing"}
    if base == "be":
        return {
            "be": "base",
            "is": "s",
            "are": "s",
            "was": "past",
            "were": "past",
            "been": "past",
            "being": "ing",
        }
    doubled = irregular.get(base, [""])[0].startswith(base + base[-1]) or ends_stressed(base)
    stem = base + base[-1] if doubled else base
    third = (
        base[:-1] + "ies"
        if consonant_y(base)
        else base + ("es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    )
    ing = base[:-1] if base.endswith("e") and not base.endswith("ee") else stem
    if base in ("die", "lie"):
        ing = base[:-2] + "y"
    forms: dict[str, Form] = {base: "base", third: "s", ing + "ing": "ing"}
    if base in irregular:
        past, participle = irregular[base]
        if past == participle:
            forms[past] = "pastpart"
        else:
            forms.setdefault(past, "past")
            forms[participle] = "participle"
    else:
        regular = (
            base[:-1] + "ied" if consonant_y(base) else base + "d" if base.endswith("e") else stem + "ed"
        )
        forms[regular] = "pastpart"
    return forms


def consonant_y(base: str) -> bool:
    return base.endswith("y") and base[-2] not in VOWELS


def ends_stressed(base: str) -> bool:
    """One-syllable verbs in consonant–vowel–consonant double the last letter (stop, hit, jam)."""
    vowels = sum(letter in VOWELS for letter in base)
    return (
        vowels == 1
        and len(base) >= 3
        and base[-1] not in VOWELS + "wxy"
        and base[-2] in VOWELS
        and base[-3] not in VOWELS
    )
