"""Turn texts into requirements, limits and versions, ask the auditor, and return plain data."""

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.version import Version

import pin_auditor as auditor


def _plain(requirement):
    return [
        requirement.name,
        sorted(requirement.extras),
        requirement.url,
        str(requirement.specifier),
        str(requirement.marker),
    ]


def _limited(specifiers):
    return {name: SpecifierSet(text) for name, text in specifiers.items()}


def _installed(versions):
    return {name: None if text is None else Version(text) for name, text in versions.items()}


def _canonical(version):
    return None if version is None else [version.epoch, str(version)]


def requirements_of(files, name):
    result = auditor.read_requirements(files, name)
    return [type(result).__name__, [_plain(requirement) for requirement in result]]


def place_of_error(files, name):
    """File and line that begin the text of the ValueError."""
    try:
        auditor.read_requirements(files, name)
    except ValueError as error:
        return str(error).split(":")[:2]
    return None


def pins_of(specifiers, candidates):
    """How many pins there are, and which of the candidates are among them."""
    found = auditor.pins(SpecifierSet(specifiers))
    return [type(found).__name__, len(found), [Version(text) in found for text in candidates]]


def freeze_of(text):
    return {name: _canonical(version) for name, version in auditor.read_freeze(text).items()}


def limits_of(requirements, constraints, environment, candidates):
    """Which of the candidates the limits of each package allow."""
    found = auditor.limits(
        [Requirement(line) for line in requirements],
        [Requirement(line) for line in constraints],
        environment,
    )
    return {
        name: [specifiers.contains(text, prereleases=True) for text in candidates]
        for name, specifiers in found.items()
    }


def limits_of_generators(requirements, constraints, environment):
    found = auditor.limits(
        (Requirement(line) for line in requirements),
        (Requirement(line) for line in constraints),
        environment,
    )
    return sorted(found)


def limits_change_nothing(requirements, constraints, environment):
    """The arguments afterwards."""
    wanted = [Requirement(line) for line in requirements]
    bounds = [Requirement(line) for line in constraints]
    auditor.limits(wanted, bounds, environment)
    return [[str(one) for one in wanted], [str(one) for one in bounds], environment]


def audit_of(specifiers, versions):
    return list(auditor.audit(_limited(specifiers), _installed(versions)).items())


def audit_changes_nothing(specifiers, versions):
    limited, installed = _limited(specifiers), _installed(versions)
    auditor.audit(limited, installed)
    return [sorted(limited), sorted(installed)]


def outlook_of(specifiers, versions, available, **options):
    return auditor.outlook(_limited(specifiers), _installed(versions), available, **options)


def outlook_of_generators(specifiers, versions, available):
    once = {name: iter(texts) for name, texts in available.items()}
    return auditor.outlook(_limited(specifiers), _installed(versions), once)
