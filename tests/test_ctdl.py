"""
CTDL: each kind of condition holds together as a pathway, and pathways of others are read strictly.

A wrong yes misleads: what a foreign pathway says and our format cannot is a condition to confirm.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pathways import find_routes
from pathways.catalogue import Catalogue, parse
from pathways.errors import UnreadableData
from pathways.exports import export_bytes
from pathways.exports.ctdl import OURS, address, ctdl
from pathways.exports.ctdl_problems import problems_of_ctdl
from pathways.importing import ReadBack, read_ctdl
from pathways.model import CareersFile
from pathways.validation import check
from tests.maps import questions
from tests.small_map import small, small_raw
from tests.test_exports import GOAL, SOMEONE, branch

TODAY = date(2026, 11, 24)
EXAMPLES = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "ctdl_pathways"
QUALIFICATION, ROLE = "cap-mecano", "a-3-1-mecanicien"

LEAVES: dict[str, Any] = {
    "holds": {"holds": QUALIFICATION},
    "holds prepared by": {"holds": QUALIFICATION, "prepared_by": ["apprenticeship", "vae"]},
    "level": {"at_least_level": 4},
    "level in a field": {"at_least_level": 4, "family": "A", "vehicles": ["truck"], "diploma": True},
    "experience in roles": {"experience": {"months": 24, "roles": [ROLE, "a-9-1-technicien"]}},
    "experience in a field": {
        "experience": {"months": 12, "family": "A", "min_echelon": 6, "within_years": 5}
    },
    "age": {"age": {"min": 16, "max": 29}, "nature": "law"},
    "age from nought": {"age": {"min": 0}},
    "licence": {"licence": "B"},
    "status": {"status": "jobseeker"},
    "employer's decision": {"employer_decision": True},
    "in post": {"in_post": ROLE, "basis": "assumed", "why": {"fr": "supposé", "en": "assumed"}},
    "not published": {"not_published": {"fr": "les places", "en": "the places"}},
}
GROUPS: dict[str, Any] = {
    "all of": {"all_of": [LEAVES["holds"], LEAVES["age"]]},
    "one of": {"any_of": [LEAVES["level"], LEAVES["licence"]]},
    "none of": {"none_of": [LEAVES["in post"], {"all_of": [LEAVES["status"], LEAVES["licence"]]}]},
    "groups in groups": {
        "all_of": [
            {"any_of": [LEAVES["holds"], {"all_of": [LEAVES["level"], LEAVES["experience in roles"]]}]},
            {"none_of": [LEAVES["in post"]]},
        ]
    },
    "all of one": {"all_of": [LEAVES["holds"]]},
}
OPEN = {"open to anyone": None}
ALL_KINDS = LEAVES | GROUPS | OPEN


def asking(requirement: Any) -> Catalogue:
    """The small map with one way more into a role, which asks for this."""
    raw = small_raw()
    step = {"id": "new-way", "target": "a-9-1-technicien", "access": "recruitment", "requires": requirement}
    raw["steps"].append({**step, "sources": [{"id": "sheets"}]})
    return parse(raw)


def way_of(document: Any, step: str) -> Any:
    """The condition of a step, wherever it stands."""
    ways = [
        way
        for thing in document["@graph"]
        for either in thing.get("ceterms:hasCondition", ())
        for way in either.get("ceterms:hasCondition", ())
    ]
    return next(way for way in ways if way["cp:step"]["@value"]["id"] == step)


# --- written --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_every_kind_of_condition_holds_together_and_comes_back(kind: str):
    catalogue = asking(ALL_KINDS[kind])
    document = ctdl(catalogue, "a-9-1-technicien")
    assert problems_of_ctdl(document) == ()
    back = read_ctdl(json.dumps(document).encode(), "it", as_of=TODAY)
    steps = {step.id: step for step in CareersFile.model_validate(back.raw).steps}
    assert steps["new-way"] == catalogue.step("new-way")


@pytest.mark.parametrize("kind", LEAVES)
def test_a_condition_without_a_word_in_ctdl_is_required_as_a_component_of_its_own(kind: str):
    document = ctdl(asking(LEAVES[kind]))
    things = {thing["@id"]: thing for thing in document["@graph"]}
    (leaf,) = way_of(document, "new-way")["ceterms:hasCondition"]
    (target,) = leaf["ceterms:targetComponent"]
    plain = {"holds": address("node", QUALIFICATION), "in post": address("node", ROLE)}
    assert leaf["ceterms:requiredNumber"] == 1
    if kind in plain:
        assert target == plain[kind]
    else:
        assert things[target]["@type"] in ("ceterms:BasicComponent", "ceterms:WorkExperienceComponent")
        assert things[target]["ceterms:name"] == leaf["ceterms:description"]


def test_what_a_step_excludes_is_never_a_target_of_it():
    """A reader who knows nothing of exclusions must not take a shut door for an open one."""
    document = ctdl(small(), "g-9-1-controleur")
    way = json.dumps(way_of(document, small().steps_to["g-9-1-controleur"][0].id)["ceterms:hasCondition"])
    targets = [thing["@id"] for thing in document["@graph"] if thing["@id"] in way]
    assert address("node", "a-3-1-mecanicien") not in targets
    assert address("node", "a-20-1-receptionnaire") not in targets
    (shut,) = [
        thing
        for thing in document["@graph"]
        if thing.get("ceterms:componentCategory", {}).get("en") == "incompatibility"
    ]
    assert shut["@id"] in targets
    assert "ceterms:hasCondition" not in shut


@pytest.mark.parametrize("catalogue", [small(), branch()], ids=["small", "branch"])
def test_the_whole_map_is_one_pathway_to_one_of_its_roles(catalogue: Catalogue):
    document = ctdl(catalogue)
    assert problems_of_ctdl(document) == ()
    (pathway,) = [thing for thing in document["@graph"] if thing["@type"] == "ceterms:Pathway"]
    (end,) = [
        thing for thing in document["@graph"] if thing["@id"] in pathway["ceterms:hasDestinationComponent"]
    ]
    (either,) = end["ceterms:hasCondition"]
    assert (either["ceterms:requiredNumber"], len(either["ceterms:targetComponent"])) == (
        1,
        len(catalogue.roles),
    )


def test_a_route_is_a_pathway_to_its_goal_with_the_steps_of_the_route_alone():
    route = find_routes(small(), SOMEONE, GOAL, k=1).routes[0]
    document = json.loads(export_bytes(small(), "ctdl", route=route))
    assert problems_of_ctdl(document) == ()
    assert document["@graph"][0]["ceterms:hasDestinationComponent"] == [address("node", GOAL)]
    steps = {step["id"] for step in read_ctdl(json.dumps(document).encode(), "it", as_of=TODAY).raw["steps"]}
    assert steps == {step.id for step in route.steps}


@given(question=questions())
@settings(max_examples=60)
def test_any_map_holds_together_as_a_pathway(question: Any):
    assert problems_of_ctdl(ctdl(Catalogue(question.file))) == ()
    assert problems_of_ctdl(ctdl(Catalogue(question.file), question.goal)) == ()


def test_a_thing_keeps_its_address_in_the_next_edition():
    newer = Catalogue(small().file.model_copy(update={"edition": "small.2"}))
    kept = [
        {thing["@id"] for thing in ctdl(each)["@graph"] if "cp:node" in thing} for each in (small(), newer)
    ]
    assert kept[0] == kept[1]


# --- the check itself -----------------------------------------------------------------------------


def first(document: Any, shape: str) -> Any:
    return next(thing for thing in document["@graph"] if thing["@type"] == f"ceterms:{shape}")


def a_leaf(document: Any) -> Any:
    (leaf,) = way_of(document, "a-9-1-by-bac")["ceterms:hasCondition"]
    return leaf


FAULTS: dict[str, tuple[Callable[[Any], object], str]] = {
    "no destination": (
        lambda it: first(it, "Pathway").update({"ceterms:hasDestinationComponent": []}),
        "it has 0 destinations",
    ),
    "two destinations": (
        lambda it: first(it, "Pathway")["ceterms:hasDestinationComponent"].append("urn:x"),
        "it has 2 destinations",
    ),
    "a destination elsewhere": (
        lambda it: first(it, "Pathway").update({"ceterms:hasDestinationComponent": ["urn:x"]}),
        "its destination is no part of it",
    ),
    "a part that is not there": (
        lambda it: first(it, "Pathway")["ceterms:hasPart"].append("urn:x"),
        "its part urn:x is not in the document",
    ),
    "a component in no pathway": (
        lambda it: first(it, "Pathway")["ceterms:hasPart"].pop(0),
        "it is part of no pathway",
    ),
    "a target that is not there": (
        lambda it: a_leaf(it)["ceterms:targetComponent"].append("urn:x"),
        "urn:x is asked for and not in the document",
    ),
    "leaf and branch at once": (
        lambda it: a_leaf(it).update({"ceterms:logicalOperator": "logic:And"}),
        "a condition is leaf and branch at once",
    ),
    "more than there are": (
        lambda it: a_leaf(it).update({"ceterms:requiredNumber": 2}),
        "2 of 1 is asked",
    ),
    "a branch of nothing": (
        lambda it: way_of(it, "a-9-1-by-bac").update({"ceterms:hasCondition": []}),
        "a branch without parts or operator",
    ),
    "another operator": (
        lambda it: way_of(it, "a-9-1-by-bac").update({"ceterms:logicalOperator": "logic:Not"}),
        "a branch without parts or operator",
    ),
    "nothing asked": (lambda it: strip(a_leaf(it)), "a condition asks for nothing"),
    "no credential type": (
        lambda it: first(it, "CredentialComponent").pop("ceterms:credentialType"),
        "a credential without its type",
    ),
    "conditions side by side": (
        lambda it: first(it, "JobComponent")["ceterms:hasCondition"].append(a_leaf(it)),
        "several conditions side by side",
    ),
    "twice": (lambda it: it["@graph"].append(first(it, "JobComponent")), "two things have this @id"),
    "no ctid": (lambda it: first(it, "JobComponent").pop("ceterms:ctid"), "its ceterms:ctid is none"),
    "no name": (lambda it: first(it, "JobComponent").update({"ceterms:name": {"fr": ""}}), "no ceterms:name"),
    "obsolete": (
        lambda it: first(it, "JobComponent").update({"ceterms:prerequisite": []}),
        "obsolete or unknown",
    ),
    "short": (
        lambda it: first(it, "Pathway").update({"ceterms:description": {"fr": "Voies."}}),
        "description is too short",
    ),
    "another comparator": (
        lambda it: bound_of(it).update({"ceterms:comparator": "compare:ABOUT"}),
        "no comparator compare:ABOUT",
    ),
    "another thing as a condition": (
        lambda it: a_leaf(it).update({"@type": "ceterms:ConditionProfile"}),
        "ceterms:ConditionProfile as a condition",
    ),
    "no pathway": (lambda it: it["@graph"].pop(0), "there is no pathway"),
}


def bound_of(document: Any) -> Any:
    return first(document, "WorkExperienceComponent")["ceterms:hasCondition"][0]["ceterms:hasConstraint"][0]


def strip(leaf: Any) -> None:
    for name in ("ceterms:targetComponent", "ceterms:requiredNumber"):
        del leaf[name]


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_of_a_document_is_found(fault: str):
    document = json.loads(json.dumps(ctdl(small())))
    break_it, words = FAULTS[fault]
    break_it(document)
    assert words in " | ".join(str(problem) for problem in problems_of_ctdl(document))


# --- pathways of others ---------------------------------------------------------------------------

INSPECTOR: dict[str, Any] = {
    "@context": "https://credreg.net/ctdl/schema/context/json",
    "@graph": [
        {
            "@id": "ex:p",
            "@type": "ceterms:Pathway",
            "ceterms:name": {"en": "Vehicle inspector"},
            "ceterms:ownedBy": ["ex:owner"],
            "ceterms:hasDestinationComponent": ["ex:job"],
        },
        {
            "@id": "ex:job",
            "@type": "ceterms:JobComponent",
            "ceterms:name": {"en": "Inspector", "fr": "Contrôleur"},
            "ceterms:hasCondition": [
                {
                    "@type": "ceterms:ComponentCondition",
                    "ceterms:logicalOperator": "logic:And",
                    "ceterms:hasCondition": [
                        {
                            "@type": "ceterms:ComponentCondition",
                            "ceterms:requiredNumber": 1,
                            "ceterms:targetComponent": ["ex:bac", "ex:bts"],
                        },
                        {
                            "@type": "ceterms:ComponentCondition",
                            "ceterms:requiredNumber": 2,
                            "ceterms:targetComponent": ["ex:theory", "ex:practice"],
                        },
                    ],
                }
            ],
        },
        {"@id": "ex:bac", "@type": "ceterms:CredentialComponent", "ceterms:name": {"en": "Bac pro"}},
        {"@id": "ex:bts", "@type": "ceterms:CredentialComponent", "ceterms:name": {"en": "BTS"}},
        {"@id": "ex:theory", "@type": "ceterms:CourseComponent", "ceterms:name": {"en": "Theory"}},
        {"@id": "ex:practice", "@type": "ceterms:CourseComponent", "ceterms:name": {"en": "Practice"}},
    ],
}
ASKED = {
    "all_of": [
        {"any_of": [{"holds": "bac-pro"}, {"holds": "bts"}]},
        {"all_of": [{"holds": "theory"}, {"holds": "practice"}]},
    ]
}


def reading(document: Any) -> ReadBack:
    return read_ctdl(json.dumps(document).encode(), "it", as_of=TODAY)


def bare(value: Any) -> Any:
    """The same document in the dialect without prefixes."""
    if isinstance(value, dict):
        return {name.removeprefix("ceterms:"): bare(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [bare(each) for each in value]
    return value.removeprefix("ceterms:") if isinstance(value, str) else value


def expanded(document: Any) -> list[Any]:
    """The same document as JSON-LD expands it: whole addresses, lists, conditions beside what has them."""
    beside: list[Any] = []

    def address_of(name: str) -> str:
        return name.replace("ceterms:", "https://purl.org/ctdl/terms/")

    def value_of(value: Any) -> list[Any]:
        if isinstance(value, dict) and "@type" in value:
            name = f"_:c{len(beside)}"
            beside.append(None)
            beside[int(name.removeprefix("_:c"))] = thing_of({"@id": name, **value})
            return [{"@id": name}]
        if isinstance(value, dict):
            return [{"@language": tag, "@value": text} for tag, text in value.items()]
        if isinstance(value, list):
            return [inner for each in value for inner in value_of(each)]
        is_link = isinstance(value, str) and value.startswith(("ex:", "logic:"))
        return [{"@id" if is_link else "@value": value}]

    def thing_of(thing: Mapping[str, Any]) -> Any:
        rest = {
            address_of(name): value_of(value) for name, value in thing.items() if not name.startswith("@")
        }
        return {"@id": thing["@id"], "@type": [address_of(thing["@type"])], **rest}

    return [*(thing_of(each) for each in document["@graph"]), *beside]


@pytest.mark.parametrize("dialect", [dict, bare, expanded])
def test_a_pathway_means_the_same_in_each_dialect(dialect: Callable[[Any], Any]):
    raw = reading(dialect(INSPECTOR)).raw
    catalogue = parse(raw)
    assert list(catalogue.roles) == ["inspector"]
    assert set(catalogue.qualifications) == {"bac-pro", "bts", "theory", "practice"}
    assert catalogue.step("inspector-by-ctdl").requires == asking_for(ASKED)
    assert catalogue.roles["inspector"].label.fr == "Contrôleur"
    assert catalogue.qualifications["bts"].label.fr == "BTS [en]"


def asking_for(requirement: Any) -> Any:
    """A requirement as the model has it."""
    raw = {"id": "s", "target": "t", "access": "recruitment", "requires": requirement}
    file = {"edition": "e", "as_of": TODAY, "title": {"fr": "t", "en": "t"}, "licence": "l", "sources": []}
    return CareersFile.model_validate({**file, "steps": [raw]}).steps[0].requires


def test_a_component_without_conditions_is_to_be_confirmed_and_never_open():
    requirement = parse(reading(INSPECTOR).raw).step("bts-by-ctdl").requires
    assert requirement is not None
    assert (
        requirement.model_dump()["not_published"]["en"] == "the original pathway does not say what is asked"
    )


def with_condition(**condition: Any) -> Any:
    """The inspector, who needs this and nothing else."""
    document = json.loads(json.dumps(INSPECTOR))
    told = {f"ceterms:{name}": value for name, value in condition.items()}
    document["@graph"][1]["ceterms:hasCondition"] = [{"@type": "ceterms:ComponentCondition", **told}]
    return document


FOUR = ["ex:bac", "ex:bts", "ex:theory", "ex:practice"]
A, B, C, D = ({"holds": name} for name in ("bac-pro", "bts", "theory", "practice"))


@pytest.mark.parametrize(
    ("condition", "asked"),
    [
        ({"targetComponent": "ex:bac"}, A),
        ({"requiredNumber": 0, "targetComponent": ["ex:bac", "ex:bts"]}, {"any_of": [A, B]}),
        ({"targetComponent": [{"@id": "ex:bac"}, "ex:bts"]}, {"all_of": [A, B]}),
        ({"requiredNumber": 1, "targetComponent": FOUR[:2]}, {"any_of": [A, B]}),
        (
            {"requiredNumber": 2, "targetComponent": FOUR[:3]},
            {"any_of": [{"all_of": [A, B]}, {"all_of": [A, C]}, {"all_of": [B, C]}]},
        ),
        ({"requiredNumber": 9, "targetComponent": FOUR[:2]}, {"all_of": [A, B]}),
        ({"logicalOperator": "logic:Or", "targetComponent": FOUR[:2]}, {"any_of": [A, B]}),
        ({"logicalOperator": "logic:OnlyOne", "targetComponent": FOUR[:2]}, {"any_of": [A, B]}),
        (
            {"logicalOperator": "logic:And", "requiredNumber": 1, "targetComponent": FOUR[:2]},
            {"all_of": [A, B]},
        ),
    ],
)
def test_how_many_of_its_targets_a_condition_needs(condition: Any, asked: Any):
    assert parse(reading(with_condition(**condition)).raw).step("inspector-by-ctdl").requires == asking_for(
        asked
    )


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (
            {"targetComponent": "ex:bac", "hasConstraint": [{"@type": "ceterms:Constraint"}]},
            "1 constraint in figures",
        ),
        ({"targetComponent": ["ex:bac", "ex:gone"]}, "1 condition names an item that is not in the file"),
        ({"description": {"en": "Be strong"}}, "does not say how each step is taken"),
        ({"logicalOperator": "logic:OnlyOne", "targetComponent": FOUR}, "“only one of”"),
        ({"requiredNumber": 9, "targetComponent": FOUR}, "more items than it names"),
    ],
)
def test_what_cannot_be_carried_over_is_said_and_no_door_stands_open_for_it(condition: Any, said: str):
    back = reading(with_condition(**condition))
    assert said in " ".join(remark.text("en") for remark in back.remarks)
    parse(back.raw)
    unknown = "not_published" in json.dumps(back.raw["steps"][0]["requires"])
    assert unknown or "hasConstraint" not in condition


def test_a_long_list_to_choose_several_from_stays_to_be_confirmed():
    document = with_condition(requiredNumber=4, targetComponent=[f"ex:{n}" for n in range(9)])
    shape = "ceterms:CourseComponent"
    document["@graph"] += [
        {"@id": f"ex:{n}", "@type": shape, "ceterms:name": {"en": f"C{n}"}} for n in range(9)
    ]
    back = reading(document)
    one, rest = back.raw["steps"][0]["requires"]["all_of"]
    assert len(one["any_of"]) == 9
    assert rest["not_published"]["en"] == "the original pathway asks for 4 of these 9 items"
    assert "import.ctdl.several_of" in [remark.key for remark in back.remarks]


def test_a_condition_that_leads_back_to_itself_stays_to_be_confirmed():
    document = with_condition(hasCondition=["ex:again"], logicalOperator="logic:And")
    again = {"@id": "ex:again", "@type": "ceterms:ComponentCondition", "ceterms:hasCondition": ["ex:again"]}
    document["@graph"].append(again)
    back = reading(document)
    parse(back.raw)
    assert "import.ctdl.circle" in [remark.key for remark in back.remarks]


def test_two_components_of_one_name_get_two_ids_and_one_described_twice_is_told():
    document = json.loads(json.dumps(INSPECTOR))
    document["@graph"][3]["ceterms:name"] = {"en": "Bac pro"}
    document["@graph"].append(document["@graph"][2])
    back = reading(document)
    assert {each["id"] for each in back.raw["qualifications"]} >= {"bac-pro", "bac-pro-no-2"}
    assert "1 item is described twice under one address" in " ".join(each.text("en") for each in back.remarks)


def test_properties_that_the_map_has_no_place_for_are_named():
    document = json.loads(json.dumps(INSPECTOR))
    document["@graph"][2]["ceterms:creditValue"] = {"schema:value": 3}
    told = [remark.text("fr") for remark in reading(document).remarks]
    assert any("creditValue" in each for each in told)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"{", "cut short"),
        (b"\xff", "not UTF-8"),
        (b"[]", "no pathway"),
        (b"3", "no pathway"),
        (b'{"@graph": [{"@type": "skos:Concept"}]}', "no pathway"),
        (
            b'{"@graph": [{"@type": "ceterms:Pathway", "cp:map": {"@type": "@json", "@value": {}}}]}',
            "not laid out",
        ),
    ],
)
def test_what_is_no_pathway_is_refused_in_words(content: bytes, words: str):
    with pytest.raises(UnreadableData, match=words):
        read_ctdl(content, "it", as_of=TODAY)


NAMES = (
    "name",
    "hasCondition",
    "targetComponent",
    "requiredNumber",
    "logicalOperator",
    "hasConstraint",
    "prerequisite",
)
THINGS = st.recursive(
    st.sampled_from(["ex:a", "ex:b", "logic:Or", "2", ""]) | st.integers(-1, 9) | st.none() | st.booleans(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*NAMES, "@id", "@value", "@language"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@example(things=[{"name": {"@language": None, "@value": None}}])
@given(st.lists(st.dictionaries(st.sampled_from(NAMES), THINGS), min_size=1, max_size=3))
def test_nothing_in_a_document_makes_it_stumble(things: list[dict[str, Any]]):
    """Whatever stands where, the map that comes out is sound, or the document is refused in words."""
    shape = {"@type": "ceterms:JobComponent"}
    graph = [
        {"@type": "ceterms:Pathway"},
        *({"@id": f"ex:{n}", **shape, **it} for n, it in zip("abc", things, strict=False)),
    ]
    with suppress(UnreadableData):
        assert check(json.dumps(reading({"@graph": graph}).raw))[1] == ()


def test_conditions_nested_too_deeply_are_refused_in_words():
    deep: Any = "ex:bac"
    for _ in range(480):
        deep = {"@type": "ceterms:ComponentCondition", "ceterms:hasCondition": deep}
    with pytest.raises(UnreadableData, match="nested too deeply"):
        reading(with_condition(hasCondition=deep))


def test_our_own_terms_are_known_by_their_whole_address_as_well():
    renamed = export_bytes(small(), "ctdl").replace(b'"cp:', f'"{OURS}'.encode())
    assert len(read_ctdl(renamed, "it", as_of=TODAY).raw["steps"]) == len(small().steps)


# --- real ones ------------------------------------------------------------------------------------

REAL = {
    "bakersfield_as_cs_csu_transfer": (30, {"creditValue"}),
    "comptia_it_networking_specialist": (9, {"hasProgressionLevel"}),
    "heriot_watt_computing_pathway": (56, {"precedes"}),
    "illinois_it_program_of_study": (37, {"proficiencyLevel"}),
    "spec_example_PathwayConditions": (6, {"hasChild"}),
}


@pytest.mark.skipif(not EXAMPLES.exists(), reason=f"the real pathways are not at {EXAMPLES}")
@pytest.mark.parametrize("name", REAL)
def test_a_real_pathway_becomes_a_sound_map_that_says_what_it_lacks(name: str):
    back = read_ctdl((EXAMPLES / f"{name}.json").read_bytes(), name, as_of=TODAY)
    catalogue = parse(back.raw)
    nodes, left_out = REAL[name]
    assert (len(catalogue.nodes), len(catalogue.steps)) == (nodes, nodes)
    assert all(step.requires is not None for step in catalogue.steps.values())
    told = {str(remark.values.get("name")) for remark in back.remarks}
    assert told >= left_out


@pytest.mark.skipif(not EXAMPLES.exists(), reason=f"the real pathways are not at {EXAMPLES}")
@pytest.mark.parametrize("name", ["comptia_it_progression_model", "spec_example_ProgressionModel"])
def test_a_progression_model_is_no_pathway(name: str):
    with pytest.raises(UnreadableData, match="no pathway"):
        read_ctdl((EXAMPLES / f"{name}.json").read_bytes(), name, as_of=TODAY)
