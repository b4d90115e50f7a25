from shanyu.domain.care.models.album import Photo, PhotoChild, Portrait
from shanyu.domain.care.models.asks import Leave, MedicationRequest, PickUpPass, Tracing
from shanyu.domain.care.models.devices import Device, Shift, Unlock
from shanyu.domain.care.models.duties import DaySummary, TracingChoice
from shanyu.domain.care.models.entries import Arrived, Entry

__all__ = [
    "Arrived",
    "DaySummary",
    "Device",
    "Entry",
    "Leave",
    "MedicationRequest",
    "Photo",
    "PhotoChild",
    "PickUpPass",
    "Portrait",
    "Shift",
    "Tracing",
    "TracingChoice",
    "Unlock",
]
