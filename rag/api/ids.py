"""Ids of jobs and evaluations in paths: what has not the form of one is nothing at that path."""

from starlette.convertors import Convertor, register_url_convertor

TOKEN = "[A-Za-z0-9_-]{16,64}"


class _Token(Convertor[str]):
    """So that 'file', beside the ids, takes the methods that it has and no others."""

    regex = TOKEN

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


def with_ids() -> None:
    """Have routes take '{job_id:token}'."""
    register_url_convertor("token", _Token())
