"""The command `model-access`."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence

from assistant.interfaces.command import catalogue, desk, diagnose, feedback, lint, permissions, practice, probe


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb and return its exit status."""
    _speak_utf8()
    arguments = _parser().parse_args(argv)
    try:
        return VERBS[arguments.verb](arguments)
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _speak_utf8() -> None:
    """Print UTF-8 whatever the locale; half a character, which JSON can carry, goes out as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="model-access", description="From an OpenAI API error to a proved fix.")
    commands = parser.add_subparsers(dest="verb", required=True, metavar="COMMAND")
    for verb in (diagnose, probe, permissions, desk, catalogue, lint, feedback, practice):
        verb.add(commands)
    serve = commands.add_parser("serve", help="start the app")
    serve.add_argument("--host", help="address to listen on; default 127.0.0.1")
    serve.add_argument("--port", type=int, help="port; default 8501")
    return parser


def _diagnose(arguments: argparse.Namespace) -> int:
    from assistant.wiring import decider, knowledge

    return diagnose.run(arguments, knowledge(), decider())


def _probe(arguments: argparse.Namespace) -> int:
    from assistant.wiring import probe_once

    return probe.run(arguments, os.environ, probe_once)


def _permissions(arguments: argparse.Namespace) -> int:
    from assistant.wiring import command_permissions

    return permissions.run(arguments, os.environ, command_permissions)


def _desk(arguments: argparse.Namespace) -> int:
    from assistant.wiring.desk import desk_parts

    return desk.run(arguments, desk_parts)


def _lint(arguments: argparse.Namespace) -> int:
    from assistant.knowledge_base.lint import lint as problems_of
    from assistant.locations import knowledge_folder

    return lint.lint(problems_of(knowledge_folder(), arguments.today))


def _walk(arguments: argparse.Namespace) -> int:
    from assistant.wiring import knowledge

    return lint.walk(arguments, knowledge())


def _explain(arguments: argparse.Namespace) -> int:
    from assistant.wiring import knowledge

    return catalogue.explain(arguments, knowledge())


def _catalogue(arguments: argparse.Namespace) -> int:
    from assistant.wiring import knowledge

    return catalogue.catalogue(arguments, knowledge())


def _stale(arguments: argparse.Namespace) -> int:
    from assistant.knowledge_base.lint import stale
    from assistant.locations import knowledge_folder

    return catalogue.stale(stale(knowledge_folder(), arguments.today))


def _feedback(arguments: argparse.Namespace) -> int:
    from assistant.wiring import decider, store

    return feedback.run(arguments, store().all_feedback(), decider)


def _practice(arguments: argparse.Namespace) -> int:
    from assistant.practice.server import serve

    try:
        served = serve(arguments.port)
    except (OSError, OverflowError) as error:
        return practice.cannot_serve(arguments.port, error)
    return practice.run(served, served.server.wait)


def _serve(arguments: argparse.Namespace) -> int:
    from assistant.wiring.serving import serve_app

    serve_app(arguments.host, arguments.port)
    return 0


VERBS = {
    "diagnose": _diagnose,
    "probe": _probe,
    "permissions": _permissions,
    "desk": _desk,
    "explain": _explain,
    "catalogue": _catalogue,
    "stale": _stale,
    "lint": _lint,
    "walk": _walk,
    "feedback": _feedback,
    "practice": _practice,
    "serve": _serve,
}

if __name__ == "__main__":
    sys.exit(main())
