"""The verbs that change programmes."""

from shanyu.domain.programmes.actions.allocating import (
    cancel_run,
    close_list,
    draw,
    dry_run,
    final_run,
    finish,
    publish,
    sign_off,
)
from shanyu.domain.programmes.actions.classes import NewClass, add_class, change_class, remove_class
from shanyu.domain.programmes.actions.contesting import contest, result_notice, review
from shanyu.domain.programmes.actions.entering import change_entry, claim, enter, withdraw
from shanyu.domain.programmes.actions.making import (
    NewProgramme,
    NewRules,
    amend,
    announce,
    change_programme,
    end_verifier,
    make_programme,
    make_rules,
    name_verifier,
    remove_programme,
)
from shanyu.domain.programmes.actions.verifying import verify

__all__ = [
    "NewClass",
    "NewProgramme",
    "NewRules",
    "add_class",
    "amend",
    "announce",
    "cancel_run",
    "change_class",
    "change_entry",
    "change_programme",
    "claim",
    "close_list",
    "contest",
    "draw",
    "dry_run",
    "end_verifier",
    "enter",
    "final_run",
    "finish",
    "make_programme",
    "make_rules",
    "name_verifier",
    "publish",
    "remove_class",
    "remove_programme",
    "result_notice",
    "review",
    "sign_off",
    "verify",
    "withdraw",
]
