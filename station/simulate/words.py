"""What the cast says and writes: clips, dialogues, texts, the status book. Sentences come from ``resources/``."""

from __future__ import annotations

import io
import json
from functools import cached_property
from importlib import resources

import msgspec
import soundfile


class Clip(msgspec.Struct, frozen=True):
    """One recorded sentence: ``speaker`` is a call sign."""

    id: str
    speaker: str
    language: str
    text: str
    seconds: float


class Meaning(msgspec.Struct, frozen=True):
    """A status by its word: its code on TETRA (0x8002 up, a network's own range) and on Kenwood (10-99)."""

    word: str
    tetra: int
    kenwood: int
    lv: str
    lt: str
    key: str


STATUSES = (
    Meaning("free", 32770, 10, "brīva", "laisvas", "F"),
    Meaning("moving", 32771, 11, "ceļā", "vyksta", "M"),
    Meaning("on scene", 32772, 12, "notikuma vietā", "įvykio vietoje", "S"),
    Meaning("patrol", 32773, 13, "patrulē", "patruliuoja", "P"),
    Meaning("break", 32774, 14, "pārtraukumā", "pertrauka", "B"),
    Meaning("post", 32775, 15, "postenī", "poste", "O"),
    Meaning("job", 32776, 16, "izpilda uzdevumu", "vykdo užduotį", "J"),
    Meaning("call me", 32777, 17, "lūdz sazināties", "prašo susisiekti", "C"),
    Meaning("off duty", 32778, 18, "beidza dežūru", "baigė budėjimą", "X"),
)
EMERGENCY = "emergency"
OFF_DUTY = "off duty"


class Words:
    """All of it, read once."""

    def __init__(self) -> None:
        told = json.loads((resources.files("resources") / "demo" / "words.json").read_text("utf-8"))
        self.dialogues: dict[str, list[list[str]]] = told["dialogues"]
        self.answers: dict[str, str] = told["answers"]
        texts: dict[str, list[str] | str] = told["texts"]
        self.texts = {language: lines for language, lines in texts.items() if isinstance(lines, list)}
        self.all_clear = str(texts["all clear"])
        self._sound: dict[tuple[str, str], bytes] = {}

    @cached_property
    def clips(self) -> dict[str, Clip]:
        """Every clip by its id."""
        text = (resources.files("resources") / "voices" / "clips.json").read_text("utf-8")
        rows = msgspec.convert(json.loads(text)["clips"], list[Clip])
        return {clip.id: clip for clip in rows}

    def sound(self, clip: str, form: str) -> bytes:
        """A clip at 8 kHz as raw ``PCM_16`` (little-endian), ``ALAW`` or ``ULAW``, the law made by libsndfile."""
        if (clip, form) not in self._sound:
            stored = (resources.files("resources") / "voices" / f"{clip}.wav").read_bytes()
            with soundfile.SoundFile(io.BytesIO(stored)) as source:
                samples = source.read(dtype="int16")
            out = io.BytesIO()
            soundfile.write(out, samples, 8000, subtype=form, format="RAW", endian="LITTLE")
            self._sound[clip, form] = out.getvalue()
        return self._sound[clip, form]
