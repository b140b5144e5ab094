"""The API's description: an example and words for every field, every error documented."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from rag.wartanya import Wartanya
from tests.rag.api.server import serving

OURS = ("/api/",)
METHODS = ("get", "post", "put", "patch", "delete")


@pytest.fixture(scope="module")
def described(wartanya: Wartanya) -> Iterator[dict[str, Any]]:
    with serving(wartanya) as client:
        response: httpx.Response = client.get("/api/openapi.json")
        yield response.json()


def operations(described: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in described["paths"].items():
        if path.startswith(OURS):
            for method in METHODS:
                if method in methods:
                    yield f"{method} {path}", methods[method]


def reached(described: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The schemas that our operations name, and those that these name."""
    found: dict[str, dict[str, Any]] = {}
    waiting: list[Any] = [operation for _, operation in operations(described)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            name = str(node.get("$ref", "")).removeprefix("#/components/schemas/")
            if name and name not in found:
                found[name] = described["components"]["schemas"][name]
                waiting.append(found[name])
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node
    return found


def test_every_field_has_a_description_and_an_example(described: dict[str, Any]) -> None:
    schemas = reached(described)
    assert {"AskRequest", "Answer", "Citation", "Job", "Evaluation", "ProblemDetails"} <= set(
        schemas
    )
    lacking = [
        f"{name}.{field}: {part}"
        for name, schema in schemas.items()
        for field, said in schema.get("properties", {}).items()
        for part in ("description", "examples")
        if not said.get(part)
    ]
    assert not lacking


def test_every_parameter_has_a_description_and_an_example(described: dict[str, Any]) -> None:
    lacking = [
        f"{where}: {parameter['name']}"
        for where, operation in operations(described)
        for parameter in operation.get("parameters", ())
        if not (
            parameter.get("description")
            and (parameter.get("examples") or parameter["schema"].get("examples"))
        )
    ]
    assert not lacking


def test_every_operation_has_a_readable_id_a_tag_and_words(described: dict[str, Any]) -> None:
    tags = {tag["name"] for tag in described["tags"]}
    ids = []
    for where, operation in operations(described):
        ids.append(operation["operationId"])
        assert operation["operationId"].isalpha(), where
        assert set(operation["tags"]) <= tags, where
        assert operation["summary"], where
        assert operation["description"], where
    assert len(ids) == len(set(ids))
    assert {"ask", "askStream", "search", "addArticles", "startJob", "startEvaluation"} <= set(ids)


def test_every_operation_documents_its_errors_as_problems(described: dict[str, Any]) -> None:
    for where, operation in operations(described):
        errors = {code: r for code, r in operation["responses"].items() if code >= "400"}
        assert {"401", "403", "422", "429", "503"} <= set(errors), where
        for code, response in errors.items():
            content = response["content"]["application/problem+json"]
            assert content["schema"] == {"$ref": "#/components/schemas/ProblemDetails"}, where
            assert content["example"]["status"] == int(code), where


def test_examples_fit_their_schemas(described: dict[str, Any]) -> None:
    from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # has no types
    from referencing import Registry, Resource

    document = Resource.from_contents(described, default_specification=_dialect())
    registry: Registry[Any] = Registry().with_resource("urn:api", document)
    for name, schema in reached(described).items():
        for field, said in schema.get("properties", {}).items():
            where = f"urn:api#/components/schemas/{name}/properties/{field}"
            validator = Draft202012Validator({"$ref": where}, registry=registry)
            for example in said["examples"]:
                assert not list(validator.iter_errors(example)), f"{name}.{field}"


def _dialect() -> Any:
    from referencing.jsonschema import DRAFT202012

    return DRAFT202012


def test_bodies_take_no_unknown_fields(described: dict[str, Any]) -> None:
    for name, schema in reached(described).items():
        if name.startswith("Body_") or schema.get("type") != "object":
            continue
        if name not in ("ProblemDetails", "FaultDetails"):
            assert schema["additionalProperties"] is False, name


def test_every_text_and_list_of_a_request_is_bounded(described: dict[str, Any]) -> None:
    schemas = described["components"]["schemas"]
    for where, operation in operations(described):
        for parameter in operation.get("parameters", ()):
            assert _bounded(parameter["schema"], schemas), f"{where}: {parameter['name']}"
        for media, content in operation.get("requestBody", {}).get("content", {}).items():
            if media != "multipart/form-data":  # the guard bounds files
                assert _bounded(content["schema"], schemas), where


def _bounded(schema: dict[str, Any], schemas: dict[str, Any]) -> bool:
    if "$ref" in schema:
        schema = schemas[schema["$ref"].rpartition("/")[2]]
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return all(_bounded(one, schemas) for one in schema[several])
    match schema.get("type"):
        case "string":
            return bool({"maxLength", "pattern", "enum", "format"} & schema.keys())
        case "integer" | "number":
            return {"minimum", "maximum"} <= schema.keys()
        case "array":
            return "maxItems" in schema and _bounded(schema["items"], schemas)
        case "object":
            return all(_bounded(one, schemas) for one in schema.get("properties", {}).values())
    return schema.get("type") in ("boolean", "null")
