"""What the fronts may do with cases (案件服务): every change goes through here.

Times are given (``at``, aware); the person who acts is given as the accounts layer knows them. What is
refused is one of `casework.errors`. Questions are asked of `casework.queries`.
"""

from jifen_service.casework.actors import SYSTEM, Actor
from jifen_service.casework.amending import amend_fact
from jifen_service.casework.applying import apply, blockers, possible
from jifen_service.casework.desk import assign, claim, finish_check, judge_material, release
from jifen_service.casework.drafting import choose_changes, choose_employer, create, save_section
from jifen_service.casework.errors import (
    NotAllowed,
    NotConcerned,
    NotReady,
    StaleCase,
    StaleItem,
    StaleSection,
    Taken,
    UploadRefused,
)
from jifen_service.casework.handing_in import Opened, add_upload, read_page, read_thumbnail, read_upload
from jifen_service.casework.looks import look, masked, unmask
from jifen_service.casework.renewing import renew_unchanged
from jifen_service.casework.retention import anonymise_all, export_own, lapse_all

__all__ = [
    "SYSTEM",
    "Actor",
    "NotAllowed",
    "NotConcerned",
    "NotReady",
    "Opened",
    "StaleCase",
    "StaleItem",
    "StaleSection",
    "Taken",
    "UploadRefused",
    "add_upload",
    "amend_fact",
    "anonymise_all",
    "apply",
    "assign",
    "blockers",
    "choose_changes",
    "choose_employer",
    "claim",
    "create",
    "export_own",
    "finish_check",
    "judge_material",
    "lapse_all",
    "look",
    "masked",
    "possible",
    "read_page",
    "read_thumbnail",
    "read_upload",
    "release",
    "renew_unchanged",
    "save_section",
    "unmask",
]
