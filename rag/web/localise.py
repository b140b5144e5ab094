"""The reader's language."""

from rag.web.texts import LANGUAGES


def preferred_language(accept_language: str) -> str:
    """'id' or 'en' from an Accept-Language header, RFC 9110; 'en' where it wants neither.

    A browser that names no language at all gets Indonesian.
    """
    if not accept_language.strip():
        return "id"
    weighted = []
    for position, item in enumerate(accept_language.split(",")):
        tag, _, parameter = item.strip().partition(";")
        primary = tag.strip().lower().split("-")[0]
        # Java and old Android say 'in' for Indonesian; Malay readers follow Indonesian.
        code = {"in": "id", "ms": "id"}.get(primary, primary)
        weight = _quality(parameter)
        if code in LANGUAGES and weight > 0:
            weighted.append((-weight, position, code))
    return min(weighted)[2] if weighted else "en"


def _quality(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
