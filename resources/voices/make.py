"""Speaks every clip of clips.json with espeak-ng, makes it sound like a radio with sox, writes the seconds back.

Run by hand after a change of the words: ``python resources/voices/make.py``. Needs espeak-ng and sox; the product needs
neither.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
PASS_BAND = ["sinc", "300-3400"]
COMPRESS = ["compand", "0.01,0.15", "6:-60,-60,-35,-22,-12,-11,0,-8", "-2", "-90", "0.02"]
TRIM = ["silence", "1", "0.02", "0.3%", "reverse", "silence", "1", "0.02", "0.3%", "reverse"]
ENDS = ["pad", "0.08", "0.12", "norm", "-3"]


def speak(text: str, voice: str, pitch: int, words: int, wav: Path) -> None:
    """``text`` as dry speech. ``words`` a minute; ``pitch`` 0-99."""
    command = ["espeak-ng", "-v", voice, "-p", str(pitch), "-s", str(words), "-w", str(wav), text]
    subprocess.run(command, check=True)


def band_limit(wav: Path, clip: Path) -> float:
    """The same as a telephone-band radio passes it, 8 kHz u-law. The seconds it lasts."""
    form = ["-r", "8000", "-c", "1", "-e", "mu-law"]
    subprocess.run(["sox", "-R", wav, *form, clip, *TRIM, *PASS_BAND, *COMPRESS, *ENDS], check=True)
    told = subprocess.run(["soxi", "-D", clip], check=True, capture_output=True, text=True)
    return round(float(told.stdout), 2)


def main() -> None:
    """Make all of them."""
    index = HERE / "clips.json"
    whole = json.loads(index.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as scratch:
        for clip in whole["clips"]:
            dry = Path(scratch) / "dry.wav"
            speak(clip["text"], wav=dry, **whole["voices"][clip["speaker"]] | {"voice": _voice(whole, clip)})
            clip["seconds"] = band_limit(dry, HERE / f"{clip['id']}.wav")
    index.write_text(_laid_out(whole), "utf-8")


def _voice(whole: dict[str, dict[str, dict[str, str]]], clip: dict[str, str]) -> str:
    """The speaker's voice, in the language of this clip."""
    _, _, variant = whole["voices"][clip["speaker"]]["voice"].partition("+")
    language = "en-gb" if clip["language"] == "en" else clip["language"]
    return f"{language}+{variant}"


def _laid_out(whole: dict[str, object]) -> str:
    """JSON with one voice and one clip a line, so that a change of one is a change of one line."""
    voices, clips = whole["voices"], whole["clips"]
    assert isinstance(voices, dict)
    assert isinstance(clips, list)
    named = [f"    {json.dumps(name)}: {json.dumps(voice)}" for name, voice in voices.items()]
    listed = [f"    {json.dumps(clip, ensure_ascii=False)}" for clip in clips]
    about = json.dumps(whole["about"])
    return (
        f'{{\n  "about": {about},\n  "voices": {{\n'
        + ",\n".join(named)
        + '\n  },\n  "clips": [\n'
        + ",\n".join(listed)
        + "\n  ]\n}\n"
    )


if __name__ == "__main__":
    main()
