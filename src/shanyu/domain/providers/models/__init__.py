"""Operators, sites, authorisation, rooms, classes, offers and staff, with what PostgreSQL itself keeps true."""

from shanyu.domain.providers.models.authorisation import Authorisation, Certificate
from shanyu.domain.providers.models.care import CareClass, FeeCap, Room, ServiceOffer
from shanyu.domain.providers.models.operators import ContractTarget, OperatingContract, Operator, Owner
from shanyu.domain.providers.models.sites import Favourite, Site, SitePage, SitePicture
from shanyu.domain.providers.models.staff import (
    Credential,
    OperatorPost,
    Post,
    Worker,
    WorkerInvitation,
)

__all__ = [
    "Authorisation",
    "CareClass",
    "Certificate",
    "ContractTarget",
    "Credential",
    "Favourite",
    "FeeCap",
    "OperatingContract",
    "Operator",
    "OperatorPost",
    "Owner",
    "Post",
    "Room",
    "ServiceOffer",
    "Site",
    "SitePage",
    "SitePicture",
    "Worker",
    "WorkerInvitation",
]
