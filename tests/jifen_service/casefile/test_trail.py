"""The audit in words: no code is left for a reader."""

import re

import pytest
from tests.jifen_service.casework.world import START, advance, make_world, new_case

from jifen_service.audit.models import AuditEvent
from jifen_service.casefile import trail
from jifen_service.casework import queries, service


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_row_reads_like_a_sentence(db, lang, django_assert_max_num_queries):
    world = make_world()
    case = advance(world, new_case(world), "deliver")
    seen = {"expected_version": 0, "at": START}
    service.judge_material(case.pk, world.window, "permit", "faulty", reason="permit", **seen)
    found = queries.case_for(world.window, case.pk)
    service.look(found, world.window, at=START, what="household")
    service.unmask(found, world.window, "phone", at=START)
    newest = AuditEvent.objects.select_related("actor").order_by("-at", "-pk")[:3]
    with django_assert_max_num_queries(4):
        unmasked, looked, judged = trail.records(newest, lang, reader=world.holder.user)
    items = {
        "zh": ("上海市居住证 · 有问题 · 居住证即将到期或未签注", "户籍与居住证", "手机号"),
        "en": ("permit", "Household", "mobile number"),
    }
    for row, words in zip((judged, looked, unmasked), items[lang], strict=True):
        assert words in row.more
        assert row.who == "window某"
        assert row.subject == case.number
        assert not re.search(r"\b(judge_material|look_unmasked|household|faulty)\b", row.did + row.more)
