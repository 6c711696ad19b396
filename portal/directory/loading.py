"""The directory's files, the project's and the operator's, read whole and strictly before the first page is made.

Both have one layout. An operator's entry with the key of one of ours takes its
place, so that a correction needs no new release. What somebody has checked by
telephone stands apart, in ``assurances.toml``.
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from portal.data import MAX_BYTES, DataError, read_toml
from portal.directory.assurances import FILE as ASSURANCES
from portal.directory.assurances import apply_assurances, load_assurances
from portal.directory.counties import County
from portal.directory.entries import Known, read_service
from portal.directory.services import CRISIS, EVERGREEN, FEDERAL, NEEDS, Service
from portal.directory.subkinds import Subkind

#: One file a need: ours has its services and no others.
FILES = (*NEEDS, CRISIS, FEDERAL)

#: An import may bring 50,000 services, each with about a thousand bytes.
MAX_IMPORTED_BYTES = 64_000_000


def load_services(
    folder: Path, instance: Path | None, counties: Mapping[str, County], subkinds: Mapping[str, Subkind]
) -> dict[str, Service]:
    """Read every service.

    :param folder: the folder of data files.
    :param instance: the operator's own folder, if there is one.
    :param counties: those a service may name.
    :param subkinds: those a service may be of.
    :return: by key, ours in the order of the files, then the operator's.
    :raises DataError: naming file, entry and cure of the first mistake.
    """
    known = Known(counties, subkinds)
    services: dict[str, Service] = {}
    for need in FILES:
        for service in _read_ours(folder, need, known):
            _add(services, service, f"{need}.toml")
    for key in EVERGREEN:
        if key not in services:
            raise DataError(f"{CRISIS}.toml", key, "It is missing, and help begins with it.", "Put it back.")
    if instance is None:
        return services
    services.update(_read_operators(instance, known))
    return apply_assurances(services, load_assurances(instance))


def _add(services: dict[str, Service], service: Service, file: str) -> None:
    if service.key in services:
        raise DataError(file, service.key, "Another entry has this key.", "Rename the newer of the two.")
    services[service.key] = service


def _read_ours(folder: Path, need: str, known: Known) -> Iterator[Service]:
    file = f"{need}.toml"
    for key, table in read_toml(folder / "directory" / file, MAX_BYTES).items():
        service = read_service(file, key, table, known)
        if service.need != need:
            raise DataError(file, key, f"Its need is {service.need}.", f"Move it to {service.need}.toml.")
        yield service


def list_instance_files(instance: Path) -> list[Path]:
    """List the operator's files with services, in the order they are read."""
    return sorted(path for path in (instance / "directory").glob("*.toml") if path.name != ASSURANCES)


def _read_operators(instance: Path, known: Known) -> dict[str, Service]:
    services: dict[str, Service] = {}
    for path in list_instance_files(instance):
        for key, table in read_toml(path, MAX_IMPORTED_BYTES).items():
            _add(services, read_service(path.name, key, table, known, imported=True), path.name)
    return services


def unknown_assurances(instance: Path, keys: Collection[str]) -> list[str]:
    """List what was assured and is no longer in the directory."""
    return sorted(set(load_assurances(instance)) - set(keys))
