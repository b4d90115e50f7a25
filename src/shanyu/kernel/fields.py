"""Model fields of the house: sealed text, its blind index, and a point for nearest-place search."""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import Q

from shanyu.kernel import keys
from shanyu.kernel.sealed import blind_index, blind_indexes, seal, unseal


class Sealed:
    """A sealed value as a row carries it. Printing it shows nothing; `reveal()` opens it.

    Only verbs call `reveal()`, and faces show `masked(mask)`.
    """

    __slots__ = ("blob", "context")

    def __init__(self, blob: bytes, context: str) -> None:
        self.blob = blob
        self.context = context

    def reveal(self) -> str:
        return unseal(keys.ring(), self.blob, self.context)

    def masked(self, mask: Callable[[str], str]) -> str:
        return mask(self.reveal())

    def __bool__(self) -> bool:
        return bool(self.blob)

    def __str__(self) -> str:
        return "••••"

    __repr__ = __str__


class SealedField(models.BinaryField):
    """Text that the database holds only as AES-GCM ciphertext, bound to its table and column.

    Assign a `str` (sealed on save) or None; a row read back carries a `Sealed`.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("editable", True)
        super().__init__(*args, **kwargs)

    @property
    def context(self) -> str:
        return f"{self.model._meta.label_lower}.{self.name}"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Sealed | None:
        return None if value is None else Sealed(bytes(value), self.context)

    def to_python(self, value: Any) -> Any:
        return value

    def get_prep_value(self, value: Any) -> bytes | None:
        if value is None or value == "":
            return None
        if isinstance(value, Sealed):
            return value.blob
        return seal(keys.ring(), value, self.context)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return super().get_db_prep_value(
            self.get_prep_value(value) if not prepared else value, connection, True
        )

    def value_to_string(self, obj: models.Model) -> str:
        return "••••"


class BlindIndexField(models.BinaryField):
    """A keyed hash of a sealed field of the same row, for equality look-up and uniqueness.

    `of` names the sealed field, `purpose` what kind of value it is ("identity", "mobile"): the same value
    of the same purpose has the same index in every table, so one person can be found across them.
    """

    def __init__(self, *args: Any, of: str = "", purpose: str = "", **kwargs: Any) -> None:
        self.of, self.purpose = of, purpose
        kwargs.update(editable=False, null=True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple:
        name, path, args, kwargs = super().deconstruct()
        kwargs.update(of=self.of, purpose=self.purpose)
        return name, path, args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes | None:
        value = getattr(model_instance, self.of)
        if isinstance(value, Sealed):
            return getattr(model_instance, self.attname)
        hashed = blind_index(keys.ring(), value, self.purpose) if value else None
        setattr(model_instance, self.attname, hashed)
        return hashed


def matching(model: type[models.Model], index: str, value: str) -> Q:
    """Rows of `model` whose blind index `index` is that of `value`, under any key still in use."""
    field = model._meta.get_field(index)
    return Q(**{f"{index}__in": blind_indexes(keys.ring(), value, field.purpose)})


class PointField(models.Field):
    """PostgreSQL's native `point`, for nearest-first search through a GiST index. Never read in Python."""

    def db_type(self, connection: Any) -> str:
        return "point"


class MercatorPoint(models.Func):
    """Web Mercator metres of a WGS-84 (longitude, latitude) pair, as a point.

    The projection keeps angles, so that among places a few kilometres apart the nearest stay the nearest.
    """

    template = (
        "point(6378137 * radians((%(lon)s)::float8), "
        "6378137 * ln(tan(pi() / 4 + radians((%(lat)s)::float8) / 2)))"
    )
    output_field = PointField()

    def __init__(self, lon: Any, lat: Any) -> None:
        super().__init__(lon, lat)

    def as_sql(self, compiler: Any, connection: Any, **_context: Any) -> tuple[str, list]:
        (lon, lon_params), (lat, lat_params) = (compiler.compile(e) for e in self.source_expressions)
        return self.template % {"lon": lon, "lat": lat}, [*lon_params, *lat_params]
