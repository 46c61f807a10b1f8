"""The page that says why a profile document cannot be read, with places."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jifen.errors import InputError
from jifen_service.forms.language import language


def refused(request: HttpRequest, error: InputError) -> HttpResponse:
    """Every problem with its place; the status says that the input was wrong."""
    lang = language()
    problems = [(problem.at, problem.message(lang)) for problem in error.problems]
    return render(request, "portal/refused.html", {"problems": problems}, status=422)
