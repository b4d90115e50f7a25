"""Documents of agreements, given out only here."""

from shanyu.domain.agreements.models import Paper, Statement
from shanyu.domain.agreements.refusals import PaperNotReady
from shanyu.domain.providers.queries import File
from shanyu.domain.providers.queries.files import opened
from shanyu.kernel.door import Actor
from shanyu.kernel.door.verbs import query


@query("agreements.read_paper", on=Paper)
def read_paper(actor: Actor, paper: Paper) -> File:
    """The signed agreement, or a signed change, as PDF. Raises PaperNotReady, NoFile and FileLost."""
    if paper.document is None:
        raise PaperNotReady
    return opened(paper.document.upload)


@query("agreements.read_statement", on=Statement)
def read_statement(actor: Actor, statement: Statement) -> File:
    """The fee notice of a month as PDF. Raises PaperNotReady, NoFile and FileLost."""
    if statement.document is None:
        raise PaperNotReady
    return opened(statement.document.upload)
