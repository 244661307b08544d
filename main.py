"""The door: reads the command line and starts one program. Every import waits for the command that needs it."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import click


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--demo", is_flag=True, help="Open the console on the simulated network (an exercise).")
@click.option("--journal", type=click.Path(path_type=Path), help="The journal's folder.")
@click.option("--config", type=click.Path(path_type=Path), help="The room's configuration (TOML).")
@click.option("--seat", default="1", show_default=True, help="Which position this console is.")
@click.option("--lang", type=click.Choice(["en", "lv", "lt"]), help="Language, if not the desktop's.")
@click.option("--theme", type=click.Choice(["day", "night"]), help="Theme, if not the remembered one.")
@click.option("--seed", type=int, default=1, show_default=True, help="Seed of the simulated network (with --demo).")
@click.pass_context
def main(
    context: click.Context,
    demo: bool,
    journal: Path | None,
    config: Path | None,
    seat: str,
    lang: str | None,
    theme: str | None,
    seed: int,
) -> None:
    """Kopa: a console for police control rooms. Without a command it opens the console."""
    if context.invoked_subcommand is not None:
        return
    from console.app import Options, run

    sys.exit(run(Options(demo=demo, journal=journal, config=config, seat=seat, lang=lang, theme=theme, seed=seed)))


@main.command()
@click.option("--journal", type=click.Path(path_type=Path), help="The journal's folder.")
@click.option("--config", type=click.Path(path_type=Path), help="The room's configuration (TOML).")
@click.option("--exercise", is_flag=True, help="An exercise: only the simulated network, never a configured gateway.")
@click.option("--seed", type=int, default=1, show_default=True, help="Seed of the simulated network.")
def station(journal: Path | None, config: Path | None, exercise: bool, seed: int) -> None:
    """Run the station alone: gateways, voice, record; no screen."""
    from station.app import Options, run

    sys.exit(run(Options(journal=journal, config=config, exercise=exercise, seed=seed)))


@main.command(hidden=True)
@click.option("--journal", type=click.Path(path_type=Path), required=True)
@click.option("--review", default="", help="Token of the review window to play for.")
def voice(journal: Path, review: str) -> None:
    """The station's voice process (started by it)."""
    from station.voice.app import run

    sys.exit(run(journal, review))


@main.command(hidden=True)
@click.option("--journal", type=click.Path(path_type=Path), required=True)
def worker(journal: Path) -> None:
    """The station's worker: projects journal.db into read.db (started by it)."""
    from journal.worker import run

    sys.exit(run(journal))


@main.command("donor-sound", hidden=True)
@click.option("--input", "source", required=True, help="Where the radio's sound comes in.")
@click.option("--output", default="", help="Where our voice goes to the radio; empty: nowhere.")
def donor_sound(source: str, output: str) -> None:
    """The sound devices of one donor radio (started by the station)."""
    from station.voice.donor import run

    sys.exit(run(source, output))


@main.command("ptt-line", hidden=True)
@click.option("--ptt", default="", help="rts:DEVICE, dtr:DEVICE or cm108:DEVICE[:PIN]")
@click.option("--busy", default="", help="cts:DEVICE, dsr:DEVICE or cm108:DEVICE[:PIN]; ! in front: inverted")
def ptt_line(ptt: str, busy: str) -> None:
    """The lines of one donor radio (started by the station): lets go 500 ms after the station's last word."""
    from station.lines.app import run

    sys.exit(run(ptt, busy))


@main.command("pedal", hidden=True)
@click.argument("line")
def pedal(line: str) -> None:
    """Read a foot switch (started by the station)."""
    from station.lines.pedal import run

    sys.exit(run(line))


@main.command("read-recording", hidden=True)
@click.argument("file", type=click.Path(path_type=Path, exists=True))
@click.argument("kind")
def read_recording(file: Path, kind: str) -> None:
    """Write the samples of somebody else's recording to standard output."""
    from station.voice.reading import run

    sys.exit(run(file, kind, sys.stdout.buffer))


@main.command("export-audio", hidden=True)
@click.option("--out", type=click.Path(path_type=Path), required=True)
@click.argument("recordings", nargs=-1, type=click.Path(path_type=Path), required=True)
def export_audio(out: Path, recordings: tuple[Path, ...]) -> None:
    """Recordings as one file (wav, flac, mp3, ogg); asked for by the call log, which puts it on record first."""
    from station.voice.export import run

    sys.exit(run(recordings, out))


@main.command()
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--token", default="", help="Printed with the announcement, so that a station knows its own child.")
@click.option("--speed", type=float, default=1.0, show_default=True, help="Times as fast as life.")
@click.option("--scale", type=int, default=1, show_default=True, help="Times as many units (for benchmarks).")
@click.option(
    "--radio",
    "radios",
    type=(str, str),
    multiple=True,
    metavar="GATEWAY SCRIPT",
    help="A TETRA terminal that does as a script says (see simulate-radio) instead of playing its part.",
)
def simulate(seed: int, token: str, speed: float, scale: int, radios: tuple[tuple[str, str], ...]) -> None:
    """The simulated network: gateways on loopback and pseudo-terminals, announced on standard output."""
    from station.simulate.app import run

    sys.exit(run(seed=seed, token=token, speed=speed, scale=scale, scripts=dict(radios)))


@main.command("simulate-radio")
@click.option(
    "--on",
    type=click.Choice(["pty", "tcp", "rfc2217"]),
    default="tcp" if sys.platform == "win32" else "pty",
    show_default=True,
    help="A pseudo-terminal, a TCP port, or one that speaks RFC 2217.",
)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="TCP port; 0: any that is free.")
@click.argument("script", default="")
def simulate_radio(script: str, on: str, port: int) -> None:
    """A TETRA radio that behaves as SCRIPT says: one of ours (none: lists them) or a file. Lines typed here it says."""
    from station.simulate.radio_stand import run

    sys.exit(run(script, on, port))


@main.command()
@click.argument("protocol")
@click.option("--peer", default="", help="Where the bytes came from, as the link would say it.")
@click.option("--received", default="", help="When they came, ISO 8601 (default: now).")
def decode(protocol: str, peer: str, received: str) -> None:
    """Decode messages of PROTOCOL from standard input, one a line, to JSON, one a line."""
    from radio.decode import run

    # Bytes that are no UTF-8 are a bad line, which must not stop the lines behind it; JSON is UTF-8 everywhere.
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(run(protocol, peer, received, sys.stdin, sys.stdout))


@main.command("fit-for-duty")
@click.option("--journal", type=click.Path(path_type=Path), help="The journal's folder.")
def fit_for_duty(journal: Path | None) -> None:
    """Have the station that runs measure the room and print the slip: push to talk, mouth to ear, devices, disk, links.

    Exit status: 0 fit; 1 not fit, or not all could be measured; 2 nothing was measured. Nothing goes on the air.
    """
    from station.fit_for_duty import run

    sys.exit(run(journal))


@main.command("try-gateway")
@click.option("--config", type=click.Path(path_type=Path), required=True, help="The room's configuration (TOML).")
@click.option("--seconds", type=click.FloatRange(1, 300), default=10, show_default=True, help="How long to listen.")
@click.argument("gateway")
def try_gateway(config: Path, seconds: float, gateway: str) -> None:
    """Open one configured GATEWAY and say what answered: JSON lines; nothing is journaled, nothing is keyed."""
    from station.trial import run

    sys.exit(run(config, gateway, seconds))


@main.command("check-config")
@click.argument("config", type=click.Path(path_type=Path))
def check_config(config: Path) -> None:
    """Read the configuration file CONFIG as the station would: ends with 0, or 2 and what is wrong."""
    from station.trial import check

    sys.exit(check(config))


@main.command("serial-ports", hidden=True)
def serial_ports() -> None:
    """The serial ports of this machine, one JSON line each (asked for by the set-up page)."""
    from station.links.present import run

    sys.exit(run())


@main.command("sound-devices", hidden=True)
def sound_devices() -> None:
    """The sound devices of this machine, one JSON line each (asked for by the set-up page)."""
    from station.voice.present import run

    sys.exit(run())


@main.command("import-map")
@click.option("--lines", is_flag=True, hidden=True, help="One JSON object a line (for the console).")
@click.option("--lang", default=None, hidden=True)
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="FILE…")
def import_map(files: tuple[Path, ...], lines: bool, lang: str | None) -> None:
    """Make maps of FILEs for the console: .mbtiles, .pmtiles, .geojson, .gpkg or an OpenStreetMap .osm.pbf extract."""
    from console.map.imports.app import run

    sys.exit(run(list(files), lines, lang))


@main.command("import-boundary")
@click.option("--remove", "take_away", is_flag=True, help="Back to the built-in, approximate border.")
@click.option("--lines", is_flag=True, hidden=True, help="One JSON object a line (for the console).")
@click.option("--lang", default=None, hidden=True)
@click.argument("file", type=click.Path(path_type=Path), required=False)
def import_boundary(file: Path | None, take_away: bool, lines: bool, lang: str | None) -> None:
    """Take FILE, polygons of states and municipalities (.geojson, .gpkg), as what says whose ground it is."""
    from console.map.imports.boundary import run

    sys.exit(run(file, take_away, lines, lang))


@main.command("read-boundary", hidden=True)
@click.argument("file", type=click.Path(path_type=Path))
def read_boundary(file: Path) -> None:
    """Read a large boundary for a program that must not be held up, to standard output."""
    from journal.boundary import read_apart

    sys.exit(read_apart(file))


@main.command()
@click.argument("journal", type=click.Path(path_type=Path))
@click.option("--anchor", type=click.Path(path_type=Path), help="A checkpoint of it that was kept elsewhere.")
@click.option("--recordings", is_flag=True, help="Check every recording against its entry too.")
def verify(journal: Path, anchor: Path | None, recordings: bool) -> None:
    """Prove JOURNAL (its folder, or one file of it) unchanged; ends with 0, 1 if it is not, 2 if it cannot be read."""
    from journal.proof import verify as run

    sys.exit(run(journal, anchor, recordings))


@main.command()
@click.argument("journal", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Write it to this file (default: print it).")
@click.option("--print", "as_code", is_flag=True, help="Print it as a QR code.")
def checkpoint(journal: Path, out: Path | None, as_code: bool) -> None:
    """The newest checkpoint of JOURNAL, to be kept elsewhere and given to verify as --anchor."""
    from journal.proof import save

    sys.exit(save(journal, out, as_code))


@main.command()
@click.argument("journal", type=click.Path(path_type=Path))
@click.argument("dest", type=click.Path(path_type=Path))
@click.option("--link", is_flag=True, help="Recordings as hard links, where DEST is on the same disk.")
def backup(journal: Path, dest: Path, link: bool) -> None:
    """Save JOURNAL to the new folder DEST, while the station runs; 1 if recordings are missing, 2 if not done."""
    from journal.backup import backup as run

    sys.exit(run(journal, dest, link))


@main.command()
@click.argument("backup", type=click.Path(path_type=Path))
@click.argument("dest", type=click.Path(path_type=Path))
def restore(backup: Path, dest: Path) -> None:
    """Make the journal DEST of a BACKUP and prove it; 1 if the backup is not as it was saved, 2 if not done."""
    from journal.restore import restore as run

    sys.exit(run(backup, dest))


@main.command()
@click.argument("journal", type=click.Path(path_type=Path))
def rebuild(journal: Path) -> None:
    """Make JOURNAL's call log (read.db) anew from its record; the old one serves until then, also of a live station."""
    from journal.rebuild import run

    sys.exit(run(journal))


@main.command("export-track")
@click.argument("journal", type=click.Path(path_type=Path))
@click.option(
    "--unit", required=True, multiple=True, help="Id, call sign or radio of the unit; of several, say it again."
)
@click.option("--since", required=True, help="From when: 2026-11-21T23:00 (Europe/Riga unless it says a zone).")
@click.option("--until", required=True, help="Until when.")
@click.option(
    "--to",
    type=click.Path(path_type=Path),
    required=True,
    multiple=True,
    help="File to write: .gpx, .geojson, .kml, .csv, .pdf (A4 sheet) or .png; may be said several times.",
)
@click.option("--purpose", default="", help="What the records are taken out for (a live journal asks for it).")
@click.option("--operator", default="", help="Who takes them out (of a live journal); the PIN is asked for.")
@click.option("--lang", type=click.Choice(["en", "lv", "lt"]), help="Language of the sheet.")
@click.option("--no-bom", is_flag=True, help="CSV without the mark that spreadsheets need.")
def export_track(
    journal: Path,
    unit: tuple[str, ...],
    since: str,
    until: str,
    to: tuple[Path, ...],
    purpose: str,
    operator: str,
    lang: str | None,
    no_bom: bool,
) -> None:
    """Take the tracks of units out of JOURNAL: put on record first, with their stops and what proves them."""
    from console.export.command import Wish, run

    wish = Wish(journal, unit, since, until, to, purpose, operator, lang, not no_bom)
    sys.exit(run(wish, lambda: str(click.prompt("PIN", hide_input=True, err=True))))


@main.command()
@click.argument("journal", type=click.Path(path_type=Path))
@click.option("--lang", type=click.Choice(["en", "lv", "lt"]))
@click.option("--theme", type=click.Choice(["day", "night"]))
@click.option("--below", type=int, default=0, hidden=True, help="Leave so many pixels of the screen's top free.")
def review(journal: Path, lang: str | None, theme: str | None, below: int) -> None:
    """Open a journal in a review window: look, listen, replay; nothing can be changed or sent."""
    from console.review.app import run

    sys.exit(run(journal, lang, theme, below))


if __name__ == "__main__":
    main()
