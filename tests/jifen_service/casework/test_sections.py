"""The form's sections: what they hold, what they lack, and that saving one never loses another."""

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.jifen_service.casework.world import ID_NUMBER, SECTIONS, SPOUSE_NUMBER, START, fill, new_case

from jifen import check
from jifen.profile import Profile, parse
from jifen_service.casework import rules, service
from jifen_service.casework.checklist import claimed, items_for, topics_for
from jifen_service.casework.drafting import merged
from jifen_service.casework.models import Case
from jifen_service.casework.particulars import indicators, particulars
from jifen_service.casework.sections import all_sections, fingerprint, form_lacks, lacks_of, sections_of
from jifen_service.casework.states import Kind
from jifen_service.vault import keyed_hash


def filled() -> tuple[dict, dict]:
    profile: dict = {}
    personal: dict = {}
    for key, data in SECTIONS.items():
        profile, personal = merged(all_sections()[key], profile, personal, data)
    return profile, personal


def test_every_key_belongs_to_one_section_and_exists():
    profile_keys = [key for section in all_sections().values() for key in section.profile]
    personal_keys = [key for section in all_sections().values() for key in section.personal]
    assert len(profile_keys) == len(set(profile_keys))
    assert len(personal_keys) == len(set(personal_keys))
    known = {field.alias or name for name, field in Profile.model_fields.items()}
    # What is not asked by the form: the version, the date of evaluation; name and addresses are particulars;
    # settlement is a test of its own.
    assert known - set(profile_keys) == {"format", "name", "on", "addresses", "settlement"}
    assert set(personal_keys) == set(particulars())


def test_reasons_point_to_sections_and_items_to_indicators():
    assert {reason.section for reason in rules.reasons().values()} <= set(all_sections())
    for named in (*rules.items().values(), *rules.topics().values()):
        assert set(named.indicators) <= set(indicators())
    for item in rules.items().values():
        assert {*item.kinds} <= set(Kind)
        assert "{" not in item.name["zh"] + item.name["en"]


def test_an_empty_form_lacks_something_everywhere_but_a_filled_one_nothing():
    begun = {lack.section for lack in form_lacks("new", {}, {})}
    assert begun == {section.key for section in sections_of("new")} - {"materials"}
    profile, personal = filled()
    assert form_lacks("new", profile, personal) == ()
    parse(profile)


@pytest.mark.parametrize("key", [key for key in SECTIONS if key != "credentials"])
def test_each_section_that_is_emptied_lacks_something_and_only_it(key):
    profile, personal = filled()
    section = all_sections()[key]
    for name in section.profile:
        profile.pop(name, None)
    for name in section.personal:
        personal.pop(name, None)
    lacking = {lack.section for lack in form_lacks("new", profile, personal)}
    # An indicator that is claimed asks for its facts too.
    assert key in lacking
    assert lacking <= {key, "indicators"}


@pytest.mark.parametrize(
    ("personal", "profile", "code"),
    [
        ({"id_number": ID_NUMBER[:17] + ("1" if ID_NUMBER[17] != "1" else "2")}, {}, "id_check_digit"),
        ({"id_number": "12345"}, {}, "id_form"),
        ({"phone": "12345678901"}, {}, "mobile_form"),
        ({"name": "长" * 501}, {}, "too_long"),
        ({"name": 7}, {}, "wrong_kind"),
        ({"unknown": "x"}, {}, "unknown_field"),
        ({"household_address": "x"}, {}, "unknown_field"),
        ({}, {"birth_date": "1988-13-01"}, "no_such_day"),
        ({}, {"education": []}, "unknown_field"),
    ],
)
def test_what_is_wrong_is_refused(personal, profile, code):
    with pytest.raises(service.NotReady) as refused:
        merged(all_sections()["personal"], {}, {}, {"personal": personal, "profile": profile})
    assert code in [lack.code for lack in refused.value.lacks]
    for lack in refused.value.lacks:
        # What was typed may be an ID number: it never gets into words that are shown or logged.
        assert "12345" not in lack.message("zh") + lack.message("en")


def test_what_is_unfinished_may_be_saved():
    profile, _ = merged(
        all_sections()["education"], {}, {}, {"profile": {"education": [{"school": "某大学"}]}}
    )
    lacks = lacks_of(all_sections()["education"], profile, {})
    assert {lack.at for lack in lacks} == {
        "profile.education[0].level",
        "profile.education[0].major",
        "profile.education[0].graduated",
    }


def test_a_birth_date_that_differs_from_the_id_number_is_told():
    profile, personal = filled()
    profile["birth_date"] = "1990-01-01"
    codes = [lack.code for lack in lacks_of(all_sections()["personal"], profile, personal)]
    assert codes == ["birth_date_differs"]


def test_who_is_married_names_the_spouse():
    section = all_sections()["family"]
    married = {"personal": {"marital_status": "married"}}
    profile, personal = merged(section, {}, {}, married)
    assert {lack.at for lack in lacks_of(section, profile, personal)} == {
        "personal.spouse_name",
        "profile.spouse.married",
    }
    told = {
        "personal": {"spouse_name": "李某", "spouse_id_number": SPOUSE_NUMBER},
        "profile": {"spouse": {"married": "2015-10-01", "shanghai_household": True}},
    }
    assert lacks_of(section, *merged(section, profile, personal, told)) == ()


@given(st.permutations(list(SECTIONS)))
def test_the_order_of_saving_does_not_matter(order):
    profile: dict = {}
    personal: dict = {}
    for key in order:
        profile, personal = merged(all_sections()[key], profile, personal, SECTIONS[key])
    assert (profile, personal) == filled()


@given(st.sampled_from(sorted(SECTIONS)), st.sampled_from(sorted(SECTIONS)))
def test_saving_again_changes_nothing_elsewhere(first, second):
    profile, personal = filled()
    before = deepcopy((profile, personal))
    section = all_sections()[first]
    cleared = {
        "profile": dict.fromkeys(section.profile),
        "personal": dict.fromkeys(section.personal),
        "none": False,
    }
    changed = merged(section, profile, personal, cleared)
    if first != second:
        other = all_sections()[second]
        assert fingerprint(other, *changed) == fingerprint(other, *before)
    assert (profile, personal) == before, "what was given is not changed in place"


def test_the_checklist_follows_what_is_claimed():
    profile, personal = filled()
    codes = [item.id for item in items_for("new", profile, personal)]
    assert {"permit", "diploma", "degree", "tax_certificate"} <= set(codes)
    assert not {"marriage_certificate", "articles", "award_certificate", "birth_certificate"} & set(codes)
    personal["indicators"] = [*personal["indicators"], "spouse", "award"]
    profile["children"] = [{"birth_date": "2014-03-09"}]
    more = [item.id for item in items_for("new", profile, personal)]
    assert {"marriage_certificate", "spouse_register", "award_document", "birth_certificate"} <= set(more)
    assert topics_for(profile, personal) == (
        "education", "archive", "insurance", "tax", "conduct", "residence_permit", "marriage", "award",
    )  # fmt: skip
    assert {item.id for item in items_for("cancellation", profile, personal)} == {
        "permit", "applicant_id", "cancellation_request",
    }  # fmt: skip


def test_the_pre_check_asks_for_the_same_materials_as_the_form():
    profile, _ = filled()
    profile["children"] = [{"birth_date": "2014-03-09"}]
    checked = check(profile, on=START.date())["materials"]
    assert [item["id"] for item in checked] == [
        item.id for item in items_for("new", profile, {"dispatched": True})
    ]
    assert {item["id"]: item["name"] for item in checked}.items() <= {
        code: item.name["zh"] for code, item in rules.items().items()
    }.items()


def test_every_item_is_asked_of_somebody():
    profile, personal = filled()
    personal = {**personal, "indicators": list(indicators()), "dispatched": True}
    profile["children"] = [{"birth_date": "2014-03-09"}]
    profile["credentials"] = [{"level": "senior", "registration_required": True}]
    asked = {item.id for kind in Kind for item in items_for(kind, profile, personal)}
    assert asked == set(rules.items())


def test_without_a_statement_what_was_entered_is_claimed():
    profile, _ = filled()
    assert claimed(profile, {}) == {"age", "education", "si_years", "si_base"}


def test_saved_sections_are_in_the_case_and_found_by_hash(world):
    case = new_case(world)
    assert case.name_key == keyed_hash("张小明")
    assert case.id_number_key == keyed_hash(ID_NUMBER)
    assert form_lacks(case.kind, case.profile, case.personal) == ()
    assert case.version == 0


def test_another_window_does_not_overwrite(world):
    case = new_case(world)
    section = all_sections()["household"]
    seen = fingerprint(section, case.profile, case.personal)
    first = {"personal": {"residence_address": "甲路1号"}}
    service.save_section(case.pk, world.holder, "household", first, at=START, seen=seen)
    with pytest.raises(service.StaleSection):
        service.save_section(
            case.pk,
            world.holder,
            "household",
            {"personal": {"residence_address": "乙路"}},
            at=START,
            seen=seen,
        )
    # Another section does not make this one stale.
    case = Case.objects.get(pk=case.pk)
    assert case.personal["residence_address"] == "甲路1号"
    seen = fingerprint(section, case.profile, case.personal)
    service.save_section(case.pk, world.holder, "family", SECTIONS["family"], at=START)
    service.save_section(case.pk, world.holder, "household", first, at=START, seen=seen)


def test_the_checklist_of_a_case_keeps_what_was_handed_in(world):
    case = new_case(world)
    without = {"personal": {"indicators": ["age", "si_years"]}}
    service.save_section(case.pk, world.holder, "indicators", without, at=START)
    diploma = case.materials.get(code="diploma")
    assert not diploma.required
    assert diploma.uploads.count() == 1
    fill(case, world.holder)
    diploma.refresh_from_db()
    assert diploma.required


def test_only_the_holder_fills_in_and_only_while_the_form_is_open(world):
    case = new_case(world)
    data = SECTIONS["family"]
    with pytest.raises(service.NotConcerned):
        service.save_section(case.pk, world.stranger, "family", data, at=START)
    service.apply(case.pk, "submit", world.holder, expected_version=0, at=START)
    with pytest.raises(service.NotAllowed):
        service.save_section(case.pk, world.agent, "family", data, at=START)
    with pytest.raises(service.NotAllowed):
        service.save_section(case.pk, world.holder, "family", data, at=START)


def test_a_second_click_on_begin_gives_the_same_draft(world):
    first = service.create("new", world.holder, at=START, employer_id=world.employer.pk)
    assert service.create("new", world.holder, at=START) == first
    assert Case.objects.count() == 1
