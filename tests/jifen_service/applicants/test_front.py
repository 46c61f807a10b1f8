"""The applicant's front: from an empty page to a decided case, and nobody else's business."""

import io
import re
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jifen_service.applicants import application_form
from jifen_service.audit.models import AuditEvent
from jifen_service.casework import queries, service
from jifen_service.casework.models import Case
from jifen_service.casework.states import State
from jifen_service.config import clock

NUMBER = "110101199003070011"


@pytest.fixture
def holder(make_person):
    return make_person("zhang")


@pytest.fixture
def client(holder, clean_cache):
    client = Client()
    client.force_login(holder, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def case(client) -> Case:
    client.post(reverse("applicants:start"))
    return Case.objects.get()


def at(case: Case, name: str, *more: object) -> str:
    return reverse(f"applicants:{name}", args=[case.pk, *more])


def test_an_empty_home_says_what_will_appear(client):
    page = client.get(reverse("applicants:home")).content.decode()
    assert "还没有申请" in page
    assert "开始申请" in page


def test_case_page_renders(client, case):
    page = client.get(at(case, "case")).content.decode()
    assert "(新办)填写中" in page
