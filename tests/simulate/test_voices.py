"""The clips that ship: there, short, band-limited, small, and in the language they claim."""

from __future__ import annotations

import io
from importlib import resources

import numpy as np
import pytest
import soundfile

from station.simulate.cast import GROUPS
from station.simulate.people import PLAYERS
from station.simulate.words import Words

WORDS = Words()
FOLDER = resources.files("resources") / "voices"
LETTERS = {"lv": "āčēģīķļņšūž", "lt": "ąčęėįšųūž"}


def test_there_are_enough_and_they_are_small() -> None:
    files = [file for file in FOLDER.iterdir() if file.name.endswith(".wav")]
    assert {file.name for file in files} == {f"{clip}.wav" for clip in WORDS.clips}
    assert 30 <= len(files) <= 60
    assert sum(len(file.read_bytes()) for file in files) <= 1_500_000


@pytest.mark.parametrize("clip", WORDS.clips)
def test_a_clip_is_telephone_speech_as_long_as_told(clip: str) -> None:
    with soundfile.SoundFile(io.BytesIO((FOLDER / f"{clip}.wav").read_bytes())) as source:
        assert (source.samplerate, source.channels, source.subtype) == (8000, 1, "ULAW")
        sound = source.read(dtype="float64")
    assert len(sound) / 8000 == pytest.approx(WORDS.clips[clip].seconds, abs=0.02)
    assert 1.0 < len(sound) / 8000 < 7.0
    assert 0.3 < np.abs(sound).max() < 1.0
    power = np.abs(np.fft.rfft(sound)) ** 2
    below = power[: int(200 * len(sound) / 8000)].sum()
    assert below / power.sum() < 0.02
    assert np.sqrt(np.mean(sound**2)) > 0.03


@pytest.mark.parametrize("language", ["lv", "lt"])
def test_words_are_written_with_their_letters(language: str) -> None:
    said = [clip.text for clip in WORDS.clips.values() if clip.language == language]
    assert set(LETTERS[language]) - set(" ".join(said + WORDS.texts[language]).lower()) <= {"ę"}


def test_dialogues_are_between_members_of_their_group() -> None:
    groups = {group.name: group for group in GROUPS}
    cast = {player.callsign: player for player in PLAYERS}
    for name, dialogues in WORDS.dialogues.items():
        group = groups[name]
        answer = WORDS.clips[WORDS.answers[name]]
        voices = {WORDS.clips[clip].speaker for dialogue in dialogues for clip in dialogue} | {answer.speaker}
        for speaker in {group.voices.get(voice, voice) for voice in voices}:
            assert speaker in group.members
            assert cast[speaker].radio(group.gateway) is not None


def test_sound_comes_in_every_form_at_its_length() -> None:
    clip = next(iter(WORDS.clips.values()))
    plain, a_law, mu_law = (WORDS.sound(clip.id, form) for form in ("PCM_16", "ALAW", "ULAW"))
    assert len(plain) == 2 * len(a_law) == 2 * len(mu_law)
    assert len(a_law) == pytest.approx(clip.seconds * 8000, abs=200)
